/// A metric over a window of the latent plane, known at the nodes of an even grid and bilinear between them.
public struct MetricField: Sendable, Equatable {
    /// What part of the plane it covers; the outer nodes lie half a step inside its edges.
    public let window: PlaneWindow
    /// Nodes down and across.
    public let rows: Int, columns: Int
    /// The metric at each node [row, column], top row first.
    public let tensors: [MetricTensor]

    /// The metric at the points of `window.grid(columns:rows:)`.
    ///
    /// - Precondition: a tensor for each node, and at least one node.
    public init(window: PlaneWindow, rows: Int, columns: Int, tensors: [MetricTensor]) {
        precondition(rows > 0 && columns > 0 && tensors.count == rows * columns, "a tensor for each node")
        self.window = window
        self.rows = rows
        self.columns = columns
        self.tensors = tensors
    }

    /// How much the decoder spreads the plane at each node: see ``MetricTensor/magnification``.
    public var magnification: PlaneField {
        PlaneField(window: window, columns: columns, rows: rows, values: tensors.map(\.magnification))
    }

    /// The magnification over another window, such as a part of this one, from the interpolated metric.
    public func magnification(over window: PlaneWindow, columns: Int, rows: Int) -> PlaneField {
        PlaneField(
            window: window, columns: columns, rows: rows,
            values: window.grid(columns: columns, rows: rows).points.map { tensor(at: $0).magnification })
    }

    /// The metric at a point; beyond the outer nodes that of the nearest edge.
    public func tensor(at point: SIMD2<Double>) -> MetricTensor {
        let place = position(of: point)
        let column = min(Int(place.x), max(0, columns - 2)), row = min(Int(place.y), max(0, rows - 2))
        let right = min(column + 1, columns - 1), below = min(row + 1, rows - 1)
        let fx = place.x - Double(column), fy = place.y - Double(row)
        func mixed(_ row: Int) -> MetricTensor {
            tensors[row * columns + column] * (1 - fx) + tensors[row * columns + right] * fx
        }
        return mixed(row) * (1 - fy) + mixed(below) * fy
    }

    /// Where a node lies on the plane.
    func point(row: Int, column: Int) -> SIMD2<Double> {
        SIMD2(
            window.x.lowerBound + (Double(column) + 0.5) * step.x,
            window.y.upperBound - (Double(row) + 0.5) * step.y)
    }

    /// The fractional column and row of a point, within the nodes.
    func position(of point: SIMD2<Double>) -> SIMD2<Double> {
        let x = step.x > 0 ? (point.x - window.x.lowerBound) / step.x - 0.5 : 0
        let y = step.y > 0 ? (window.y.upperBound - point.y) / step.y - 0.5 : 0
        func within(_ value: Double, _ count: Int) -> Double {
            value.isFinite ? min(max(0, value), Double(count - 1)) : 0
        }
        return SIMD2(within(x, columns), within(y, rows))
    }

    /// From one node to the next.
    private var step: SIMD2<Double> {
        SIMD2(
            (window.x.upperBound - window.x.lowerBound) / Double(columns),
            (window.y.upperBound - window.y.lowerBound) / Double(rows))
    }
}
