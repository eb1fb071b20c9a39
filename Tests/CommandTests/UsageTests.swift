import Foundation
import Storage
import TestSupport
import Testing

/// Help, and what the program says to wrong usage and bad input: one line and the documented status.
@Suite struct UsageTests {
    private func expectError(
        _ arguments: [String], status: Int32, _ words: String, in folder: TemporaryFolder,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Program.run(arguments, in: folder.url)
        #expect(outcome.status == status, "\(outcome.diagnostics)", sourceLocation: location)
        #expect(outcome.output.isEmpty, sourceLocation: location)
        let lines = outcome.diagnostics.split(separator: "\n").filter { $0.contains("error:") }
        #expect(lines.count == 1, "\(outcome.diagnostics)", sourceLocation: location)
        #expect(outcome.diagnostics.hasPrefix("vae-viz: "), sourceLocation: location)
        #expect(outcome.diagnostics.contains(words), "\(outcome.diagnostics)", sourceLocation: location)
    }

    @Test func versionAndHelp() throws {
        let folder = try TemporaryFolder()
        let version = try Program.run(["--version"], in: folder.url)
        #expect(version.status == 0)
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = package.appendingPathComponent("python/src/vae_viz/VERSION")
        #expect(try version.output == String(contentsOf: file, encoding: .utf8))
        for command in [
            [], ["train-and-report"], ["interpolate"], ["report"], ["figure"], ["datasets"],
            ["datasets", "list"], ["datasets", "show"], ["datasets", "fetch"], ["datasets", "export"],
            ["verify"], ["compare"],
        ] {
            let help = try Program.run(command + ["--help"], in: folder.url)
            #expect(help.status == 0)
            #expect(help.output.contains("USAGE: vae-viz"))
            #expect(help.output.contains("EXAMPLES") || command == ["datasets"], "\(command)")
        }
    }

    @Test(arguments: [
        (["--nonsense"], "--nonsense"), (["train-and-report", "--epochs", "many"], "many"),
        (["train-and-report", "--epochs", "0"], "epochs"),
        (["train-and-report", "--epochs", "-3"], "epochs"),
        (["train-and-report", "--size", "7"], "--size 7: choose 8 to 128"),
        (["train-and-report", "--fit", "squeeze"], "squeeze"),
        (["train-and-report", "--test-share", "1"], "--test-share 1.0: choose a share"),
        (["train-and-report", "--test-share", "nan"], "--test-share nan: choose a share"),
        (["train-and-report", "--background", "red"], "red"),
        (["train-and-report", "--resume", "x", "--strict"], "--strict goes with a new run"),
        (["datasets", "show", "digits", "--size", "129"], "--size 129: choose 8 to 128"),
        (["report", "--lossy", "33"], "--lossy 33: choose 0 to 32"),
        (["report", "--loop", "65536"], "--loop 65536: choose 0"),
        (["interpolate", "--from", "8", "--to", "6", "--loop=-1"], "--loop -1: choose 0"),
        (["report", "--animation-format", "gif,mov"], "choose from gif, apng, webp, mp4"),
        (["train-and-report", "--batch-size", "0"], "batch"),
        (["train-and-report", "--learning-rate", "nan"], "learning rate"),
        (["train-and-report", "--learning-rate=-1"], "learning rate"),
        (["train-and-report", "--beta", "inf"], "beta"), (["train-and-report", "--model", "gan"], "gan"),
        (["train-and-report", "--free-bits=-1"], "free bits"),
        (["train-and-report", "--kl-warmup", "0"], "warm-up"),
        (["train-and-report", "--clip-gradient", "0"], "clipped"),
        (["train-and-report", "--patience", "0"], "patience"),
        (["train-and-report", "--resume", "x", "--patience", "1"], "--patience"),
        (["train-and-report", "--latent-dim", "0"], "latent"),
        (["train-and-report", "--grid", "1"], "--grid 1"),
        (["train-and-report", "--latent-dim", "99999999999999999999"], "99999999999999999999"),
        (["train-and-report", "--train-count", "0"], "--train-count 0"),
        (["train-and-report", "--threads", "0"], "--threads 0"),
        (["train-and-report", "--name", "../up"], "--name '../up'"),
        (["train-and-report", "--progress", "loud"], "loud"),
        (["train-and-report", "--resume", "x", "--seed", "1"], "--seed"),
        (["train-and-report", "--snapshot-every", "0"], "snapshot"),
        (["interpolate", "--from", "8"], "--to"), (["figure"], "name"),
        (["figure", "latent-grid", "--format", "bmp"], "bmp"),
        (["figure", "latent-grid", "--scale", "99"], "--scale 99"),
        (["figure", "latent-grid", "--scale", "nan"], "--scale nan"),
        (["datasets", "explode"], "explode"),
    ])
    func wrongUsage(arguments: [String], words: String) throws {
        try expectError(arguments, status: 64, words, in: try TemporaryFolder())
    }

    @Test(arguments: [
        (["train-and-report", "--dataset", "no-such-set"], "digits, sprites, mnist"),
        (["train-and-report", "--dataset", "mnist", "--data-dir", "nowhere"], "nowhere/mnist"),
        (["train-and-report", "--resume", "nowhere"], "nowhere"), (["report"], "no run"),
        (["report", "nowhere"], "nowhere"),
        (["interpolate", "--from", "8", "--to", "6"], "no run"), (["figure", "latent-grid"], "no run"),
        (["datasets", "fetch", "digits"], "mnist"),
    ])
    func missingInput(arguments: [String], words: String) throws {
        try expectError(arguments, status: 66, words, in: try TemporaryFolder())
    }

    @Test func damagedData() throws {
        let folder = try TemporaryFolder()
        let images = folder.url.appendingPathComponent("tiny/train-images-idx3-ubyte.gz")
        try TinyData.make(in: folder)
        let whole = try Data(contentsOf: images)
        try AtomicFile.write(whole.prefix(whole.count / 2), to: images)
        try expectError(["train-and-report", "--dataset", "tiny"], status: 65, "cut short", in: folder)
        try AtomicFile.write("hello, this is no image file", to: images)
        try expectError(["train-and-report", "--dataset", "tiny"], status: 65, "not an IDX file", in: folder)
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("Output").path))
    }

    @Test func picturesThatThereAreNotAreRefusedBeforeTraining() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let train = ["train-and-report", "--dataset", "tiny"]
        try expectError(
            train + ["--figures", "posteriors"], status: 64, "posteriors: no such figure", in: folder)
        try expectError(
            train + ["--animations", "posterior,walk"], status: 64, "walk: no such animation", in: folder)
        try expectError(
            train + ["--figures", "sampling-nothing"], status: 64, "sampling-nothing: needs a class",
            in: folder)
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("Output").path))
    }

    @Test func whereNoRunCanBeCreated() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        try folder.write([1], to: "file")
        try expectError(
            ["train-and-report", "--dataset", "tiny", "--output", "file"], status: 73, "file", in: folder)
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("Output/taken"), withIntermediateDirectories: true)
        try folder.write([1], to: "Output/taken/notes.txt")
        try expectError(
            ["train-and-report", "--dataset", "tiny", "--name", "taken"], status: 73, "choose another",
            in: folder)
        try expectError(["datasets", "export", "tiny", "tiny"], status: 73, "choose another", in: folder)
    }
}
