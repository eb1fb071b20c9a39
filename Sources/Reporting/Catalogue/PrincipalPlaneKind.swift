import Datasets
import Drawing
import Figures
import LatentSpace
import Runs
import VAE

extension FigureKind {
    static let principalPlane = FigureKind(
        name: "pca-plane",
        words: { _, _ in
            ExhibitWords(
                title: "The codes' principal components",
                caption: """
                    Left, the mean codes of the test images along the two directions in which they vary most, whatever \
                    dimensions these are made of; the dashed circles are the prior's 1 and 2 sigma. Right, what the plane \
                    of the two through the mean of all codes decodes to, over the same window.
                    """)
        },
        reported: { run in try run.hasPrincipalPlane(run.lastView()) ? [[]] : [] },
        draw: { _, run, view in
            guard try run.hasPrincipalPlane(view) else {
                throw GalleryError(
                    description:
                        "pca-plane: needs the codes of test images in three latent dimensions or more")
            }
            return try run.principalPlane(view)
        })
}

extension RunViewer {
    /// Whether the latent space has more dimensions than a plane, and is not made of places.
    var isDeep: Bool { run.architecture.latentDim > 2 && !(record.recorded?.isSpatial ?? false) }

    fileprivate func hasPrincipalPlane(_ view: SnapshotView) throws -> Bool {
        isDeep && view.posterior.count > 2
    }

    /// The test images' codes on the plane of their first two principal components, and that plane decoded.
    func principalPlane(_ view: SnapshotView) throws -> PrincipalPlaneFigure {
        let posterior = view.posterior
        let plane = PrincipalPlane(of: posterior.means, dimensions: posterior.latentDim)
        let points = LabelledPoints(
            points: plane.points(of: posterior.means),
            labels: Array(data.testLabels.prefix(posterior.count)))
        let window = PlaneWindow.filled(by: points.points)
        let cells = PrincipalPlaneFigure.cellsPerAxis(columns: images.columns, rows: images.rows)
        // What was only recorded was not decoded there.
        let decoded =
            view.recording != nil
            ? nil
            : DecodedPlane(
                window: window, cellsPerAxis: cells,
                cells: try view.decode(
                    plane.codes(at: window.grid(columns: cells, rows: cells).points)))
        return PrincipalPlaneFigure(
            plane: plane, means: points, window: window, decoded: decoded,
            isVariational: isVariational, classes: classes, moment: view.moment)
    }
}
