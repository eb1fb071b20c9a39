/// What kind of feature each decoded cell of the plane shows, measured without any label.
public struct FeatureLoci: Sendable, Equatable {
    /// Rows down and columns across.
    public let rows: Int, columns: Int
    /// The names of the kinds, in the order of the legend.
    public let kinds: [String]
    /// The kind of each cell [row, column], top row first, as a position in ``kinds``; `nil` for a cell without
    /// ink, or of a shape that has no name.
    public let cells: [Int?]

    /// Measures decoded cells.
    ///
    /// - Parameters:
    ///   - shapes: the cells at half of full ink [row, column], top row first.
    ///   - table: the rules that name what is measured.
    /// - Precondition: `shapes.count == rows * columns`.
    public init(shapes: [BinaryShape], rows: Int, columns: Int, table: FeatureTable) {
        precondition(shapes.count == rows * columns, "one shape for each cell")
        self.rows = rows
        self.columns = columns
        kinds = table.kinds
        cells = shapes.map { table.kind(of: ShapeMeasures($0)) }
    }

    /// The fraction of all cells that are of a kind.
    public func share(of kind: Int) -> Double {
        cells.isEmpty ? 0 : Double(cells.count { $0 == kind }) / Double(cells.count)
    }

    /// The fraction of all cells that are of no kind.
    public var unnamedShare: Double {
        cells.isEmpty ? 0 : Double(cells.count { $0 == nil }) / Double(cells.count)
    }

    /// The regions of the plane in which one kind holds.
    public var regions: ClassRegions { ClassRegions(labels: cells, rows: rows, columns: columns) }
}
