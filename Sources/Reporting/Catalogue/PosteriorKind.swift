import Datasets
import Figures
import LatentSpace
import Runs
import VAE

extension FigureKind {
    static let posterior = single(
        "posterior", title: "Where the encoder puts the test images",
        caption: """
            A dot is the posterior mean of one test image. An ellipse is the 1-sigma curve of one probe \
            image's posterior: the region in which its codes are sampled. The dashed circles are the \
            prior's 1 and 2 sigma.
            """
    ) { run, view in try run.posterior(view) }
}

extension RunViewer {
    /// Whether posteriors are more than points.
    func hasSpread(_ posterior: Posterior) -> Bool { isVariational && !posterior.logVariances.isEmpty }

    /// Where the test and probe images are encoded.
    func posterior(_ view: SnapshotView) throws -> PosteriorFigure {
        let plane = try plane()
        let posteriors = plane.posteriors(means: view.probes.means, logVariances: view.probes.logVariances)
        let probes = zip(record.probes, posteriors).map { index, posterior in
            PosteriorFigure.Probe(label: Int(data.testLabels[index]), posterior: posterior)
        }
        return PosteriorFigure(
            means: points(of: view, on: plane), probes: hasSpread(view.probes) ? probes : [],
            classes: classes,
            moment: view.moment, plane: plane)
    }
}

extension AnimationKind {
    /// The test images' codes at every snapshot, with the same axes in all frames.
    static let posterior = AnimationKind(name: "posterior") { run, _ in
        [
            ReportedAnimation(name: "posterior") {
                let steps = run.readableSteps()
                let reach =
                    try steps.map { try run.posterior(run.view(atStep: $0)).extent.upperBound }.max() ?? 1
                return try run.film(
                    at: steps,
                    ExhibitWords(
                        title: "The classes drifting apart",
                        caption: """
                            The same test images, encoded at every snapshot. Probe images' ellipses shrink as \
                            the encoder becomes sure of them. Frames are snapshots, with nothing made up between \
                            them.
                            """)
                ) { step in
                    var figure = try run.posterior(run.view(atStep: step))
                    figure.extent = -reach...reach
                    return figure
                }
            }
        ]
    }
}
