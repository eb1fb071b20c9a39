import Foundation
import Randomness
import Storage
import TestSupport
import Testing
import VAE

@testable import Runs

/// Numbers that parse but that no run can have.
@Suite struct DamagedNumbersTests {
    @Test(arguments: [
        ("\"kl\":4.25", "\"kl\":-4.25"), ("\"kl\":4.25", "\"kl\":1e30"), ("-199.25", "-1e30"),
        ("-199.25", "-999.25"),
        ("-195", "-295"), ("[2,2.25]", "[2,9.25]"), ("[2,2.25]", "[5.25,-1]"), ("-200.5", "-2e15"),
        ("\"seconds\":0.5", "\"seconds\":-0.5"), ("1000", "-1"), ("\"epoch\":1", "\"epoch\":-1"),
    ])
    func numbersThatNoTrainingHasAreRefused(text: String, replacement: String) throws {
        let folder = try TemporaryFolder()
        let good = try MetricsFile.encoded([Fixtures.row(step: 75)])
        try #require(good.contains(text), "\(good)")
        let url = try folder.write(Array(good.replacing(text, with: replacement).utf8), to: "metrics.jsonl")
        let record = try Fixtures.record()
        let error = #expect(throws: FileError.self) { try record.rows(contentsOf: url) }
        #expect(error?.kind == .damaged && error?.reason.hasPrefix("line 1 has an impossible ") == true)
    }

    /// A record of 75 steps an epoch for ten epochs, on 10 test images.
    @Test func rowsMustBeOfTheirRun() throws {
        let folder = try TemporaryFolder()
        var record = try Fixtures.record()
        record.dataset.trainCount = 75 * 32
        record.dataset.testCount = 10
        func rows(_ change: (inout MetricsRow) -> Void) throws -> [MetricsRow] {
            var row = Fixtures.row(step: 75)
            change(&row)
            let text = try MetricsFile.encoded([Fixtures.row(step: 0), row])
            return try record.rows(contentsOf: try folder.write(Array(text.utf8), to: "metrics.jsonl"))
        }
        #expect(try rows { $0.testCount = 10 }.count == 2)
        let changes: [(String, (inout MetricsRow) -> Void)] = [
            ("step", { $0.step = 76 }), ("step", { $0.epoch = 2 }), ("test_count", { $0.testCount = 9 }),
            (
                "step",
                { row in
                    (row.step, row.epoch) = (750 + 75, 11)
                }
            ),
            ("kl_per_dimension", { $0.klPerDimension = [4.25] }),
            (
                "measurements",
                { row in
                    row.measurements = Fixtures.measurements(step: 75)
                    row.measurements?.activeUnits = 3
                }
            ),
        ]
        for (words, change) in changes {
            let error = #expect(throws: FileError.self) { try rows(change) }
            #expect(error?.reason == "line 2 has an impossible \(words) for this run")
        }
    }

    @Test func theSeedStandsOnceAndASecondMustBeTheSame() throws {
        let folder = try TemporaryFolder()
        var record = try Fixtures.record()
        record.configuration.seed = .max
        let text = String(decoding: try record.encoded(), as: UTF8.self)
        #expect(text.components(separatedBy: "\"seed\"").count == 2)
        for (second, isSame) in [("18446744073709551615", true), ("18446744073709551614", false)] {
            let older = text.replacingOccurrences(of: "\"grid\" :", with: "\"seed\" : \(second), \"grid\" :")
            let url = try folder.write(Array(older.utf8), to: "run.json")
            if isSame {
                #expect(try RunRecord(contentsOf: url) == record)
            } else {
                let error = #expect(throws: FileError.self) { try RunRecord(contentsOf: url) }
                #expect(error?.kind == .damaged && error?.reason.contains("two seeds") == true)
            }
        }
    }

    @Test func impossibleMeasurementsAreRefused() throws {
        let folder = try TemporaryFolder()
        var record = try Fixtures.record()
        let good = Fixtures.measurements(step: 75)
        func read(_ change: (inout Measurements) -> Void) throws -> RunRecord {
            record.measurements = good
            if var measurements = record.measurements {
                change(&measurements)
                record.measurements = measurements
            }
            return try RunRecord(
                contentsOf: try folder.write([UInt8](try record.encoded()), to: "run.json"))
        }
        #expect(try read { _ in }.measurements == good)
        let changes: [(inout Measurements) -> Void] = [
            { $0.step = 2001 }, { $0.elbo = 1e30 }, { $0.neighbourAccuracy?.value = 1.5 },
            { $0.neighbourAccuracy?.neighbours = -1 }, { $0.importanceWeightedBound?.images = 0 },
            { $0.varianceOfMeans = [] }, { $0.priorDistance.draws = 1 << 40 },
        ]
        for change in changes {
            let error = #expect(throws: FileError.self) { try read(change) }
            #expect(error?.reason == "damaged run record: wrong measurements")
        }
    }

    /// Whatever a byte becomes, reading ends, and what is read is what a run can have.
    @Test func flippedBytesAreRefusedOrHarmless() throws {
        let folder = try TemporaryFolder()
        var record = try Fixtures.record()
        record.measurements = Fixtures.measurements(step: 75)
        let metrics = Array(try MetricsFile.encoded([0, 75].map(Fixtures.row)).utf8)
        let json = [UInt8](try record.encoded())
        var generator = SeededGenerator(seed: 9)
        var refused = 0
        for _ in 0..<400 {
            for (name, whole) in [("run.json", json), ("metrics.jsonl", metrics)] {
                var bytes = whole
                bytes[Int.random(in: bytes.indices, using: &generator)] ^=
                    1 << UInt8.random(in: 0..<8, using: &generator)
                let url = try folder.write(bytes, to: name)
                do throws(FileError) {
                    if name == "run.json" {
                        let read = try RunRecord(contentsOf: url)
                        #expect(read.totalSteps <= 1_000_000 * read.stepsPerEpoch && read.grid <= 64)
                        #expect(read.probes.count <= RunRecord.mostProbes)
                    } else {
                        let rows = try record.rows(contentsOf: url)
                        #expect(
                            rows.allSatisfy { $0.step <= record.totalSteps && abs($0.testELBO ?? 0) <= 1e12 })
                    }
                } catch {
                    refused += 1
                    #expect(error.kind == .damaged && error.location == url.path)
                }
            }
        }
        #expect(refused > 300)
    }
}
