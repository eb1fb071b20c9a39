/// A decoded plane as it was recorded: a grid over two latent dimensions, with all others at one value.
public struct RecordedPlane: Sendable, Equatable {
    /// The dimension that runs right, and the one that runs up; `nil` of one dimension alone.
    public let horizontal: Int, vertical: Int?
    /// The code that the plane passes through: all other dimensions' values.
    public let origin: [Double]
    /// The value of each column, ascending, and of each row, descending; one row of 0 where there is one dimension.
    public let columnValues: [Double], rowValues: [Double]
    /// The codes with their images, [row, column], the top row first.
    public let cells: RecordedCodes

    /// Columns across and rows down.
    public var columns: Int { columnValues.count }
    public var rows: Int { rowValues.count }

    /// Finds the grid in recorded codes.
    ///
    /// - Parameters:
    ///   - dimensions: the two that it must be over, where another plane has told.
    /// - Returns: `nil` where the codes are no grid.
    init?(_ cells: RecordedCodes, rows: Int, columns: Int, dimensions: (Int, Int?)? = nil) {
        let latentDim = cells.latentDim
        guard rows > 0, columns > 1, rows * columns == cells.count, rows > 1 || latentDim == 1 else {
            return nil
        }
        func value(_ row: Int, _ column: Int, _ dimension: Int) -> Float {
            cells.codes[(row * columns + column) * latentDim + dimension]
        }
        func differs(_ dimension: Int, along row: Int, _ column: Int) -> Bool {
            abs(value(row, column, dimension) - value(0, 0, dimension)) > RecordedPlane.tolerance
        }
        let across = (0..<latentDim).filter { differs($0, along: 0, columns - 1) }
        let down = (0..<latentDim).filter { differs($0, along: rows - 1, 0) }
        guard across.count == 1, down.count == (rows > 1 ? 1 : 0), across != down else { return nil }
        let (horizontal, vertical) = (across[0], down.first)
        if let dimensions, dimensions.0 != horizontal || dimensions.1 != vertical { return nil }
        let columnValues = (0..<columns).map { value(0, $0, horizontal) }
        let rowValues = (0..<rows).map { row in vertical.map { value(row, 0, $0) } ?? 0 }
        guard zip(columnValues, columnValues.dropFirst()).allSatisfy({ $0 < $1 }),
            zip(rowValues, rowValues.dropFirst()).allSatisfy({ $0 > $1 })
        else { return nil }
        for row in 0..<rows {
            for column in 0..<columns {
                for dimension in 0..<latentDim {
                    let expected =
                        dimension == horizontal
                        ? columnValues[column]
                        : dimension == vertical ? rowValues[row] : value(0, 0, dimension)
                    let difference = abs(value(row, column, dimension) - expected)
                    guard difference <= RecordedPlane.tolerance else { return nil }
                }
            }
        }
        self.horizontal = horizontal
        self.vertical = vertical
        self.columnValues = columnValues.map(Double.init)
        self.rowValues = rowValues.map(Double.init)
        origin = (0..<latentDim).map { dimension in
            dimension == horizontal || dimension == vertical ? 0 : Double(value(0, 0, dimension))
        }
        self.cells = cells
    }

    /// How far apart two codes are, in any dimension, that count as one.
    public static let tolerance: Float = 1e-4

    /// Whether another lies in the same place of the latent space, over the same values.
    public func isLike(_ other: RecordedPlane) -> Bool {
        horizontal == other.horizontal && vertical == other.vertical
            && columns == other.columns && rows == other.rows
            && zip(cells.codes, other.cells.codes).allSatisfy { abs($0 - $1) <= Self.tolerance }
    }
}
