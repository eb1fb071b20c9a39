import Foundation
import Storage
import TestSupport
import Testing
import VAE

@testable import Runs

@Suite struct StoredFilesTests {
    @Test func checkpointKeepsEverything() throws {
        let folder = try TemporaryFolder()
        let state = try Fixtures.state(step: 75)
        let url = try folder.write(try CheckpointFile.encoded(state), to: "checkpoint")
        #expect(try CheckpointFile.state(contentsOf: url, architecture: try Fixtures.architecture()) == state)
    }

    /// What patience measures by is kept where there is patience, and is not there otherwise.
    @Test func checkpointKeepsTheBestEpoch() throws {
        let folder = try TemporaryFolder()
        var state = try Fixtures.state(step: 75)
        let plain = try folder.write(try CheckpointFile.encoded(state), to: "plain")
        #expect(try Safetensors(contentsOf: plain).metadata["best_epoch"] == nil)
        state.best = BestEpoch(epoch: 1, elbo: -123.456_789_012_3)
        let url = try folder.write(try CheckpointFile.encoded(state), to: "checkpoint")
        #expect(try CheckpointFile.state(contentsOf: url, architecture: try Fixtures.architecture()) == state)
        var file = try Safetensors(contentsOf: url)
        file.metadata["best_elbo"] = "nan"
        let broken = try folder.write(try file.encoded(), to: "broken")
        #expect(throws: FileError.self) {
            try CheckpointFile.state(contentsOf: broken, architecture: try Fixtures.architecture())
        }
    }

    @Test func checkpointOfAnotherModelIsDamage() throws {
        let folder = try TemporaryFolder()
        let url = try folder.write(try CheckpointFile.encoded(try Fixtures.state(step: 75)), to: "checkpoint")
        let error = #expect(throws: FileError.self) {
            try CheckpointFile.state(
                contentsOf: url, architecture: try Architecture(latentDim: 3, imageSide: 8))
        }
        #expect(error?.kind == .damaged)
    }

    @Test(arguments: ["step", "elbo_sum", "shuffle_generator"])
    func checkpointWithoutACounterIsDamage(key: String) throws {
        let folder = try TemporaryFolder()
        let url = try folder.write(try CheckpointFile.encoded(try Fixtures.state(step: 75)), to: "checkpoint")
        for value in [nil, "nonsense", "-1e999", "[0,0,0,0]"] {
            var file = try Safetensors(contentsOf: url)
            file.metadata[key] = value
            let changed = try folder.write(try file.encoded(), to: "changed")
            let error = #expect(throws: FileError.self) {
                try CheckpointFile.state(contentsOf: changed, architecture: try Fixtures.architecture())
            }
            #expect(error?.reason.contains(key) == true)
        }
    }

    @Test func recordKeepsEverything() throws {
        let folder = try TemporaryFolder()
        var record = try Fixtures.record()
        record.state = .finished
        record.ended = Date(timeIntervalSince1970: 1_700_000_300)
        let url = try folder.write([UInt8](try record.encoded()), to: "run.json")
        #expect(try RunRecord(contentsOf: url) == record)
        // Options that are not used are not there: the bytes of earlier versions.
        let text = String(decoding: try record.encoded(), as: UTF8.self)
        for key in ["free_bits", "kl_warmup", "clip_gradient", "patience", "stopped_at_epoch"] {
            #expect(!text.contains(key))
        }
        record.configuration.freeBits = 0.25
        record.configuration.klWarmup = 2
        record.configuration.clipGradient = 100
        record.configuration.patience = 3
        record.configuration.patienceFrom = 4
        record.stoppedAtEpoch = 5
        let full = try folder.write([UInt8](try record.encoded()), to: "full.json")
        #expect(try RunRecord(contentsOf: full) == record)
        record.stoppedAtEpoch = 11
        let broken = try folder.write([UInt8](try record.encoded()), to: "broken.json")
        #expect(throws: FileError.self) { try RunRecord(contentsOf: broken) }
    }

    @Test(arguments: [
        ("\"format\" : 2", "\"format\" : 3", "format 3"), ("\"grid\" : 20", "\"grid\" : 0", "grid"),
        ("\"batch_size\" : 32", "\"batch_size\" : 0", "configuration"),
        ("\"train_count\" : 6400", "\"train_count\" : 9223372036854775807", "counts"),
        ("\"seed\" : 0", "\"seed\" : -5", "damaged run record"), ("\"running\"", "\"flying\"", "state"),
        ("\"probes\" : [", "\"probes\" : [ 99,", "probes"), ("{", "[", "not a run record"),
        ("\"latent_dim\" : 2", "\"latent_dim\" : 0", "latent size 0"),
    ])
    func damagedRecordsAreToldByField(text: String, replacement: String, words: String) throws {
        let folder = try TemporaryFolder()
        let original = String(decoding: try Fixtures.record().encoded(), as: UTF8.self)
        #expect(original.contains(text), "\(original)")
        let damaged = original.replacingOccurrences(of: text, with: replacement)
        let url = try folder.write(Array(damaged.utf8), to: "run.json")
        let error = #expect(throws: FileError.self) { try RunRecord(contentsOf: url) }
        #expect(error?.kind == .damaged)
        #expect(error?.reason.contains(words) == true, "\(String(describing: error))")
    }

    @Test func metricsAreALineASnapshot() throws {
        let folder = try TemporaryFolder()
        let rows = [0, 75, 150].map(Fixtures.row)
        let text = try MetricsFile.encoded(rows)
        #expect(text.split(separator: "\n").count == 3)
        #expect(
            text.hasPrefix(
                #"{"batch":0,"epoch":0,"images_per_second":1000,"kl":4.25,"kl_per_dimension":[2,2.25]"#))
        let url = try folder.write(Array(text.utf8), to: "metrics.jsonl")
        #expect(try MetricsFile.rows(contentsOf: url) == rows)
    }

    @Test func damagedMetricsAreToldByLine() throws {
        let folder = try TemporaryFolder()
        let good = try MetricsFile.encoded([Fixtures.row(step: 75)])
        let endless = good.replacingOccurrences(of: "\"step\":75", with: "\"step\":9223372036854775807")
        for (text, words) in [
            (good + "{\n", "line 2"), (endless, "impossible step"), (good + good, "line 2 is out of order"),
            ("\u{0}", "line 1"),
        ] {
            let url = try folder.write(Array(text.utf8), to: "metrics.jsonl")
            let error = #expect(throws: FileError.self) { try MetricsFile.rows(contentsOf: url) }
            #expect(error?.reason.contains(words) == true)
        }
    }

    @Test func codesWithoutVariancesHaveNoColumnsForThem() {
        let text = LatentsFile.encoded(
            Posterior(latentDim: 2, means: [1, -0.5]), labels: [0], classNames: ["c"])
        #expect(text == "index,label,class,mean_1,mean_2\n0,0,c,1.0,-0.5\n")
    }

    @Test func latentsAreCommaSeparated() {
        let posterior = Posterior(latentDim: 2, means: [1, -0.5, 2, 3], logVariances: [0, -1, -2, -3.25])
        let text = LatentsFile.encoded(posterior, labels: [1, 0], classNames: ["a, \"b\"", "c"])
        #expect(
            text == """
                index,label,class,mean_1,mean_2,log_variance_1,log_variance_2
                0,1,c,1.0,-0.5,0.0,-1.0
                1,0,"a, ""b\""",2.0,3.0,-2.0,-3.25

                """)
    }

    @Test func probesAreTheFirstThreeOfEachClass() {
        #expect(RunRecord.probes(of: [0, 0, 1, 0, 0, 1, 2]) == [0, 1, 2, 3, 5, 6])
        #expect(RunRecord.probes(of: (0..<1000).map { UInt8($0 % 250) }).count == 90)
    }
}
