import Datasets
import Drawing
import Figures
import Foundation
import LatentSpace
import Randomness
import Runs
import VAE

extension RunViewer {
    /// The decoded plane at a snapshot, with the regions of the classes once there is anything to tell apart.
    func latentGrid(_ view: SnapshotView) throws -> LatentGridFigure {
        let plane = try plane()
        let grid = LatentGrid.prior(pointsPerAxis: record.grid, isLine: plane.isLine)
        let cells = try decode(plane.codes(at: grid.points), in: view)
        return LatentGridFigure(
            grid: grid, cells: cells,
            regions: isVaried(cells) ? regions(of: grid, on: plane, in: view) : nil, classes: classes,
            moment: view.moment, plane: plane)
    }

    /// Whether the cells differ enough to look like something: a pixel is a hundredth of full ink or more from
    /// the mean of all cells, on average.
    private func isVaried(_ cells: [InkImage]) -> Bool {
        let size = images.rows * images.columns
        var total = 0.0
        for pixel in 0..<size {
            let values = cells.map { Double($0.ink[pixel]) }
            let mean = values.reduce(0, +) / Double(max(1, values.count))
            total += values.reduce(0) { $0 + abs($1 - mean) }
        }
        return total >= 2.55 * Double(size * cells.count)
    }

    /// Where the test and probe images are encoded.
    ///
    /// - Parameter extent: the axes' ends; `nil` fits the snapshot.
    func posterior(_ view: SnapshotView, extent: ClosedRange<Double>? = nil) throws -> PosteriorFigure {
        let plane = try plane()
        let posteriors = plane.posteriors(means: view.probes.means, logVariances: view.probes.logVariances)
        let probes = zip(record.probes, posteriors).map { index, posterior in
            PosteriorFigure.Probe(label: Int(test.labels[index]), posterior: posterior)
        }
        return PosteriorFigure(
            means: points(of: view, on: plane), probes: isVariational ? probes : [], classes: classes,
            moment: view.moment, extent: extent, plane: plane)
    }

    /// One typical image of a class and draws from its posterior, at an early and the last snapshot.
    ///
    /// - Returns: `nil` where the test set has no image of the class.
    func sampling(_ label: Int) throws -> SamplingFigure? {
        guard let index = try typicalMember(of: label) else { return nil }
        let early = earlyStep
        return SamplingFigure(
            label: label, classes: classes, input: input(index),
            stages: try ([early].compactMap { $0 } + [lastStep]).map { step in
                try samplingStage(of: index, in: try view(atStep: step))
            }, plane: try plane())
    }

    /// A snapshot at which the plane has taken shape but not its final one: the first after nine tenths of what
    /// the test ELBO gained in all; `nil` where there is none between the first and the last.
    private var earlyStep: Int? {
        guard let first = rows.first, let last = rows.last else { return nil }
        let enough = first.testELBO + 0.9 * (last.testELBO - first.testELBO)
        return rows.first { row in
            row.step > 0 && row.step < lastStep && row.testELBO >= enough && steps.contains(row.step)
        }?.step
    }

    /// Test images explained best, middling and worst, class by class.
    func reconstructions(_ view: SnapshotView) throws -> ReconstructionsFigure {
        let noise = noise(stream: .reconstructions, count: images.count)
        let elbo = try evaluate(images, noise: noise, in: view).elboPerImage
        var picks: [(label: Int, indices: [Int])] = []
        for label in 0..<classes.count {
            let members = test.labels.indices.filter { test.labels[$0] == UInt8(label) }
                .sorted { (elbo[$0], $0) > (elbo[$1], $1) }
            guard let best = members.first, let worst = members.last else { continue }
            picks.append((label, [best, members[members.count / 2], worst]))
        }
        let latentDim = view.posterior.latentDim
        let codes = picks.flatMap(\.indices)
            .flatMap { view.posterior.means[$0 * latentDim..<($0 + 1) * latentDim] }
        let decoded = try decode(codes, in: view)
        let rows = picks.enumerated().map { row, pick in
            let examples = pick.indices.enumerated().map { column, index in
                ReconstructionsFigure.Example(
                    input: input(index), reconstruction: decoded[3 * row + column], elbo: elbo[index])
            }
            return ReconstructionsFigure.Row(
                label: pick.label, best: examples[0], median: examples[1], worst: examples[2])
        }
        return ReconstructionsFigure(rows: rows, classes: classes, moment: view.moment)
    }

    /// What was measured at every snapshot.
    func trainingCurves() -> TrainingCurvesFigure {
        let batchSize = record.configuration.batchSize
        return TrainingCurvesFigure(
            records: rows.map { row in
                TrainingCurvesFigure.Record(
                    step: row.step, trainELBO: row.trainELBO, testELBO: row.testELBO,
                    reconstruction: row.reconstruction, klDivergence: row.kl,
                    klPerDimension: row.klPerDimension)
            }, dataset: record.dataset.title,
            stepsPerEpoch: (record.dataset.trainCount + batchSize - 1) / batchSize)
    }
}

extension RunViewer {
    /// Uses of randomness in figures, each with a stream of its own so that none disturbs another.
    enum NoiseStream: UInt64 {
        case sampling = 101
        case reconstructions = 102
    }

    /// Standard normal draws [image, dimension], the same at every snapshot.
    func noise(stream: NoiseStream, count: Int) -> [Float] {
        var generator = SeededGenerator(seed: record.seed, stream: stream.rawValue)
        return (0..<count * record.configuration.architecture.latentDim).map { _ in Float(generator.normal())
        }
    }

    /// The image as the network sees it: ink or none.
    func input(_ index: Int) -> InkImage {
        InkImage(
            rows: images.rows, columns: images.columns,
            ink: images.selecting([index]).pixels.map { $0 * 255 })
    }

    /// The test set's posterior means on the plane.
    func points(of view: SnapshotView, on plane: LatentPlane) -> LabelledPoints {
        LabelledPoints(points: plane.points(of: view.posterior.means), labels: test.labels)
    }

    private func regions(of grid: LatentGrid, on plane: LatentPlane, in view: SnapshotView) -> ClassRegions {
        let points = points(of: view, on: plane)
        let voters = NearestNeighbours(
            points: points.points, labels: points.labels, classCount: classes.count)
        return ClassRegions(labels: voters.labels(of: grid), rows: grid.rows, columns: grid.columns)
            .absorbing(smallerThan: 3)
    }

    private func samplingStage(of index: Int, in view: SnapshotView) throws -> SamplingFigure.Stage {
        let plane = try plane()
        let draws = 12
        let (mean, logVariance) = view.posterior[index]
        let noise = noise(stream: .sampling, count: draws)
        let spread = logVariance.map { exp(Double($0) / 2) }
        let codes = noise.enumerated().map { position, noise in
            let dimension = position % mean.count
            return mean[mean.startIndex + dimension] + Float(spread[dimension]) * noise
        }
        let copies = images.selecting(repeatElement(index, count: draws))
        let evaluation = try evaluate(copies, noise: noise, in: view)
        let decoded = try decode(Array(mean) + codes, in: view)
        return SamplingFigure.Stage(
            moment: view.moment,
            posterior: plane.posteriors(means: Array(mean), logVariances: Array(logVariance))[0],
            samples: plane.points(of: codes), decoded: Array(decoded.dropFirst()), reconstructed: decoded[0],
            reconstruction: evaluation.reconstruction, klDivergence: evaluation.klDivergence,
            backdrop: points(of: view, on: plane))
    }
}
