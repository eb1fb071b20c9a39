import Datasets
import Drawing
import Figures
import LatentSpace
import Runs
import VAE

extension LatentPlane {
    /// The plane that was recorded.
    init(_ plane: RecordedPlane) {
        self.init(horizontal: plane.horizontal, vertical: plane.vertical, origin: plane.origin)
    }
}

extension LatentGrid {
    /// A recorded plane's grid; where it lies at the prior's quantiles as this program's own does, just that.
    init(_ plane: RecordedPlane) {
        let isLine = plane.vertical == nil
        let prior = LatentGrid.prior(pointsPerAxis: plane.columns, isLine: isLine)
        func isNear(_ left: [Double], _ right: [Double]) -> Bool {
            left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= 1e-3 }
        }
        let isPrior =
            isNear(prior.columnValues, plane.columnValues) && isNear(prior.rowValues, plane.rowValues)
        self = isPrior ? prior : LatentGrid(columnValues: plane.columnValues, rowValues: plane.rowValues)
    }
}

extension RunViewer {
    /// Decoded images of a recording.
    func decodedImages(_ recorded: RecordedImages, _ indices: some Sequence<Int>) -> [DataImage] {
        indices.flatMap { DataImage.decoded(recorded[$0], like: images) }
    }

    /// The recorded plane at the codes of its grid.
    ///
    /// - Parameter side: where it is given, cells down and across at the most, as many of both; else as many as a figure
    ///   has room for.
    /// - Throws: `NotRecorded` where the step has no plane, or another than the figures show.
    func recordedGrid(
        _ recording: RecordedSnapshot, on other: LatentPlane, squareOf side: Int? = nil
    ) throws -> (grid: LatentGrid, cells: [DataImage]) {
        guard let plane = recording.plane else {
            throw NotRecorded(
                "plane.codes and plane.images are not in the snapshot of step \(recording.step)")
        }
        let own = LatentPlane(plane)
        guard own.horizontal == other.horizontal, own.vertical == other.vertical else {
            throw NotRecorded(
                "the plane of step \(recording.step) is over other dimensions than the last one's")
        }
        let grid = LatentGrid(plane)
        let most =
            side.map { min($0, plane.columns, own.isLine ? plane.columns : plane.rows) } ?? mostAcross
        let (rows, columns) = (
            Self.spread(plane.rows, to: most), Self.spread(plane.columns, to: most)
        )
        guard rows.count < plane.rows || columns.count < plane.columns else {
            return (grid, decodedImages(plane.cells.images, 0..<plane.cells.count))
        }
        return (
            LatentGrid(
                columnValues: columns.map { grid.columnValues[$0] },
                rowValues: rows.map { grid.rowValues[$0] }),
            decodedImages(
                plane.cells.images, rows.flatMap { row in columns.map { row * plane.columns + $0 } })
        )
    }

    /// Pixels that images side by side take at the most, so that a figure of large ones can still be drawn.
    private static let widest = 2048

    /// Images side by side at the most.
    var mostAcross: Int { max(3, Self.widest / max(1, images.columns)) }

    /// The places of `count` images side by side, or as many of them, evenly spread, as a figure has room for.
    func shown(of count: Int) -> [Int] { Self.spread(count, to: mostAcross) }

    /// The places of `count` things, or as many of them, evenly spread, as `most` says.
    private static func spread(_ count: Int, to most: Int) -> [Int] {
        guard count > most else { return Array(0..<count) }
        let gaps = max(1, most - 1)
        return (0..<most).map { (2 * $0 * (count - 1) + gaps) / (2 * gaps) }
    }

    /// The steps of the snapshots that can be read; of a described run all, so that one that cannot is told of.
    func readableSteps() -> [Int] {
        run.isRecorded ? steps.filter { (try? view(atStep: $0)) != nil } : steps
    }

    /// The steps of the snapshots whose decoded planes can be shown one after another: of a recorded run those with the
    /// last one's grid.
    func stepsOfPlane() throws -> [Int] {
        guard run.isRecorded else { return steps }
        let view = try lastView()
        guard let last = view.recorded?.plane else {
            // Planes that a model decodes are all of one grid.
            return view.recording != nil
                ? []
                : steps.filter { step in (try? self.view(atStep: step)).map { $0.recording == nil } ?? false }
        }
        return steps.filter { step in
            guard let plane = try? self.view(atStep: step).recorded?.plane else { return false }
            return plane.horizontal == last.horizontal && plane.vertical == last.vertical
                && plane.columns == last.columns && plane.rows == last.rows
        }
    }

    /// The whole of the plane that can be decoded at the last snapshot: the fine plane of a recorded run; `nil` of
    /// others, which decode anything.
    func decodableWindow(_ view: SnapshotView) -> PlaneWindow? {
        view.recording.flatMap { FinePlane($0.fine)?.window }
    }

    /// A square of the plane, or as large a one within it as can be decoded.
    func decodable(_ window: PlaneWindow, in view: SnapshotView) -> PlaneWindow {
        guard let limit = decodableWindow(view) else { return window }
        func middle(_ range: ClosedRange<Double>) -> Double { (range.lowerBound + range.upperBound) / 2 }
        let (x, y) = (window.x.clamped(to: limit.x), window.y.clamped(to: limit.y))
        let half = min(x.upperBound - x.lowerBound, y.upperBound - y.lowerBound) / 2
        return PlaneWindow(
            x: middle(x) - half...middle(x) + half, y: middle(y) - half...middle(y) + half)
    }
}

extension RunViewer {
    /// The words of a figure; where it shows images between the points of a fine plane, they say so.
    func words(of figure: FigureID) -> ExhibitWords {
        let words = figure.kind.words(figure.labels, self)
        guard run.isRecorded, remote == nil, ["patch", "attribute", "uncertainty"].contains(figure.kind.name)
        else {
            return words
        }
        return ExhibitWords(
            title: words.title,
            caption: words.caption
                + " The run is only recorded: between the points of its fine plane images are interpolated bilinearly."
        )
    }
}
