import Datasets
import Foundation
import Randomness
import VAE

@testable import Runs

/// Small values of the stored types, made fresh for each test.
enum Fixtures {
    static func architecture() throws -> Architecture { try Architecture(latentDim: 2, imageSide: 8) }

    static func parameters(seed: UInt64 = 1) throws -> Parameters {
        var generator = SeededGenerator(seed: seed)
        return Parameters.glorotUniform(architecture: try architecture(), using: &generator)
    }

    static func state(step: Int) throws -> TrainingState {
        TrainingState(
            parameters: try parameters(seed: 1), firstMoment: try parameters(seed: 2),
            secondMoment: try parameters(seed: 3), step: step, epoch: 1, batch: step,
            shuffleGenerator: SeededGenerator(seed: 4), noiseGenerator: SeededGenerator(seed: 5),
            elboSum: -1234.567_890_123_45, elboCount: 96, imagesSeen: step * 32, seconds: 1.25)
    }

    static func record() throws -> RunRecord {
        let images = ImageSet(
            rows: 8, columns: 8, pixels: Array(repeating: 9, count: 640), labels: Array(0..<10))
        let dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: (0..<10).map { "class \($0)" }, train: images,
            test: images)
        var record = RunRecord(
            version: "1.2.3", configuration: TrainingConfiguration(architecture: try architecture()),
            grid: 20,
            dataset: RunRecord.DatasetRecord(dataset, source: "tiny", dataDirectory: nil), probes: [0, 3],
            started: Date(timeIntervalSince1970: 1_700_000_000))
        // As if there were more images: 200 steps an epoch.
        record.dataset.trainCount = 200 * 32
        record.dataset.testCount = 1000
        return record
    }

    static func row(step: Int) -> MetricsRow {
        MetricsRow(
            step: step, epoch: step == 0 ? 0 : 1, batch: step, trainELBO: step == 0 ? nil : -200.5,
            testELBO: -199.25, reconstruction: -195, kl: 4.25, klPerDimension: [2, 2.25], seconds: 0.5,
            imagesPerSecond: 1000)
    }

    static func measurements(step: Int) -> Measurements {
        Measurements(
            row: row(step: step),
            importanceWeightedBound: .init(
                value: -190, gap: 9.25, standardError: 0.5, samples: 100, images: 500),
            varianceOfMeans: [0.9, 0.005],
            neighbourAccuracy: .init(value: 0.75, neighbours: 10, trainImages: 60, testImages: 20),
            priorDistance: .init(value: 42.5, draws: 1000, images: 60))
    }
}
