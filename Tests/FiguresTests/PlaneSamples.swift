import Drawing
import LatentSpace

@testable import Figures

/// Made-up figures of the decoded plane.
extension Samples {
    /// A grid whose quarters are of four kinds.
    mutating func loci(pointsPerAxis: Int = 20, side: Int = 28, isLine: Bool = false) -> FeatureLociFigure {
        let grid = LatentGrid.prior(pointsPerAxis: pointsPerAxis, isLine: isLine)
        let shapes = grid.points.map { point in Self.shape(point.x < 0 ? 0 : 1, point.y < 0 ? 0 : 1, side) }
        return FeatureLociFigure(
            grid: grid,
            cells: shapes.map { DataImage(rows: side, columns: side, bytes: $0.isInk.map { $0 ? 255 : 0 }) },
            loci: FeatureLoci(shapes: shapes, rows: grid.rows, columns: grid.columns, table: .digits),
            moment: moment, plane: LatentPlane(dimensions: isLine ? 1 : 2))
    }

    /// A ring, a bar, a leaning bar or a cup, over most of the image.
    private static func shape(_ x: Int, _ y: Int, _ side: Int) -> BinaryShape {
        let isInk = (0..<side * side).map { pixel -> Bool in
            let (row, column) = pixel.quotientAndRemainder(dividingBy: side)
            let u = Double(column) / Double(side) - 0.5, v = Double(row) / Double(side) - 0.5
            switch (x, y) {
            case (0, 0): return abs((u * u + v * v).squareRoot() - 0.3) < 0.09
            case (0, 1): return abs(u) < 0.09 && abs(v) < 0.4
            case (1, 0): return abs(u + 0.7 * v) < 0.1 && abs(v) < 0.4
            default: return abs((u * u + v * v).squareRoot() - 0.3) < 0.09 && u < 0.15
            }
        }
        return BinaryShape(rows: side, columns: side, isInk: isInk)
    }

    /// A patch whose left half is class 0 and whose right half is class 1.
    mutating func patch(
        classes: ClassNames = Samples.fashion, side: Int = 28, length: Double = 0.6, isLine: Bool = false,
        kinds: Int = 2
    ) -> PatchFigure {
        let border = ClassBorder(
            first: 0, second: 1, center: SIMD2(0.4, isLine ? 0 : -0.2), reach: 0.3, length: length)
        let square = border.window.grid(columns: 15, rows: 15)
        let grid = isLine ? LatentGrid(columnValues: square.columnValues, rowValues: [0]) : square
        // Upright stripes, one a class.
        let labels = (0..<grid.count).map { $0 % 15 * kinds / 15 }
        let image = DataImage(rows: side, columns: side, bytes: (0..<side * side).map { UInt8($0 % 251) })
        return PatchFigure(
            border: border, grid: grid, cells: Array(repeating: image, count: grid.count), labels: labels,
            crossing: (0..<6).map { step in
                PatchFigure.Step(
                    place: SIMD2(0.16 + Double(step) * 0.1, border.center.y), image: image, label: step / 3)
            },
            fineness: 3, backdrop: points(800, classes: classes.count), classes: classes, moment: moment,
            plane: LatentPlane(dimensions: isLine ? 1 : 2))
    }

    /// Traversals, every second dimension unused.
    mutating func traversals(dimensions: Int, side: Int = 28, isVariational: Bool = true) -> TraversalsFigure
    {
        let image = DataImage(rows: side, columns: side, bytes: (0..<side * side).map { UInt8($0 % 251) })
        let most = TraversalsFigure.mostRows(imageRows: side)
        return TraversalsFigure(
            rows: (0..<dimensions).map { dimension in
                TraversalsFigure.Row(
                    dimension: dimension, activity: max(0, 3 - Double(dimension) * 0.3),
                    variance: dimension < dimensions / 2 ? 0.8 : 0.001,
                    images: dimension < most ? Array(repeating: image, count: 11) : [])
            }, values: (-5...5).map { Double($0) * 0.4 }, isVariational: isVariational, moment: moment,
            plane: LatentPlane(
                horizontal: 0, vertical: dimensions > 1 ? 1 : nil,
                origin: Array(repeating: 0, count: dimensions)))
    }
}
