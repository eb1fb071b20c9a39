import Foundation
import Runs
import Storage
import TestSupport
import Testing

/// Whole runs, as a user makes them.
@Suite struct RunTests {
    private static let options = [
        "train-and-report", "--dataset", "tiny", "--snapshot-every", "4", "--grid", "5", "--learning-rate",
        "1e-3",
    ]

    private func train(_ more: [String], in folder: TemporaryFolder) throws -> Program.Outcome {
        try Program.run(Self.options + more, in: folder.url)
    }

    /// What must be the same bytes whenever seed, machine and threads are.
    private static func isReproducible(_ name: String) -> Bool {
        name.hasPrefix("snapshots/") || name.hasPrefix("figures/") || name.hasPrefix("animations/")
            || name == "latents.csv"
    }

    @Test func aRunHasEverythingAndIsTheSameAgain() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let first = try train(["--epochs", "2", "--progress", "json"], in: folder)
        #expect(first.status == 0, "\(first.diagnostics)")
        let report = folder.url.appendingPathComponent("Output/tiny-1/report.html")
        #expect(first.output.split(separator: "\n").last.map(String.init) == report.path)
        let html = try String(contentsOf: report, encoding: .utf8)
        #expect(html.utf8.count <= 10_000_000)
        // Frames for the player, whatever room there is for animations as files.
        #expect(html.contains("data-sheet="))
        #expect(html.contains("vae-viz train-and-report --dataset \(folder.url.path)/tiny"))
        // Ten batches an epoch: before training, batches 4 and 8, and two ends of epochs.
        let run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        #expect(try run.snapshotSteps() == [0, 4, 8, 10, 20])
        #expect(try MetricsFile.rows(contentsOf: run.metrics).map(\.step) == [0, 4, 8, 10, 20])
        #expect(try RunRecord(contentsOf: run.record).state == .finished)
        for line in first.diagnostics.split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["event"] is String)
        }
        let made = try folder.contents(of: "Output/tiny-1", where: Self.isReproducible)
        for name in [
            "dataset", "latent-grid", "posterior", "sampling-6", "interpolation-8-6", "reconstructions",
            "training-curves", "prior-samples", "density", "uncertainty", "attribute-1-7", "attribute-8-6",
            "autoencoder-comparison", "curve-lesson", "architecture",
        ] {
            #expect(made["figures/\(name).png"] != nil, "\(name)")
        }
        for name in ["training", "posterior", "interpolation-8-6"] {
            #expect(made["animations/\(name).gif"] != nil, "\(name)")
        }
        let second = try train(["--epochs", "2", "--progress", "none"], in: folder)
        // Progress is not told; what is wrong with the run is.
        let told = second.diagnostics.split(separator: "\n")
        #expect(!told.isEmpty && told.allSatisfy { $0.hasPrefix("vae-viz: warning: ") }, "\(told)")
        #expect(try folder.contents(of: "Output/tiny-2", where: Self.isReproducible) == made)
        // Drawn again from the snapshots alone.
        try FileManager.default.removeItem(at: run.figures.appendingPathComponent("posterior.png"))
        let redrawn = try Program.run(["report", "Output/tiny-1", "--progress", "none"], in: folder.url)
        #expect(redrawn.status == 0)
        #expect(try folder.contents(of: "Output/tiny-1", where: Self.isReproducible) == made)
    }

    /// A run that may be stopped: pictures of its last snapshot, of all of them, and of its comparison. What is drawn
    /// of the same snapshots is the same anyway.
    private static let long =
        options + ["--epochs", "20"] + pictures
    private static let pictures = [
        "--figures", "latent-grid,training-curves,autoencoder-comparison", "--animations", "training",
    ]

    /// A run that nothing stopped.
    private static let whole: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let outcome = try Program.run(long + ["--name", "whole"], in: folder.url)
        try #require(outcome.status == 0, "\(outcome.diagnostics)")
        return folder
    }

    @Test(arguments: [SIGINT, SIGKILL])
    func aRunThatWasStoppedGoesOnToTheSameBytes(signal: Int32) throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let checkpoint = folder.url.appendingPathComponent("Output/stopped/checkpoint.safetensors")
        let third = folder.url.appendingPathComponent("Output/stopped/snapshots/step-00000010.safetensors")
        let run = RunFolder(checkpoint.deletingLastPathComponent())
        func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }
        let stopped = try Program.run(Self.long + ["--name", "stopped"], in: folder.url) {
            process in
            while process.isRunning, ![third, run.report].allSatisfy({ exists($0) }) { usleep(200) }
            kill(process.processIdentifier, signal)
        }
        #expect(exists(checkpoint))
        let page = try String(contentsOf: run.report, encoding: .utf8)
        #expect(page.hasSuffix("</html>\n"))
        if signal == SIGINT {
            #expect(stopped.status == 130)
            #expect(try RunRecord(contentsOf: run.record).state == .interrupted)
            #expect(page.contains("Training was interrupted"))
        } else {
            #expect(page.contains("Training was still running"))
        }
        #expect(try run.snapshotSteps().last != 200, "it was stopped too late to tell")
        let resumed = try Program.run(
            ["train-and-report", "--resume", "stopped"] + Self.pictures, in: folder.url)
        #expect(resumed.status == 0, "\(resumed.diagnostics)")
        #expect(try RunRecord(contentsOf: run.record).state == .finished)
        #expect(
            try folder.contents(of: "Output/stopped", where: Self.isReproducible)
                == Self.whole.get().contents(of: "Output/whole", where: Self.isReproducible))
    }

    @Test func aWriteThatFailsIsToldAndLosesNothing() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        // A limit on the size of files stands in for a full disk: the snapshots, of 280 KB, do not fit.
        let command =
            "ulimit -f 200; exec '\(Program.executable.path)' \(Self.options.joined(separator: " "))"
        let outcome = try Program.run(
            ["-c", command], in: folder.url, executable: URL(fileURLWithPath: "/bin/bash"))
        #expect(outcome.status == 74, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.contains("error: "))
        let left = try folder.contents(of: "Output", where: { $0.hasSuffix(".tmp") })
        #expect(left.isEmpty)
        let run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        #expect(try RunRecord(contentsOf: run.record).state == .interrupted)
    }

    @Test func trainingThatDivergesSaysSo() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let outcome = try Program.run(
            [
                "train-and-report", "--dataset", "tiny", "--learning-rate", "1e30", "--figures",
                "latent-grid",
                "--animations", "none",
            ], in: folder.url)
        #expect(outcome.status == 64)
        #expect(outcome.diagnostics.contains("learning rate"))
    }

    /// A plain autoencoder has figures of its codes, none of posteriors or of the prior.
    @Test func plainAutoencodersHaveTheFiguresThatMakeSense() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let outcome = try train(["--epochs", "1", "--model", "autoencoder"], in: folder)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let figures = Set(
            try folder.contents(of: "Output/tiny-1/figures", where: { $0.hasSuffix(".png") }).keys)
        let animation = folder.url.appendingPathComponent("Output/tiny-1/animations/training.gif")
        #expect(FileManager.default.fileExists(atPath: animation.path))
        for name in ["latent-grid", "uncertainty", "autoencoder-comparison", "attribute-1-7", "curve-lesson"]
        {
            #expect(figures.contains("\(name).png"), "\(name)")
        }
        let run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        let measurements = try #require(try RunRecord(contentsOf: run.record).measurements)
        #expect(measurements.importanceWeightedBound == nil && measurements.kl == 0)
        let latents = try folder.contents(of: "Output/tiny-1", where: { $0 == "latents.csv" }).values.first
        #expect(latents?.starts(with: Data("index,label,class,mean_1,mean_2\n".utf8)) == true)
        for name in ["density", "prior-samples", "sampling-6"] {
            #expect(!figures.contains("\(name).png"), "\(name)")
            let refused = try Program.run(["figure", name], in: folder.url)
            #expect(refused.status == 64 && refused.diagnostics.contains("plain autoencoder"))
        }
    }

    @Test(arguments: [
        ["--latent-dim", "1"],
        [
            "--latent-dim", "5", "--beta", "4", "--figures", "latent-grid,traversals", "--animations",
            "training",
        ],
        [
            "--train-count", "33", "--batch-size", "64", "--figures", "dataset,training-curves",
            "--animations",
            "training",
        ],
    ])
    func otherModelsRunToo(options: [String]) throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let outcome = try train(["--epochs", "1"] + options, in: folder)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let animation = folder.url.appendingPathComponent("Output/tiny-1/animations/training.gif")
        #expect(FileManager.default.fileExists(atPath: animation.path))
    }
}
