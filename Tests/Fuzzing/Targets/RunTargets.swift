import Datasets
import Foundation
import Randomness

@testable import Runs
@testable import VAE

// The files of a run, which other programs write too.
extension FuzzTarget {
    static let safetensors = FuzzTarget(
        name: "safetensors",
        seeds: {
            let tensors = [
                (name: "a", tensor: Tensor(shape: [2, 2], values: [1, 2, 3, .pi])),
                (name: "b", tensor: Tensor(shape: [], values: [5])),
                (name: "none", tensor: Tensor(shape: [0, 3], values: [])),
            ]
            return [
                try Safetensors(tensors: tensors, metadata: ["step": "12"]).encoded(),
                try Safetensors(tensors: []).encoded(),
            ]
        },
        read: { bytes, place in
            let file = try Safetensors(contentsOf: try place.write(bytes, to: "file"))
            let again = try Safetensors(contentsOf: try place.write(try file.encoded(), to: "again"))
            // Numbers that are none do not equal themselves.
            precondition(file.metadata == again.metadata)
            precondition(file.tensors.map(\.name) == again.tensors.map(\.name))
        })

    static let checkpoint = FuzzTarget(
        name: "checkpoint", seeds: { [try CheckpointFile.encoded(try Samples.state())] },
        read: { bytes, place in
            let state = try CheckpointFile.state(
                contentsOf: try place.write(bytes, to: "file"), architecture: try Samples.architecture())
            let again = try CheckpointFile.state(
                contentsOf: try place.write(try CheckpointFile.encoded(state), to: "again"),
                architecture: try Samples.architecture())
            precondition(again == state)
        })

    static let snapshot = FuzzTarget(
        name: "snapshot",
        seeds: {
            let metadata = [
                "step": "75", "epoch": "1", "batch": "75", "probe_means": "[0.5,-1]",
                "probe_log_variances": "[-2,-3.5]",
            ]
            return [try Safetensors(try Samples.parameters(1), metadata: metadata).encoded()]
        },
        read: { bytes, place in
            let file = try SnapshotFile(
                contentsOf: try place.write(bytes, to: "file"), architecture: try Samples.architecture())
            let again = try place.write(try file.encoded(), to: "again")
            let same = try SnapshotFile(contentsOf: again, architecture: try Samples.architecture()) == file
            precondition(same)
        })

    static let architecture = FuzzTarget(
        name: "architecture",
        seeds: {
            let residual = try Architecture(
                imageShape: [1, 8, 8], latentDim: 2,
                encoder: [
                    .convolution(channels: 4, kernel: 3, stride: 2, padding: .pixels(1), activation: .relu),
                    .residual(
                        [
                            .convolution(
                                channels: 4, kernel: 3, stride: 1, padding: .same, activation: .none)
                        ], activation: .relu),
                ], decoder: [.dense(output: [1, 8, 8], activation: .none)])
            return try [Architecture(), residual].map { Array(try JSONEncoder().encode($0)) }
                + [Array(#"{"latentDim":2,"imageSide":28}"#.utf8)]
        },
        read: { bytes, _ in
            let network = try JSONDecoder().decode(Architecture.self, from: Data(bytes))
            _ = (network.parameterCount, network.parameterShapes, network.description)
            let again = try JSONEncoder().encode(network)
            let same = try JSONDecoder().decode(Architecture.self, from: again) == network
            precondition(same)
        })

    static let runRecord = FuzzTarget(
        name: "run-record", seeds: { [Array(try Samples.record().encoded())] },
        read: { bytes, place in
            let record = try RunRecord(contentsOf: try place.write(bytes, to: "run.json"))
            let again = try place.write(try record.encoded(), to: "again.json")
            let same = try RunRecord(contentsOf: again) == record
            precondition(same)
        })

    static let metrics = FuzzTarget(
        name: "metrics",
        seeds: {
            let rows = [0, 75, 150].map(Samples.row)
            return [Array(try MetricsFile.encoded(rows).utf8)]
        },
        read: { bytes, place in
            let rows = try MetricsFile.rows(contentsOf: try place.write(bytes, to: "metrics.jsonl"))
            let again = try place.write(Array(try MetricsFile.encoded(rows).utf8), to: "again.jsonl")
            let same = try MetricsFile.rows(contentsOf: again) == rows
            precondition(same)
        })
}

/// Small values to make seeds of.
private enum Samples {
    /// A network of so few numbers that its files are short.
    static func architecture() throws -> Architecture {
        try Architecture(
            imageShape: [1, 4, 4], latentDim: 2, encoder: [.dense(output: [2], activation: .relu)],
            decoder: [.dense(output: [1, 4, 4], activation: .none)])
    }

    static func parameters(_ seed: UInt64) throws -> Parameters {
        var generator = SeededGenerator(seed: seed)
        return Parameters.glorotUniform(architecture: try architecture(), using: &generator)
    }

    static func state() throws -> TrainingState {
        TrainingState(
            parameters: try parameters(1), firstMoment: try parameters(2), secondMoment: try parameters(3),
            step: 75, epoch: 1, batch: 75, shuffleGenerator: SeededGenerator(seed: 4),
            noiseGenerator: SeededGenerator(seed: 5), elboSum: -1234.5, elboCount: 96, imagesSeen: 2400,
            seconds: 1.25)
    }

    static func record() throws -> RunRecord {
        let images = ImageSet(
            rows: 4, columns: 4, pixels: Array(repeating: 9, count: 160), labels: Array(0..<10))
        let dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: (0..<10).map { "class \($0)" }, train: images,
            test: images)
        return RunRecord(
            version: "1.2.3", configuration: TrainingConfiguration(architecture: try architecture()),
            grid: 20,
            dataset: RunRecord.DatasetRecord(dataset, source: "tiny", dataDirectory: nil), probes: [0, 3],
            started: Date(timeIntervalSince1970: 1_700_000_000))
    }

    static func row(step: Int) -> MetricsRow {
        MetricsRow(
            step: step, epoch: step == 0 ? 0 : 1, batch: step, trainELBO: step == 0 ? nil : -200.5,
            testELBO: -199.25, reconstruction: -195, kl: 4.25, klPerDimension: [2, 2.25], seconds: 0.5,
            imagesPerSecond: 1000, testCount: 40)
    }
}
