import Datasets
import Drawing
import Foundation
import LatentSpace
import Randomness
import Runs
import Storage
import VAE

extension RunViewer {
    /// Training codes that vote on the class of a test code.
    private static let neighbours = 10
    /// Posterior samples an image for the importance-weighted bound.
    private static let importanceSamples = 100
    /// Numbers of all test images that the bound is measured on; 500 images of 28 x 28.
    private static let importanceNumbers = 500 * 784
    /// Draws from the prior, and the fewest where comparing those with all images would take long: the numbers that are
    /// compared, each once for a draw and an image.
    private static let priorDraws = 1000, fewestPriorDraws = 100, mostCompared = 50_000_000_000

    /// Measures the model at its last snapshot, and writes the numbers and what is wrong with the run into
    /// `run.json` and the last line of `metrics.jsonl`.
    ///
    /// The same run gives the same numbers, so those that it has already are kept.
    ///
    /// - Parameter undrawn: the pictures that could not be drawn.
    /// - Returns: what is wrong, a line each.
    /// - Throws: `FileError` where the run's files cannot be read or written.
    public func writeMeasurements(undrawn: [Undrawn] = []) throws -> [String] {
        guard !run.isRecorded else { return try writeNotes(undrawn: undrawn) }
        var measurements = try keptMeasurements ?? measurements()
        // A run that was measured by an earlier version lacks it.
        if measurements.disentanglement == nil { measurements.disentanglement = try disentanglementScores() }
        // And earlier versions gave one to images without labels.
        if record.isUnlabelled { measurements.neighbourAccuracy = nil }
        let warnings =
            RunWarnings(
                run: folder, record: record, rows: rows, measurements: measurements,
                coverage: try gridCoverage()
            ).lines + undrawn.lines(in: folder)
        try folder.store(measurements, warnings: warnings)
        return warnings
    }

    /// Measures the model, so that the numbers are there when they are written.
    ///
    /// What fails is tried again then, and told.
    func measureAhead() {
        guard !run.isRecorded, keptMeasurements == nil else { return }
        _ = try? measurements()
    }

    /// The numbers that the run has already, where both files have them alike.
    private var keptMeasurements: Measurements? {
        let kept = rows.last { $0.step == lastStep }?.measurements
        return record.measurements == kept && kept?.step == lastStep ? kept : nil
    }

    /// What the model is at its last snapshot.
    func measurements() throws -> Measurements { try measured { try measuredNow() } }

    private func measuredNow() throws -> Measurements {
        let view = try lastView()
        let row = try wholeRow(view)
        return Measurements(
            row: row,
            importanceWeightedBound: isVariational
                ? try importanceWeightedBound(view, elbo: row.testELBO ?? .nan) : nil,
            varianceOfMeans: DiagonalGaussian.variances(
                ofMeans: view.posterior.means, dimensions: view.posterior.latentDim),
            neighbourAccuracy: try neighbourAccuracy(view), priorDistance: try priorDistance(view),
            disentanglement: try disentanglementScores())
    }

    private func disentanglementScores() throws -> Measurements.DisentanglementScores? {
        guard knowsFactors else { return nil }
        return try disentanglement(lastView()).map { Measurements.DisentanglementScores($0) }
    }

    /// The snapshot's row over all test images, also where training looked at the first of them only.
    private func wholeRow(_ view: SnapshotView) throws -> MetricsRow {
        var row = view.row
        guard let count = row.testCount, count < images.count else { return row }
        let evaluation = try view.evaluate(
            images, noise: noise(stream: .reconstructions, count: images.count))
        row.testELBO = evaluation.elbo
        row.reconstruction = evaluation.reconstruction
        row.kl = evaluation.klDivergence
        row.klPerDimension = evaluation.klPerDimension
        return row
    }

    private func importanceWeightedBound(
        _ view: SnapshotView, elbo: Double
    ) throws -> Measurements.ImportanceWeightedBound {
        let samples = Self.importanceSamples
        let count = min(images.count, max(10, Self.importanceNumbers / max(1, images.imageSize)))
        let noise = noise(stream: .importanceWeights, count: count * samples)
        // Some images at a time: pictures that are drawn meanwhile need the network too.
        let together = 25, numbers = noise.count / max(1, count)
        let logWeights = try stride(from: 0, to: count, by: together).flatMap { first in
            let some = first..<min(count, first + together)
            return try view.model.importanceWeights(
                of: images.selecting(some), samples: samples,
                noise: Array(noise[some.lowerBound * numbers..<some.upperBound * numbers])
            ).logWeights
        }
        let gap = ImportanceWeights(samples: samples, logWeights: logWeights).gap
        return Measurements.ImportanceWeightedBound(
            value: elbo + gap.mean, gap: gap.mean, standardError: gap.standardError,
            samples: samples, images: count)
    }

    /// `nil` where there are no labels to tell.
    private func neighbourAccuracy(_ view: SnapshotView) throws -> Measurements.NeighbourAccuracy? {
        guard !record.isUnlabelled else { return nil }
        let (data, latentDim) = (data, view.posterior.latentDim)
        let codes = view.posterior.means
        let classifier = NeighbourClassifier(
            codes: try view.encode(data.train).means, dimensions: latentDim, labels: data.trainLabels)
        let block = 250
        let right = concurrentMap((data.test.count + block - 1) / block) { number in
            (number * block..<min(data.test.count, (number + 1) * block)).count { image in
                let code = codes[image * latentDim..<(image + 1) * latentDim]
                return classifier.label(of: code, neighbours: Self.neighbours) == data.testLabels[image]
            }
        }
        return Measurements.NeighbourAccuracy(
            value: Double(right.reduce(0, +)) / Double(data.test.count), neighbours: Self.neighbours,
            trainImages: data.train.count, testImages: data.test.count)
    }

    private func priorDistance(_ view: SnapshotView) throws -> Measurements.PriorDistance {
        // Ink or none is compared so fast that there is always time.
        let affordable = Self.mostCompared / max(1, data.train.count * images.imageSize)
        let count =
            images.isBinary
            ? Self.priorDraws : min(Self.priorDraws, max(Self.fewestPriorDraws, affordable))
        let draws = try view.decode(noise(stream: .priorDistance, count: count))
        let drawn = images.like(bytes: draws.flatMap(\.bytes))
        let known = try NearestImages(among: data.train)
        let block = 50
        let distances = try concurrentMap((drawn.count + block - 1) / block) { number in
            try known.matches(
                for: drawn.selecting(number * block..<min(drawn.count, (number + 1) * block))
            ).map(\.distance)
        }.joined()
        return Measurements.PriorDistance(
            value: Double(distances.reduce(0, +)) / Double(max(1, distances.count)), draws: drawn.count,
            images: data.train.count)
    }

    /// How much of the test images' codes the latent grid shows.
    private func gridCoverage() throws -> GridCoverage {
        let plane = try plane()
        return GridCoverage(
            grid: LatentGrid.prior(pointsPerAxis: record.grid, isLine: plane.isLine),
            codes: plane.points(of: try lastView().posterior.means))
    }
}
