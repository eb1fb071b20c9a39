import Datasets
import Drawing
import Figures
import Foundation
import LatentSpace
import Randomness
import Runs
import VAE

extension FigureKind {
    static let autoencoderComparison = FigureKind(
        name: "autoencoder-comparison",
        words: { _, _ in
            ExhibitWords(
                title: "Autoencoder and variational autoencoder",
                caption: """
                    The same network, trained on the same batches from the same first weights, without and with \
                    sampling and KL divergence. A plain autoencoder may put its codes anywhere, so a draw from \
                    the prior falls where it has none; only who looks at its codes first can draw among them. \
                    The variational one is pulled towards the prior for as long as it learns. Below, 1,000 \
                    draws of each are compared with the test images, their ink being where ink is likelier \
                    than not.
                    """)
        },
        reported: { run in try run.comparison() == nil ? [] : [[]] },
        draw: { _, run, _ in
            guard let comparison = try run.comparison() else {
                throw GalleryError(
                    description:
                        "autoencoder-comparison: the run has no second model to compare with; it is trained with a run "
                        + "that goes to its end")
            }
            return try run.autoencoderComparison(comparison)
        })
}

extension RunViewer {
    /// The model of the other kind that was trained beside the run's own; `nil` where there is none, or no
    /// snapshot of the run's own at the same step.
    func comparison() throws -> SnapshotFile? {
        guard FileManager.default.fileExists(atPath: folder.comparison.path) else { return nil }
        let file = try SnapshotFile(
            contentsOf: folder.comparison, architecture: record.configuration.architecture)
        return steps.contains(file.step) ? file : nil
    }

    /// The plain and the variational autoencoder after the same training.
    func autoencoderComparison(_ comparison: SnapshotFile) throws -> AutoencoderComparisonFigure {
        let own = try view(atStep: comparison.step)
        let model = model(with: comparison.parameters)
        let other = try model.encode(images)
        let models = [
            ComparedModel(isPlain: !isVariational, posterior: own.posterior) { codes in
                try own.model.means(codes)
            },
            ComparedModel(isPlain: isVariational, posterior: other) { try model.means($0) },
        ]
        let (plain, variational) = isVariational ? (models[1], models[0]) : (models[0], models[1])
        return AutoencoderComparisonFigure(
            sides: [try side(plain), try side(variational)],
            comparisons: try comparisons(plain, variational, step: comparison.step), realCount: images.count,
            training: "both after \(Numerals.grouped(comparison.step)) batches of "
                + "\(Numerals.grouped(record.configuration.batchSize)) images",
            dataset: record.dataset.title, classes: classes)
    }

    /// One of the two models: where it puts the test images, and what it makes of codes [code, dimension].
    private struct ComparedModel {
        let isPlain: Bool
        let posterior: Posterior
        let decode: ([Float]) throws -> [Float]
    }

    private static let comparedDraws = 1000

    /// What one model makes of its plane.
    private func side(_ model: ComparedModel) throws -> AutoencoderComparisonFigure.Side {
        let codes = model.posterior.means
        // A plain autoencoder's log-variances mean nothing.
        let dimensions = model.posterior.latentDim
        let plane = LatentPlane(
            meansOf: codes,
            activity: model.isPlain
                ? DiagonalGaussian.variances(ofMeans: codes, dimensions: dimensions)
                : DiagonalGaussian.klPerDimension(
                    means: codes, logVariances: model.posterior.logVariances, dimensions: dimensions))
        let points = LabelledPoints(points: plane.points(of: codes), labels: data.testLabels)
        let cells = 11
        let window = PlaneWindow.filled(by: points.points)
        let noise = noise(stream: .comparison, count: cells * cells)
        func decoded(_ codes: [Float]) throws -> [DataImage] {
            DataImage.decoded(try model.decode(codes), like: images)
        }
        return AutoencoderComparisonFigure.Side(
            name: model.isPlain ? "plain autoencoder" : "variational autoencoder", plane: plane,
            codes: points,
            decodedPlane: DecodedPlane(
                window: window, cellsPerAxis: cells,
                cells: try decoded(plane.codes(at: window.grid(columns: cells, rows: cells).points))),
            draws: try decoded(noise))
    }

    /// How like real images the draws of both models are, and real images themselves.
    private func comparisons(
        _ plain: ComparedModel, _ variational: ComparedModel, step: Int
    ) throws -> [AutoencoderComparisonFigure.Comparison] {
        let nearest = try NearestImages(among: images)
        let noise = noise(stream: .comparison, count: Self.comparedDraws)
        func differences(_ codes: [Float], _ decode: ([Float]) throws -> [Float]) throws -> [Double] {
            try nearest.inkDifferences(for: images.like(means: try decode(codes)))
        }
        let fitted = Self.fitted(
            noise, to: plain.posterior.means, dimensions: plain.posterior.latentDim)
        var comparisons: [AutoencoderComparisonFigure.Comparison] = [
            .init(
                source: .plain, name: "plain, drawn from the prior",
                differences: try differences(noise, plain.decode)),
            .init(
                source: .plain, name: "plain, drawn from a normal fitted to its codes",
                differences: try differences(fitted, plain.decode)),
            .init(
                source: .variational, name: "variational, drawn from the prior",
                differences: try differences(noise, variational.decode)),
        ]
        if isVariational, lastStep > step {
            let last = try lastView()
            comparisons.append(
                .init(
                    source: .variational, name: "the same, \(last.moment.time)",
                    differences: try differences(noise) { try last.model.means($0) }))
        }
        let real = images.selecting(0..<min(images.count, Self.comparedDraws))
        comparisons.append(
            .init(
                source: .real, name: "real images, with the other most like each",
                differences: try nearest.inkDifferences(for: real, isSelf: true)))
        return comparisons
    }

    /// Standard normal draws [draw, dimension] given the means and deviations of `codes` [image, dimension].
    private static func fitted(_ noise: [Float], to codes: [Float], dimensions: Int) -> [Float] {
        let count = Double(max(1, codes.count / dimensions))
        let moments = (0..<dimensions).map { dimension -> (mean: Double, deviation: Double) in
            let values = stride(from: dimension, to: codes.count, by: dimensions).map { Double(codes[$0]) }
            let mean = values.reduce(0, +) / count
            return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot())
        }
        return noise.enumerated().map { index, draw in
            let (mean, deviation) = moments[index % dimensions]
            return Float(mean + deviation * Double(draw))
        }
    }
}
