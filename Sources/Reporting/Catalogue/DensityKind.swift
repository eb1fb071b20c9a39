import Figures
import LatentSpace
import VAE

extension FigureKind {
    static let density = variational(
        "density", title: "Where the prior is empty", needsPlane: true,
        caption: """
            Left, the mean of all test images' posteriors: where codes lie. Middle, the prior: where draws come \
            from. Right, the one divided by the other: blue where the prior promises more than there is, red \
            where codes crowd. A draw from a blue place decodes to something that no image taught.
            """
    ) { run, view in try run.density(view) }
}

extension RunViewer {
    /// The mean of the test images' posteriors against the prior.
    func density(_ view: SnapshotView) throws -> DensityFigure {
        let plane = try plane()
        let points = points(of: view, on: plane)
        let posteriors = plane.posteriors(
            means: view.posterior.means, logVariances: view.posterior.logVariances)
        let divergences = posteriors.map { $0.klDivergence.sum() }
        // A cell a pixel of the figure's maps.
        let cells = 280
        return DensityFigure(
            aggregate: AggregatePosterior(
                of: posteriors, window: PlaneWindow(square: AxisScale.planeExtent(of: points.points)),
                columns: cells, rows: cells),
            means: points, klDivergence: divergences.reduce(0, +) / Double(max(1, divergences.count)),
            classes: classes, moment: view.moment, plane: plane)
    }
}
