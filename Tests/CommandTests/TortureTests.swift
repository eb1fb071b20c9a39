import Foundation
import TestSupport
import Testing

/// A sample of `scripts/torture`: kills and failing calls.
@Suite struct TortureTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../scripts/torture").standardizedFileURL
    /// What the script runs, and what it compiles its library by.
    private static let tools = ["/usr/bin/python3", "/usr/bin/cc"]

    @Test(
        .enabled(
            if: tools.allSatisfy(FileManager.default.isExecutableFile),
            "scripts/torture takes \(tools.joined(separator: " and "))"))
    func everyTorturedRunGoesOnToTheSameBytes() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(
            [Self.script.path, "--short", "--program", Program.executable.path], in: folder.url,
            executable: URL(fileURLWithPath: Self.tools[0]))
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.diagnostics)")
        for kind in ["kills", "faults", "chains"] {
            #expect(outcome.output.contains(try Regex("[1-9] \(kind)\n")), "\(outcome.output)")
        }
    }
}
