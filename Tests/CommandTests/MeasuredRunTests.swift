import Foundation
import Runs
import TestSupport
import Testing

/// What a run says of itself when it ends.
@Suite struct MeasuredRunTests {
    private func train(_ more: [String], in folder: TemporaryFolder) throws -> Program.Outcome {
        try TinyData.make(in: folder)
        return try Program.run(
            ["train-and-report", "--dataset", "tiny", "--grid", "4", "--progress", "plain"] + more,
            in: folder.url)
    }

    @Test func aShortRunIsMeasuredAndWarnedOf() throws {
        let folder = try TemporaryFolder()
        let pictures = ["--figures", "none", "--animations", "none"]
        let outcome = try train(["--epochs", "1", "--learning-rate", "1e-3"] + pictures, in: folder)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        let record = try RunRecord(contentsOf: run.record)
        let measurements = try #require(record.measurements)
        let row = try #require(try MetricsFile.rows(contentsOf: run.metrics).last)
        #expect(row.measurements == measurements)
        #expect(measurements.elbo == row.testELBO && measurements.step == 10)
        let bound = try #require(measurements.importanceWeightedBound)
        #expect(bound.value > measurements.elbo && bound.gap > 0 && bound.standardError > 0)
        #expect(bound.samples == 100 && bound.images == TinyData.testCount)
        #expect(measurements.neighbourAccuracy?.trainImages == TinyData.trainCount)
        #expect((0.05...1).contains(measurements.neighbourAccuracy?.value ?? -1))
        #expect((1...784).contains(measurements.priorDistance.value))
        // Ten steps teach little: that is told at the end, in the record and on the page.
        let warning = try #require(record.warnings?.first { $0.hasPrefix("Undertrained:") })
        #expect(outcome.diagnostics.contains("vae-viz: warning: \(warning)\n"))
        let html = try String(contentsOf: run.report, encoding: .utf8)
        #expect(html.contains(warning))
        #expect(html.contains("10-nearest-neighbour accuracy"))
        // Drawn again: the same numbers.
        let again = try Program.run(["report", "--progress", "none"] + pictures, in: folder.url)
        #expect(again.status == 0)
        // Warnings are told whatever the progress.
        let lines = again.diagnostics.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("vae-viz: warning: ") }, "\(again.diagnostics)")
        #expect(try RunRecord(contentsOf: run.record).measurements == record.measurements)
    }

    @Test func aRunThatRanAwayIsReportedAndAnError() throws {
        let folder = try TemporaryFolder()
        let outcome = try train(
            ["--epochs", "2", "--learning-rate", "1e20", "--figures", "none", "--animations", "none"],
            in: folder)
        #expect(outcome.status == 64)
        #expect(outcome.diagnostics.contains("error: training diverged"))
        let run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        let record = try RunRecord(contentsOf: run.record)
        #expect(record.state == .interrupted && record.divergedAtStep != nil)
        #expect(record.warnings?.first?.hasPrefix("Non-finite loss:") == true, "\(record.warnings ?? [])")
        #expect(
            try String(contentsOf: run.report, encoding: .utf8).contains("Non-finite loss: training ran away")
        )
    }
}
