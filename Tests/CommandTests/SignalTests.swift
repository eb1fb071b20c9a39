import Foundation
import Runs
import TestSupport
import Testing

/// What signals do, in each phase of a run.
@Suite struct SignalTests {
    private static let options = [
        "train-and-report", "--dataset", "tiny", "--grid", "4", "--name", "run",
    ]

    private static func wait(for process: Process, until isTime: () -> Bool) {
        while process.isRunning, !isTime() { usleep(500) }
    }

    private static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    private func leftovers(in folder: TemporaryFolder) throws -> [String] {
        try folder.contents(of: "Output", where: { $0.hasSuffix(".tmp") }).keys.sorted()
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func otherSignalsInterruptATraining(signal: Int32) throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let run = RunFolder(folder.url.appendingPathComponent("Output/run"))
        let outcome = try Program.run(
            Self.options + ["--epochs", "2000", "--figures", "latent-grid", "--animations", "none"],
            in: folder.url
        ) { process in
            Self.wait(for: process) { Self.exists(run.snapshot(atStep: 10)) }
            kill(process.processIdentifier, signal)
        }
        #expect(outcome.status == 130, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.contains("stopping after this batch"))
        #expect(outcome.diagnostics.hasSuffix("continue by: vae-viz train-and-report --resume Output/run\n"))
        #expect(try RunRecord(contentsOf: run.record).state == .interrupted)
        #expect(try leftovers(in: folder) == [])
    }

    /// As under `nohup`, and as jobs that a shell starts in the background.
    @Test func signalsThatWereIgnoredStayIgnored() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let run = RunFolder(folder.url.appendingPathComponent("Output/run"))
        let outcome = try Program.run(
            ["-c", "trap '' HUP INT; exec \"$0\" \"$@\"", Program.executable.path] + Self.options
                + ["--epochs", "15", "--figures", "none", "--animations", "none"], in: folder.url,
            executable: URL(fileURLWithPath: "/bin/sh")
        ) { process in
            Self.wait(for: process) { Self.exists(run.snapshot(atStep: 10)) }
            for signal in [SIGHUP, SIGINT, SIGHUP] { kill(process.processIdentifier, signal) }
        }
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        #expect(try RunRecord(contentsOf: run.record).state == .finished)
    }

    @Test func whileDrawingTheRunIsWholeAndSaysHowToDrawIt() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let run = RunFolder(folder.url.appendingPathComponent("Output/run"))
        let outcome = try Program.run(Self.options + ["--epochs", "3"], in: folder.url) { process in
            Self.wait(for: process) { Self.exists(run.latents) }
            kill(process.processIdentifier, SIGINT)
        }
        #expect(outcome.status == 130, "\(outcome.diagnostics)")
        #expect(!outcome.diagnostics.contains("after this batch"))
        #expect(
            outcome.diagnostics.hasSuffix(
                "interrupted while drawing; the run is whole, draw it by: vae-viz report Output/run\n"))
        #expect(try RunRecord(contentsOf: run.record).state == .finished)
        #expect(try leftovers(in: folder) == [])
        let drawn = try Program.run(
            [
                "report", "Output/run", "--figures", "latent-grid", "--animations", "none", "--progress",
                "none",
            ],
            in: folder.url)
        #expect(drawn.status == 0, "\(drawn.diagnostics)")
        #expect(Self.exists(run.figures.appendingPathComponent("latent-grid.png")))
    }

    /// Interrupted in the comparison's training: the run itself is finished, and resuming adds what is missing.
    @Test func whileTheComparisonTrainsTheRunIsFinished() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder, trainCount: 6_000)
        let run = RunFolder(folder.url.appendingPathComponent("Output/run"))
        let pictures = ["--figures", "autoencoder-comparison", "--animations", "none"]
        let outcome = try Program.run(
            Self.options + pictures + ["--epochs", "1", "--snapshot-every", "500"], in: folder.url
        ) { process in
            Self.wait(for: process) { (try? RunRecord(contentsOf: run.record))?.state == .finished }
            kill(process.processIdentifier, SIGINT)
        }
        #expect(outcome.status == 130, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.hasSuffix("by: vae-viz train-and-report --resume Output/run\n"))
        #expect(try RunRecord(contentsOf: run.record).state == .finished)
        #expect(!Self.exists(run.comparison))
        let resumed = try Program.run(
            ["train-and-report", "--resume", "Output/run"] + pictures, in: folder.url)
        #expect(resumed.status == 0, "\(resumed.diagnostics)")
        #expect(Self.exists(run.comparison))
    }
}
