import Datasets
import Foundation
import LatentSpace
import Runs
import VAE

@testable import Reporting

/// Values of a run that never was, for tests of what is said of it.
enum RunValues {
    /// A run of 3,200 images, so that an epoch is 100 steps.
    static func record(
        latentDim: Int = 2, model: Model = .vae, beta: Float = 1, learningRate: Float = 1e-4,
        classNames: [String] = ["only"]
    ) throws -> RunRecord {
        let pixels = [UInt8](repeating: 0, count: 64 * 3200)
        let images = ImageSet(rows: 8, columns: 8, pixels: pixels, labels: Array(repeating: 0, count: 3200))
        let dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: classNames, train: images, test: images)
        return RunRecord(
            version: "1",
            configuration: TrainingConfiguration(
                architecture: try Architecture(latentDim: latentDim, imageSide: 8), model: model,
                learningRate: learningRate, beta: beta),
            grid: 20, dataset: RunRecord.DatasetRecord(dataset, source: "tiny", dataDirectory: nil),
            probes: [0],
            started: Date(timeIntervalSince1970: 0))
    }

    static func row(_ step: Int, elbo: Double, kl: Double = 4) -> MetricsRow {
        // The row's own initialiser is its module's; its file format is open to all.
        let json = """
            {"step": \(step), "epoch": \(step / 100), "batch": 100, "testElbo": \(elbo), "kl": \(kl), \
            "reconstruction": \(elbo + kl), "klPerDimension": [\(kl / 2), \(kl / 2)], "seconds": 1, \
            "imagesPerSecond": 1}
            """
        guard let row = try? JSONDecoder().decode(MetricsRow.self, from: Data(json.utf8)) else {
            preconditionFailure("the test's own JSON is wrong")
        }
        return row
    }

    static func measurements(
        _ row: MetricsRow, variances: [Double] = [0.9, 0.8], accuracy: Double = 0.7, bound: Double? = -148,
        distance: Double = 40
    ) -> Measurements {
        Measurements(
            row: row,
            importanceWeightedBound: bound.map {
                .init(value: $0, gap: 2, standardError: 0.1, samples: 100, images: 500)
            }, varianceOfMeans: variances,
            neighbourAccuracy: .init(value: accuracy, neighbours: 10, trainImages: 3200, testImages: 3200),
            priorDistance: .init(value: distance, draws: 1000, images: 3200))
    }

    /// Codes on a circle, within the latent grid or far out.
    static func coverage(radius: Double = 1) -> GridCoverage {
        GridCoverage(
            grid: .prior(),
            codes: (0..<100).map { index in
                radius * SIMD2(cos(Double(index)), sin(Double(index)))
            })
    }
}
