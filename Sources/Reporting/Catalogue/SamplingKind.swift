import Datasets
import Figures
import Foundation
import LatentSpace
import Runs
import VAE

extension FigureKind {
    static let sampling = FigureKind(
        name: "sampling-",
        words: { name, run in
            let label = run.label(slug: name.dropFirst("sampling-".count))
            return ExhibitWords(
                title: "Training on one image" + (label.map { ": \(run.classes[$0])" } ?? ""),
                caption: """
                    Red: the posterior's mean and its 1-sigma curve. Green: draws from it, and beside them \
                    what each draw decodes to. The same noise is used at both moments, so only what training \
                    changed has moved.
                    """)
        },
        reported: { run in
            run.isVariational
                ? run.exemplaryLabels.map { "sampling-" + ClassName.slug(run.classes.whole($0)) } : []
        },
        draw: { name, run, _ in
            guard run.isVariational else {
                throw GalleryError(description: "\(name): a plain autoencoder has no posterior to sample")
            }
            guard let label = run.label(slug: String(name.dropFirst("sampling-".count))) else {
                throw GalleryError(description: "\(name): no such class; \(run.classList)")
            }
            guard let figure = try run.sampling(label) else {
                throw GalleryError(description: "\(name): the run's test set has no image of this class")
            }
            return figure
        })
}

extension RunViewer {
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

    /// Draws from the posterior of one typical image of a class, as training left it.
    ///
    /// - Returns: `nil` where the test set has no image of the class.
    func samplingAnimation(_ label: Int) throws -> SamplingAnimation? {
        guard let index = try typicalMember(of: label) else { return nil }
        return SamplingAnimation(
            label: label, classes: classes, input: input(index),
            stage: try samplingStage(of: index, in: try lastView(), draws: 32), plane: try plane())
    }

    /// An image's posterior and `draws` draws from it, the same noise at every snapshot.
    private func samplingStage(
        of index: Int, in view: SnapshotView, draws: Int = 12
    ) throws -> SamplingFigure.Stage {
        let plane = try plane()
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
