import Datasets
import Drawing
import Figures
import Foundation
import LatentSpace
import Runs
import VAE

/// What the page shows of a run at the moments of a comparison: the decoded plane and where the same test images lie.
struct ComparedFrames {
    /// The decoded plane at each snapshot; blank where there is none that is like the last one.
    let frames: [PlaneFrame]
    /// Where the sampled test images lie at each snapshot; none where there is no plane.
    private(set) var points: [[SIMD2<Double>]] = []
    /// The snapshots' places among those of the run.
    let snapshots: [Int]
    private(set) var moments: [Moment] = []
    /// What is said of each.
    private(set) var captions: [String] = []
    /// The classes of the sampled images.
    let labels: [UInt8]
    /// The decoded plane of the last snapshot [row, column]; `nil` where there is none.
    let last: (grid: LatentGrid, cells: [DataImage])?

    /// Test images that are shown, at the most.
    private static let mostImages = 1000
    /// About how many pixels a frame is wide, and the cells of an axis.
    private static let widest = 336, cellCounts = 4...12

    /// The cells of an axis: fewer of large images.
    private static func cellsPerAxis(_ record: RunRecord) -> Int {
        let side = max(1, record.configuration.architecture.imageSide)
        return min(cellCounts.upperBound, max(cellCounts.lowerBound, widest / side))
    }

    /// The pixels of a run's frames.
    static func pixels(_ record: RunRecord) -> Int {
        let side = cellsPerAxis(record) * record.configuration.architecture.imageSide
        return max(1, side * side)
    }

    /// Computes what is shown of a run.
    ///
    /// - Parameters:
    ///   - snapshots: places among the run's snapshots, ascending, each once.
    ///   - isDone: told of each that is done.
    init(_ run: ComparedRun, snapshots: [Int], isDone: () -> Void) throws {
        self.snapshots = snapshots
        let all = run.viewer.data.testLabels
        let count = run.plane == nil ? 0 : min(all.count, Self.mostImages)
        // Evenly from all, in a mixed order: drawn one after another, no class lies over all others. The factor is a
        // prime greater than any count.
        let sample = (0..<count).map { $0 * 7919 % count * all.count / count }
        labels = sample.map { all[$0] }
        var planes: [(grid: LatentGrid, frame: PlaneFrame)?] = []
        var last: (grid: LatentGrid, cells: [DataImage])?
        for snapshot in snapshots {
            let view = try run.viewer.view(atStep: run.steps[snapshot])
            last = try run.decoded(Self.cellsPerAxis(run.record), in: view)
            planes.append(
                last.map { ($0.grid, PlaneFrame(DataImage.mosaic($0.cells, across: $0.grid.columns))) })
            points.append(run.points(of: sample, in: view))
            moments.append(view.moment)
            let divergence =
                run.viewer.isVariational
                ? view.row.kl.map { ", KL \(Numerals.fixed($0, decimals: 2))" } ?? "" : ""
            captions.append(view.moment.subtitle + divergence)
            isDone()
        }
        self.last = last
        // Planes of other sizes than the last one fit neither its sheet nor its axes.
        let model = planes.compactMap(\.self).last
        let blank = model?.frame.blank ?? .blank
        frames = planes.map { plane in
            plane.flatMap { $0.frame.isLike(blank) ? $0.frame : nil } ?? blank
        }
        guard run.plane != nil else { return }
        for (index, plane) in planes.enumerated() {
            captions[index] += Self.note(plane?.grid, beside: model?.grid)
        }
    }

    /// What is said of a decoded plane that is not the last one, whose axes are drawn; empty where it is.
    private static func note(_ grid: LatentGrid?, beside last: LatentGrid?) -> String {
        guard let grid, let last else { return " · no decoded plane recorded" }
        guard grid.rows == last.rows, grid.columns == last.columns else {
            return " · the recorded plane has other cells than the last one"
        }
        let pairs = zip(grid.columnValues + grid.rowValues, last.columnValues + last.rowValues)
        guard pairs.contains(where: { abs($0 - $1) > Double(RecordedPlane.tolerance) }) else { return "" }
        func range(_ values: [Double]) -> String {
            [values.min(), values.max()].map { Numerals.fixed($0 ?? 0, decimals: 1) }.joined(
                separator: " to ")
        }
        return " · cells from \(range(grid.columnValues)) across"
            + (grid.rows > 1 ? ", from \(range(grid.rowValues)) up" : "")
    }

    /// The last snapshot's codes.
    var lastPoints: LabelledPoints {
        LabelledPoints(points: points.last ?? [], labels: points.isEmpty ? [] : labels)
    }

    /// The points as the page's script takes them: of each snapshot and image x and y, 16 bits each, the smaller byte
    /// first, from 0 to 65,534 over the extent; x is 65,535 for a point outside.
    func packedPoints(extent: ClosedRange<Double>) -> [UInt8] {
        let width = extent.upperBound - extent.lowerBound
        return points.joined().flatMap { point -> [UInt8] in
            let places = [point.x, point.y].map { ($0 - extent.lowerBound) / width }
            let isInside = places.allSatisfy { (0...1).contains($0) }
            let numbers = isInside ? places.map { UInt16(($0 * 65_534).rounded()) } : [65_535, 0]
            return numbers.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
    }
}
