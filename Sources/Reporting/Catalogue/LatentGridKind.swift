import Datasets
import Drawing
import Figures
import LatentSpace
import Runs

extension FigureKind {
    static let latentGrid = single(
        "latent-grid", title: "The decoded plane",
        caption: """
            Each cell is what the decoder draws for the code at its place. The codes lie at the prior's \
            quantiles, so every cell stands for the same share of the prior. An outline and its name show \
            which class the cells inside look like, by a vote of the nearest encoded test images; the \
            decoder itself has never seen a label.
            """, isDrawing: false
    ) { run, view in try run.latentGrid(view) }
}

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

    private func regions(of grid: LatentGrid, on plane: LatentPlane, in view: SnapshotView) -> ClassRegions {
        let points = points(of: view, on: plane)
        let voters = NearestNeighbours(
            points: points.points, labels: points.labels, classCount: classes.count)
        return ClassRegions(labels: voters.labels(of: grid), rows: grid.rows, columns: grid.columns)
            .absorbing(smallerThan: 3)
    }
}
