import Datasets
import Figures
import LatentSpace
import Runs
import VAE

extension FigureKind {
    static let patch = FigureKind(
        name: "patch", classCount: 2,
        words: { labels, run in
            ExhibitWords(
                title: "Where \(run.classes[labels[0]]) borders on \(run.classes[labels[1]])",
                caption: """
                    A small square of the plane, at least three times as fine as the latent grid, at the place where the \
                    two classes border on each other most, or, where they share none, at the place nearest to \
                    both. Outlines and names are votes of the nearest encoded test images. Below, the steps \
                    along the red line: what is between two classes is a shape that is a little of both.
                    """)
        },
        isDrawing: false,
        reported: { run in try run.patchPairs() },
        draw: { labels, run, view in
            guard let figure = try run.patch(from: labels[0], to: labels[1], in: view) else {
                throw GalleryError.noImage(of: labels, in: run)
            }
            return figure
        })
}

extension RunViewer {
    /// Cells of a patch along an axis, and steps of the latent grid that it spans.
    private static let patchCells = 15, patchSpan = 5.0
    /// Half of a patch's side at the most, however coarse the latent grid is.
    private static let widestReach = 0.75

    /// The pairs of classes that the report shows a patch of: those of the data set's profile, else those that share
    /// the longest borders.
    func patchPairs() throws -> [[Int]] {
        let known = profile.borderingLabels
        if !known.isEmpty, Set(presentLabels).isSuperset(of: known.joined()) { return known }
        return try borderMap(in: try lastView()).longestBorders(3).map { [$0.first, $0.second] }
    }

    /// A fine look at where a class turns into another.
    ///
    /// - Returns: `nil` where a class has no test image.
    func patch(from first: Int, to second: Int, in view: SnapshotView) throws -> PatchFigure? {
        guard let border = try borderMap(in: view).border(between: first, and: second) else { return nil }
        let plane = try plane()
        let voters = try voters(in: view)
        let square = border.window.grid(columns: Self.patchCells, rows: Self.patchCells)
        let grid = plane.isLine ? LatentGrid(columnValues: square.columnValues, rowValues: [0]) : square
        let labels = voters.labels(of: grid)
        let backdrop = points(of: view, on: plane)
        let medians = ClassStatistics(
            points: backdrop.points, labels: backdrop.labels, classCount: classes.count
        ).medians
        let ends = border.crossing(
            regions: ClassRegions(labels: labels, rows: grid.rows, columns: grid.columns),
            medians: (medians[first] ?? .zero, medians[second] ?? .zero))
        let places = InterpolationPath.linear(
            from: [ends.start.x, ends.start.y], to: [ends.end.x, ends.end.y], count: 9
        ).codes.map { SIMD2($0[0], $0[1]) }
        let decoded = try view.decode(plane.codes(at: grid.points + places))
        let steps = zip(places, decoded.dropFirst(grid.count)).map { place, image in
            PatchFigure.Step(place: place, image: image, label: voters.label(at: place))
        }
        return PatchFigure(
            border: border, grid: grid, cells: Array(decoded.prefix(grid.count)), labels: labels,
            crossing: steps, fineness: Double(Self.patchCells) / Self.patchSpan, backdrop: backdrop,
            classes: classes, moment: view.moment, plane: plane)
    }

    private func borderMap(in view: SnapshotView) throws -> BorderMap {
        try view.borderMap { try newBorderMap(in: view) }
    }

    private func newBorderMap(in view: SnapshotView) throws -> BorderMap {
        let plane = try plane()
        let points = points(of: view, on: plane)
        // Where images are, but no farther out than the prior has any of them to speak of.
        let extent = AxisScale.planeExtent(of: points.points, trim: 0.005).clamped(to: -3.5...3.5)
        let grid = LatentGrid.prior(pointsPerAxis: record.grid)
        return BorderMap(
            points: points.points, labels: points.labels, classCount: classes.count,
            voters: try voters(in: view), window: PlaneWindow(square: extent), isLine: plane.isLine
        ) { place in
            let steps = SIMD2(grid.step(atColumn: place.x), grid.step(atColumn: place.y))
            return min(Self.widestReach, Self.patchSpan / 2 * (plane.isLine ? steps.x : steps.min()))
        }
    }
}
