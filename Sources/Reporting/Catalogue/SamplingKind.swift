import Datasets
import Figures
import Foundation
import LatentSpace
import Randomness
import Runs
import VAE

extension FigureKind {
    static let sampling = FigureKind(
        name: "sampling", classCount: 1,
        words: { labels, run in
            ExhibitWords(
                title: "Training on one image: \(run.classes[labels[0]])",
                caption: """
                    Red: the posterior's mean and its 1-sigma curve. Green: draws from it, and beside them \
                    what each draw decodes to. The same noise is used at both moments, so only what training \
                    changed has moved.
                    """)
        },
        reported: { run in run.isVariational ? run.exemplaryLabels.map { [$0] } : [] },
        draw: { labels, run, view in
            guard run.isVariational else {
                throw GalleryError(description: "sampling: a plain autoencoder has no posterior to sample")
            }
            guard let figure = try run.sampling(labels[0], in: view) else {
                throw GalleryError.noImage(of: labels, in: run)
            }
            return figure
        })
}

extension RunViewer {
    /// The image that stands for a class in the end and draws from its posterior, at a snapshot and the last one;
    /// beside the last itself at an early one.
    ///
    /// - Returns: `nil` where the test set has no image of the class.
    func sampling(_ label: Int, in view: SnapshotView) throws -> SamplingFigure? {
        guard let index = try typicalMember(of: label, in: try lastView()) else { return nil }
        let other = view.row.step == lastStep ? earlyStep : view.row.step
        return SamplingFigure(
            label: label, classes: classes, input: try input(index),
            stages: try ([other].compactMap { $0 } + [lastStep]).map { step in
                try samplingStage(of: index, in: try self.view(atStep: step))
            }, plane: try plane())
    }

    /// A snapshot at which the plane has taken shape but not its final one: the first after nine tenths of what
    /// the test ELBO gained in all; `nil` where there is none between the first and the last.
    private var earlyStep: Int? {
        guard let first = rows.first?.testELBO, let last = rows.last?.testELBO else { return nil }
        let enough = first + 0.9 * (last - first)
        return rows.first { row in
            row.step > 0 && row.step < lastStep && row.testELBO ?? -.infinity >= enough
                && steps.contains(row.step)
        }?.step
    }

    /// Draws from the posterior of one typical image of a class, as training left it.
    ///
    /// - Returns: `nil` where the test set has no image of the class.
    func samplingAnimation(_ label: Int) throws -> SamplingAnimation? {
        let view = try lastView()
        guard let index = try typicalMember(of: label, in: view) else { return nil }
        return SamplingAnimation(
            label: label, classes: classes, input: try input(index),
            stage: try samplingStage(of: index, in: view, draws: 32), plane: try plane())
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
        let evaluation = try view.evaluate(copies, noise: noise)
        let decoded = try view.decode(Array(mean) + codes)
        return SamplingFigure.Stage(
            moment: view.moment,
            posterior: plane.posteriors(means: Array(mean), logVariances: Array(logVariance))[0],
            samples: plane.points(of: codes), decoded: Array(decoded.dropFirst()), reconstructed: decoded[0],
            reconstruction: evaluation.reconstruction, klDivergence: evaluation.klDivergence,
            backdrop: points(of: view, on: plane))
    }
}

extension AnimationKind {
    /// Draws from one image's posterior, one by one.
    static let sampling = AnimationKind(name: "sampling") { run, _ in
        guard run.isVariational else { return [] }
        return run.exemplaryLabels.map { label in
            ReportedAnimation(name: FigureID(.sampling, of: [label]).name(in: run.lookup)) {
                guard let animation = try run.samplingAnimation(label) else {
                    throw GalleryError.noImage(of: [label], in: run)
                }
                // Half a second a draw to begin with, quicker once it is clear what goes on.
                let durations = (0...animation.count).map { drawn in
                    drawn == 0 ? 1.2 : drawn == animation.count ? 3 : drawn <= 6 ? 0.5 : 0.25
                }
                return MovingPicture(
                    reel: Reel(try animation.frames(scale: 2), durations: durations, scale: 2),
                    words: ExhibitWords(
                        title: "Draws from one posterior: \(run.classes[label])",
                        caption: """
                            Red: the posterior's mean and its 1-sigma curve. Each green dot is a draw from it, \
                            large while it is the newest, and each small picture is what a draw decodes to. In \
                            training the decoder sees such draws, never the mean itself.
                            """),
                    alternativeText: animation.alternativeText)
            }
        }
    }
}
