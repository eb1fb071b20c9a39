import Datasets
import Drawing
import Figures
import LatentSpace
import Runs
import VAE

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
        let (grid, cells) = try decodedGrid(view)
        return LatentGridFigure(
            grid: grid, cells: cells, regions: isVaried(cells) ? try regions(of: grid, in: view) : nil,
            classes: classes, moment: view.moment, plane: try plane())
    }

    /// The plane at the prior's quantiles, and what its codes decode to [row, column], top row first.
    func decodedGrid(_ view: SnapshotView) throws -> (grid: LatentGrid, cells: [DataImage]) {
        let plane = try plane()
        if let recording = view.recording ?? view.recorded.flatMap({ $0.plane == nil ? nil : $0 }) {
            return try recordedGrid(recording, on: plane)
        }
        let grid = LatentGrid.prior(pointsPerAxis: record.grid, isLine: plane.isLine)
        return (grid, try decodedPlane(plane.codes(at: grid.points), in: view))
    }

    /// The fewest cells of a region that is drawn as one: less would not hold its name.
    func smallestRegion(of grid: LatentGrid) -> Int { grid.rows == 1 ? 1 : max(3, grid.count / 130) }

    /// The encoded test images as voters on the class of places on the plane.
    func voters(in view: SnapshotView) throws -> NearestNeighbours {
        let plane = try plane()
        return NearestNeighbours(
            points: plane.points(of: view.posterior.means), labels: data.testLabels,
            classCount: classes.count,
            distancesFromPlane: plane.distances(of: view.posterior.means))
    }

    /// Whether the cells differ enough to look like something: a pixel is a hundredth of full ink or more from
    /// the mean of all cells, on average.
    private func isVaried(_ cells: [DataImage]) -> Bool {
        let size = images.imageSize
        var total = 0.0
        for pixel in 0..<size {
            let values = cells.map { Double($0.bytes[pixel]) }
            let mean = values.reduce(0, +) / Double(max(1, values.count))
            total += values.reduce(0) { $0 + abs($1 - mean) }
        }
        return total >= 2.55 * Double(size * cells.count)
    }

    private func regions(of grid: LatentGrid, in view: SnapshotView) throws -> ClassRegions {
        ClassRegions(labels: try voters(in: view).labels(of: grid), rows: grid.rows, columns: grid.columns)
            .absorbing(smallerThan: smallestRegion(of: grid))
    }
}

extension AnimationKind {
    /// The plane at every snapshot.
    static let training = AnimationKind(name: "training") { run, _ in
        [
            ReportedAnimation(name: "training") {
                try run.film(
                    at: try run.stepsOfPlane(),
                    ExhibitWords(
                        title: "The plane as it is learned",
                        caption: """
                            The decoded plane at every snapshot: before training, every few batches in epoch 1, \
                            then at the end of each epoch. Every frame is the network as it was; between two \
                            snapshots nothing is made up, so the pictures step rather than flow. The bar at the \
                            foot is training's progress.
                            """)
                ) { try run.latentGrid(run.view(atStep: $0)) }
            }
        ]
    }
}
