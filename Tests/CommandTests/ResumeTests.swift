import Foundation
import Randomness
import Runs
import Storage
import TestSupport
import Testing
import VAE

/// Runs that are continued, trained again, or damaged.
@Suite struct ResumeTests {
    private let folder: TemporaryFolder
    private let run: RunFolder

    init() throws {
        let drawn = try DrawnRun()
        (folder, run) = (drawn.folder, drawn.run)
    }

    private func vaeViz(_ arguments: String...) throws -> Program.Outcome {
        try Program.run(arguments, in: folder.url)
    }

    @Test func fewerEpochsThanAreDoneAreRefused() throws {
        let before = try AtomicFile.read(run.record)
        let outcome = try vaeViz("train-and-report", "--resume", "tiny-1", "--epochs", "1")
        #expect(outcome.status == 64, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.contains("is in epoch 3 already; choose 3 or more"))
        #expect(try AtomicFile.read(run.record) == before)
        let longer = try vaeViz(
            "train-and-report", "--resume", "tiny-1", "--epochs", "4", "--figures", "none", "--animations",
            "none"
        )
        #expect(longer.status == 0, "\(longer.diagnostics)")
        let record = try RunRecord(contentsOf: run.record)
        #expect(record.configuration.epochs == 4 && record.machines?.count == 1)
        let html = try String(contentsOf: run.report, encoding: .utf8)
        #expect(html.contains("--epochs 4 "))
    }

    @Test func aRunIsTheSameAgain() throws {
        let whole = try vaeViz("verify", "tiny-1", "--progress", "none")
        #expect(whole.status == 0, "\(whole.diagnostics)")
        #expect(whole.output.hasSuffix("up to step 30: 4 snapshots, metrics, checkpoint, latents.csv\n"))
        #expect(whole.diagnostics.isEmpty)
        let part = try vaeViz("verify", "--steps", "10", "--progress", "none")
        #expect(part.output.hasSuffix("up to step 10: 2 snapshots, metrics\n"), "\(part.output)")
        #expect(try vaeViz("verify", "--steps", "-1").status == 64)
    }

    @Test func whatDiffersIsNamed() throws {
        let snapshot = run.snapshot(atStep: 10)
        var bytes = [UInt8](try AtomicFile.read(snapshot))
        bytes[bytes.count - 4] ^= 1
        try AtomicFile.write(bytes, to: snapshot)
        let other = try vaeViz("verify", "--progress", "none")
        #expect(other.status == 65)
        #expect(other.diagnostics.contains("step-00000010.safetensors: training again gives something else"))
        #expect(other.diagnostics.contains("first in decoder.deconv3."))
        #expect(try vaeViz("verify", "--steps", "5", "--progress", "none").status == 0)
    }

    @Test func anotherProcessorExplainsADifference() throws {
        var record = try RunRecord(contentsOf: run.record)
        record.machines?[0].processor = "Another Processor 9"
        record.configuration.seed = 7
        try AtomicFile.write(try record.encoded(), to: run.record)
        let outcome = try vaeViz("verify", "--steps", "0", "--progress", "none")
        #expect(outcome.status == 65)
        #expect(
            outcome.diagnostics.contains("the same bytes are not to be expected: it was trained on Another"))
        #expect(outcome.diagnostics.contains("step-00000000.safetensors"))
    }

    /// Killed before its first checkpoint: it begins anew, and comes to the same bytes.
    @Test func aRunWithoutASnapshotIsResumed() throws {
        let before = try folder.contents(of: "Output/tiny-1/snapshots", where: { _ in true })
        for file in [run.checkpoint, run.metrics] { try FileManager.default.removeItem(at: file) }
        for step in try run.snapshotSteps() {
            try FileManager.default.removeItem(at: run.snapshot(atStep: step))
        }
        var record = try RunRecord(contentsOf: run.record)
        record.state = .running
        record.measurements = nil
        try AtomicFile.write(try record.encoded(), to: run.record)
        let outcome = try vaeViz(
            "train-and-report", "--resume", "tiny-1", "--figures", "none", "--animations", "none")
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        #expect(try folder.contents(of: "Output/tiny-1/snapshots", where: { _ in true }) == before)
    }

    @Test func aCheckpointThatDoesNotFitIsNamed() throws {
        var record = try RunRecord(contentsOf: run.record)
        // Twice as many images a step: the counters no longer agree.
        record.configuration.batchSize = 64
        record.measurements = nil
        try AtomicFile.write(try record.encoded(), to: run.record)
        let outcome = try vaeViz("train-and-report", "--resume", "tiny-1")
        #expect(outcome.status == 65)
        #expect(outcome.diagnostics.contains("checkpoint.safetensors: not a checkpoint of this run"))
    }

    @Test func aReportOfDamagedRecordsEnds() throws {
        var generator = SeededGenerator(seed: 4)
        for number in 0..<6 {
            let file = number.isMultiple(of: 2) ? run.record : run.metrics
            let whole = try AtomicFile.read(file)
            var bytes = whole
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                    UInt8.random(in: UInt8(ascii: "0")...UInt8(ascii: "9"), using: &generator)
            }
            try AtomicFile.write(bytes, to: file)
            let outcome = try vaeViz("report", "tiny-1", "--progress", "none")
            #expect([0, 65, 66].contains(outcome.status), "\(outcome.diagnostics)")
            #expect(outcome.status == 0 || outcome.diagnostics.split(separator: "\n").count == 1)
            try AtomicFile.write(whole, to: file)
        }
    }
}
