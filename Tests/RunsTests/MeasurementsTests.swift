import Foundation
import Storage
import TestSupport
import Testing
import VAE

@testable import Runs

@Suite struct MeasurementsTests {
    /// A run of three snapshots.
    private func run(in folder: TemporaryFolder) throws -> (folder: RunFolder, writer: RunWriter) {
        let run = try RunFolder.create(in: folder.url, name: "run", dataset: "tiny")
        let writer = try RunWriter(starting: try Fixtures.record(), in: run)
        try AtomicFile.write(try MetricsFile.encoded([0, 75, 150].map(Fixtures.row)), to: run.metrics)
        return (run, writer)
    }

    @Test func standInTheRecordAndInTheLastLine() throws {
        let folder = try TemporaryFolder()
        let run = try run(in: folder).folder
        let measurements = Fixtures.measurements(step: 150)
        #expect(measurements.activeUnits == 1)
        // Twice, as by drawing a report again.
        for warnings in [["old"], ["Undertrained: train longer."]] {
            try run.store(measurements, warnings: warnings)
        }
        let record = try RunRecord(contentsOf: run.record)
        #expect(record.measurements == measurements)
        #expect(record.warnings == ["Undertrained: train longer."])
        let rows = try MetricsFile.rows(contentsOf: run.metrics)
        #expect(rows.map(\.measurements) == [nil, nil, measurements])
        let last = try #require(String(contentsOf: run.metrics, encoding: .utf8).split(separator: "\n").last)
        for name in [
            "\"test_elbo\":-199.25", "\"importance_weighted_bound\":{", "\"active_units\":1",
            "\"neighbour_accuracy\":{", "\"prior_distance\":{", "\"kl_per_dimension\":[2,2.25]",
        ] {
            #expect(last.contains(name), "\(name)")
        }
    }

    @Test func trainingOnDropsThem() throws {
        let folder = try TemporaryFolder()
        let (run, _) = try run(in: folder)
        try run.store(Fixtures.measurements(step: 150), warnings: ["x"])
        var record = try RunRecord(contentsOf: run.record)
        record.divergedAtStep = 151
        let writer = try RunWriter(resuming: record, from: try Fixtures.state(step: 150), in: run)
        #expect(writer.rows.allSatisfy { $0.measurements == nil })
        let resumed = try RunRecord(contentsOf: run.record)
        #expect(resumed.measurements == nil && resumed.warnings == nil && resumed.divergedAtStep == nil)
    }
}
