/// Points of the latent plane in rows and columns, as a figure shows them: the top row first.
///
/// z1 grows from left to right and z2 from bottom to top, so the first row holds the largest z2.
public struct LatentGrid: Sendable, Equatable {
    /// The z1 value of each column, left to right.
    public let columnValues: [Double]
    /// The z2 value of each row, top to bottom.
    public let rowValues: [Double]
    /// The probability of the prior below each column's value; `nil` for a grid that is not laid at quantiles.
    public let columnQuantiles: [Double]?
    /// The probability of the prior below each row's value; `nil` for a grid that is not laid at quantiles.
    public let rowQuantiles: [Double]?

    /// Columns across.
    public var columns: Int { columnValues.count }
    /// Rows down.
    public var rows: Int { rowValues.count }
    /// The number of cells.
    public var count: Int { rows * columns }

    /// The points [row, column] of the cells, top row first, each row from left to right.
    public var points: [SIMD2<Double>] {
        rowValues.flatMap { y in columnValues.map { x in SIMD2(x, y) } }
    }

    /// A grid at the standard normal's quantiles, evenly from `range.lowerBound` to `range.upperBound`.
    ///
    /// - Parameters:
    ///   - pointsPerAxis: columns across, and rows down unless the plane is a line.
    ///   - isLine: true for a latent space of one dimension: a single row at z2 = 0.
    public static func prior(
        pointsPerAxis: Int = 20, quantiles range: ClosedRange<Double> = 0.05...0.95, isLine: Bool = false
    ) -> LatentGrid {
        let quantiles = evenSteps(from: range.lowerBound, to: range.upperBound, count: pointsPerAxis)
        let values = quantiles.map(NormalDistribution.quantile)
        return LatentGrid(
            columnValues: values, rowValues: isLine ? [0] : values.reversed(),
            columnQuantiles: quantiles, rowQuantiles: isLine ? nil : quantiles.reversed())
    }

    /// A grid of even steps over a rectangle of the plane, its edges included.
    public static func even(
        x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int, rows: Int
    ) -> LatentGrid {
        LatentGrid(
            columnValues: evenSteps(from: x.lowerBound, to: x.upperBound, count: columns),
            rowValues: evenSteps(from: y.lowerBound, to: y.upperBound, count: rows).reversed())
    }

    /// A grid of given values: z1 from left to right, z2 from top to bottom.
    public init(
        columnValues: [Double], rowValues: [Double], columnQuantiles: [Double]? = nil,
        rowQuantiles: [Double]? = nil
    ) {
        self.columnValues = columnValues
        self.rowValues = rowValues
        self.columnQuantiles = columnQuantiles
        self.rowQuantiles = rowQuantiles
    }

    /// The fractional column and row of a point of the plane, cell centres at whole numbers.
    ///
    /// Linear between cell centres, and beyond the outer ones continued with the outermost step.
    public func cell(at point: SIMD2<Double>) -> SIMD2<Double> {
        let downward = Array(rowValues.reversed())
        let row = Double(rows - 1) - Self.fractionalIndex(of: point.y, in: downward)
        return SIMD2(Self.fractionalIndex(of: point.x, in: columnValues), row)
    }

    /// The distance between the columns' values about `value`; beyond the outer ones that of the outermost.
    public func step(atColumn value: Double) -> Double {
        guard columns > 1, value.isFinite else { return 1 }
        let index = Self.fractionalIndex(of: value, in: columnValues)
        let lower = min(max(0, Int(index.rounded(.down))), columns - 2)
        return columnValues[lower + 1] - columnValues[lower]
    }

    /// The index of `value` between the ascending `values`, as a fraction.
    private static func fractionalIndex(of value: Double, in values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        var lower = 0
        while lower < values.count - 2, values[lower + 1] <= value { lower += 1 }
        let step = values[lower + 1] - values[lower]
        return step > 0 ? Double(lower) + (value - values[lower]) / step : Double(lower)
    }
}

/// `count` values in even steps, both ends exact; the middle alone for a count of one.
func evenSteps(from start: Double, to end: Double, count: Int) -> [Double] {
    guard count > 1 else { return count == 1 ? [(start + end) / 2] : [] }
    return (0..<count).map { index in
        if index == count - 1 { return end }
        let fraction = Double(index) / Double(count - 1)
        return start * (1 - fraction) + end * fraction
    }
}
