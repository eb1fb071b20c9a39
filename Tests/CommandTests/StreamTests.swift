import Foundation
import TestSupport
import Testing

/// Standard streams that are full, closed or hung up, and where home is.
@Suite struct StreamTests {
    /// Runs a line of shell in which `$0` is the program.
    private func shell(_ line: String, in folder: TemporaryFolder) throws -> Program.Outcome {
        try Program.run(
            ["-c", line, Program.executable.path], in: folder.url,
            executable: URL(fileURLWithPath: "/bin/bash")
        )
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: [
            "\"$0\" datasets list >/dev/full", "\"$0\" --version >/dev/full", "\"$0\" --help >/dev/full",
        ])
    func resultsThatCannotBeWrittenAreAnError(line: String) throws {
        let outcome = try shell(line, in: try TemporaryFolder())
        #expect(outcome.status == 74)
        #expect(outcome.diagnostics == "vae-viz: error: standard output: no space left on device\n")
    }

    @Test(arguments: ["datasets list", "--version"])
    func aClosedOutputIsAnError(command: String) throws {
        let outcome = try shell("exec \"$0\" \(command) >&-", in: try TemporaryFolder())
        #expect(outcome.status == 74)
        #expect(outcome.diagnostics == "vae-viz: error: standard output: bad file descriptor\n")
    }

    @Test func aReaderThatHasSeenEnoughIsNoError() throws {
        let outcome = try shell(
            "(sleep 0.2; \"$0\" datasets list; echo $? >&2) | true", in: try TemporaryFolder())
        #expect(outcome.diagnostics == "0\n")
    }

    /// What is told on a closed standard error must not be written into a file that took its place.
    @Test func aRunWithoutStreamsIsARun() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let run = try shell(
            "exec \"$0\" train-and-report --dataset tiny --epochs 1 --grid 4 --progress plain --figures latent-grid"
                + " --animations training 0<&- 2>&-",
            in: folder)
        #expect(run.status == 0)
        let binary = try folder.contents(of: "Output", where: { $0.hasSuffix(".safetensors") })
        #expect(!binary.isEmpty && binary.values.allSatisfy { $0.range(of: Data("vae-viz".utf8)) == nil })
        #expect(
            try Program.run(
                ["report", "--figures", "none", "--animations", "none", "--progress", "none"], in: folder.url
            ).status == 0)
    }

    @Test func homeIsWhereTheEnvironmentSays() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let cache = folder.url.appendingPathComponent("home/.cache/vae-viz")
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: folder.url.appendingPathComponent("tiny"), to: cache.appendingPathComponent("mnist"))
        let listed = try shell(
            "unset XDG_CACHE_HOME; HOME=\"$PWD/home\" exec \"$0\" datasets list", in: folder)
        #expect(listed.output.contains("\(folder.url.path)/home/.cache/vae-viz/mnist"), "\(listed.output)")
        // Not the shell's own ~, which stands at the beginning of a word.
        let exported = try shell(
            "HOME=\"$PWD/home\" exec \"$0\" datasets export tiny '~/copy'", in: folder)
        #expect(exported.output == "\(folder.url.path)/home/copy\n", "\(exported.diagnostics)")
    }
}
