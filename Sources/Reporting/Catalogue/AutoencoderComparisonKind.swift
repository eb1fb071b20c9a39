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
        words: { _ in
            ExhibitWords(
                title: "Autoencoder and variational autoencoder",
                caption: """
                    The same network, trained on the same batches from the same first weights, without and with \
                    sampling and KL divergence. A plain autoencoder may put its codes anywhere, and leaves \
                    holes between them; its random codes are drawn from the normal distribution fitted to its \
                    codes. Below, 1,000 random draws of each are compared with the test images; a draw's ink is \
                    where ink is likelier than not.
                    """)
        },
        reported: { run in try run.comparison() == nil ? [] : ["autoencoder-comparison"] },
        draw: { name, run, _ in
            guard let comparison = try run.comparison() else {
                throw GalleryError(
                    description:
                        "\(name): the run has no second model to compare with; it is trained with a run "
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
        let network = try Network(
            architecture: record.configuration.architecture, parameters: comparison.parameters,
            threads: record.configuration.threads)
        let nearest = NearestImages(among: images)
        let other = try network.encode(images)
        let sides = [
            try side(
                isPlain: !isVariational, posterior: own.posterior, nearest: nearest,
                decode: { try probabilities($0, in: own) }),
            try side(
                isPlain: isVariational, posterior: other, nearest: nearest,
                decode: { try network.decode($0) }),
        ]
        let real = images.selecting(0..<min(images.count, 1000))
        return AutoencoderComparisonFigure(
            sides: isVariational ? sides.reversed() : sides,
            realDifferences: nearest.inkDifferences(for: real, isSelf: true),
            realCount: images.count,
            training: "both after \(Numerals.grouped(comparison.step)) batches of "
                + "\(Numerals.grouped(record.configuration.batchSize)) images",
            dataset: record.dataset.title, classes: classes)
    }

    /// What one model makes of its plane.
    private func side(
        isPlain: Bool, posterior: Posterior, nearest: NearestImages, decode: ([Float]) throws -> [Float]
    ) throws -> AutoencoderComparisonFigure.Side {
        let codes = posterior.means
        // A plain autoencoder's log-variances mean nothing.
        let plane = LatentPlane(
            mostActiveOf: codes, logVariances: isPlain ? codes.map { _ in 0 } : posterior.logVariances,
            dimensions: posterior.latentDim)
        let points = LabelledPoints(points: plane.points(of: codes), labels: test.labels)
        let cells = 11
        let window = PlaneWindow.filled(by: points.points)
        let decodedPlane = try decode(plane.codes(at: window.grid(columns: cells, rows: cells).points))
        let noise = noise(stream: .comparison, count: 1000)
        let drawn = isPlain ? Self.fitted(noise, to: codes, dimensions: plane.dimensions) : noise
        let draws = try decode(drawn)
        let (rows, columns) = (images.rows, images.columns)
        return AutoencoderComparisonFigure.Side(
            name: isPlain ? "plain autoencoder" : "variational autoencoder", plane: plane, codes: points,
            decodedPlane: DecodedPlane(
                window: window, cellsPerAxis: cells,
                cells: InkImage.images(rows: rows, columns: columns, probabilities: decodedPlane)),
            draws: InkImage.images(
                rows: rows, columns: columns,
                probabilities: Array(draws.prefix(cells * cells * rows * columns))),
            drawing: isPlain ? "from a normal fitted to its codes" : "from the prior",
            differences: nearest.inkDifferences(
                for: BinaryImages(rows: rows, columns: columns, probabilities: draws)))
    }

    /// Standard normal draws [draw, dimension] given the means and deviations of `codes` [image, dimension].
    private static func fitted(_ noise: [Float], to codes: [Float], dimensions: Int) -> [Float] {
        let count = Double(max(1, codes.count / dimensions))
        let moments = (0..<dimensions).map { dimension -> (mean: Double, deviation: Double) in
            let values = stride(from: dimension, to: codes.count, by: dimensions).map {
                Double(codes[$0])
            }
            let mean = values.reduce(0, +) / count
            return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot())
        }
        return noise.enumerated().map { index, draw in
            let (mean, deviation) = moments[index % dimensions]
            return Float(mean + deviation * Double(draw))
        }
    }
}
