import Foundation
import TestSupport
import Testing

/// Files are where a power cut leaves them: content first, then the name, then the folder that holds it.
@Suite struct PowerCutTests {
    private static let strace = URL(fileURLWithPath: "/usr/bin/strace")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: Self.strace.path), "strace is not here"))
    func everyRenameIsFollowedByItsFolder() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let outcome = try Program.run(
            [
                "-f", "-y", "-qq", "-e", "trace=fsync,rename,renameat,renameat2,mkdir,mkdirat", "-o", "calls",
                Program.executable.path, "datasets", "export", "tiny", "deep/copy",
            ], in: folder.url, executable: Self.strace)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let calls = try String(contentsOf: folder.url.appendingPathComponent("calls"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
        let copy = folder.url.appendingPathComponent("deep/copy").path
        let renames = calls.indices.filter { calls[$0].contains("rename") && calls[$0].contains(copy) }
        #expect(
            renames.count == (try FileManager.default.contentsOfDirectory(atPath: copy).count), "\(calls)")
        for index in renames {
            #expect(calls[index - 1].contains("fsync(") && calls[index - 1].contains(".tmp>"))
            #expect(calls[index + 1].contains("fsync(") && calls[index + 1].contains("\(copy)>"))
        }
        let made = calls.indices.filter { calls[$0].contains("mkdir") && calls[$0].contains("deep") }
        #expect(made.count == 2 && made.allSatisfy { calls[$0 + 1].contains("fsync(") })
    }
}
