public import Drawing
public import LatentSpace

/// The latent plane as pictures: an even grid of codes over a square of it, decoded.
public struct DecodedPlane: Sendable {
    /// The codes' places.
    public let grid: LatentGrid
    /// What they decode to [row, column], top row first.
    public let cells: [InkImage]

    /// A decoded grid, as of ``grid(over:cellsPerAxis:)``.
    public init(grid: LatentGrid, cells: [InkImage]) {
        self.grid = grid
        self.cells = cells
    }

    /// The codes at the centres of even cells that fill a square of the plane.
    public static func grid(over extent: ClosedRange<Double>, cellsPerAxis: Int = 16) -> LatentGrid {
        let half = (extent.upperBound - extent.lowerBound) / Double(2 * max(1, cellsPerAxis))
        let centers = extent.lowerBound + half...extent.upperBound - half
        return .even(x: centers, y: centers, columns: cellsPerAxis, rows: cellsPerAxis)
    }
}
