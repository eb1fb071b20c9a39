/// A number for each of the even cells that fill a window of the plane.
public struct PlaneField: Sendable, Equatable {
    /// What part of the plane the cells fill.
    public let window: PlaneWindow
    /// Columns across, and rows down.
    public let columns: Int, rows: Int
    /// The numbers [row, column], top row first; not finite where there is none.
    public let values: [Double]

    /// Joins numbers with the cells that they belong to.
    ///
    /// - Precondition: `values.count == columns * rows`.
    public init(window: PlaneWindow, columns: Int, rows: Int, values: [Double]) {
        precondition(values.count == columns * rows, "a number for each cell")
        self.window = window
        self.columns = columns
        self.rows = rows
        self.values = values
    }

    /// The centres of the cells, in the order of `values`.
    public var points: [SIMD2<Double>] { window.grid(columns: columns, rows: rows).points }

    /// The area of one cell, in squares of the plane's unit.
    public var cellArea: Double {
        (window.x.upperBound - window.x.lowerBound) / Double(max(1, columns))
            * ((window.y.upperBound - window.y.lowerBound) / Double(max(1, rows)))
    }

    /// The same cells with other numbers.
    public func map(_ transform: (Double) -> Double) -> PlaneField {
        PlaneField(window: window, columns: columns, rows: rows, values: values.map(transform))
    }

    /// The cell that holds `point`, as an index of `values`; `nil` outside the window.
    public func index(at point: SIMD2<Double>) -> Int? {
        let across = (point.x - window.x.lowerBound) / (window.x.upperBound - window.x.lowerBound)
        let down = (window.y.upperBound - point.y) / (window.y.upperBound - window.y.lowerBound)
        guard (0...1).contains(across), (0...1).contains(down), !values.isEmpty else { return nil }
        let column = min(columns - 1, Int(across * Double(columns)))
        return min(rows - 1, Int(down * Double(rows))) * columns + column
    }
}
