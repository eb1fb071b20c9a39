/// How much of what was encoded a latent grid shows.
public struct GridCoverage: Sendable, Equatable {
    /// The share of the codes that lie within the grid's outermost points, 0 to 1; 1 without codes.
    public let share: Double
    /// The grid's outermost values along each dimension of the plane.
    public let grid: (horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>)
    /// Where the codes lie along each dimension, but for the outer hundredth on either side.
    public let codes: (horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>)

    /// Compares a grid with codes on its plane; what is not finite lies outside.
    public init(grid: LatentGrid, codes: [SIMD2<Double>]) {
        func ends(_ values: [Double]) -> ClosedRange<Double> { (values.min() ?? 0)...(values.max() ?? 0) }
        let horizontal = ends(grid.columnValues), vertical = ends(grid.rowValues)
        // A grid of one row is a line: nothing lies beside it.
        let isLine = grid.rows < 2
        let inside = codes.count { code in
            horizontal.contains(code.x) && (isLine ? code.y.isFinite : vertical.contains(code.y))
        }
        share = codes.isEmpty ? 1 : Double(inside) / Double(codes.count)
        self.grid = (horizontal, vertical)
        self.codes = (
            AxisScale.extent(of: codes.map(\.x), trim: 0.01), AxisScale.extent(of: codes.map(\.y), trim: 0.01)
        )
    }

    public static func == (left: GridCoverage, right: GridCoverage) -> Bool {
        left.share == right.share && left.grid == right.grid && left.codes == right.codes
    }
}
