import LatentSpace

/// Places on the plane as cells of a table.
extension LatentPlane {
    /// The heads of the columns of a place: the axes' names, one on a line.
    var columns: [String] { [axisNames.horizontal] + (isLine ? [] : [axisNames.vertical]) }

    /// The cells of a place.
    func cells(of place: SIMD2<Double>) -> [String] {
        ([place.x] + (isLine ? [] : [place.y])).map { Numerals.fixed($0, decimals: 3) }
    }
}

extension DataTable {
    /// Most blocks of a field down and across.
    private static let mostBlocks = 12

    /// The values of fields over the same window, in blocks of cells: each the mean over its block.
    ///
    /// - Parameter values: the fields with the heads of their columns. - Precondition: there is one, and all have as
    ///   many rows and columns.
    init(of values: [(head: String, field: PlaneField)], on plane: LatentPlane, decimals: Int) {
        let (columns, rows) = (values[0].field.columns, values[0].field.rows), window = values[0].field.window
        let size = max(1, (max(columns, rows) + Self.mostBlocks - 1) / Self.mostBlocks)
        func middle(_ block: Range<Int>, of count: Int, in range: ClosedRange<Double>) -> Double {
            let share = Double(block.lowerBound + block.upperBound) / 2 / Double(max(1, count))
            return range.lowerBound + share * (range.upperBound - range.lowerBound)
        }
        func blocks(_ count: Int) -> [Range<Int>] {
            stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
        }
        var lines: [[String]] = []
        for down in blocks(rows) {
            for across in blocks(columns) {
                let x = middle(across, of: columns, in: window.x)
                let y = window.y.upperBound + window.y.lowerBound - middle(down, of: rows, in: window.y)
                let cells = down.flatMap { row in across.map { row * columns + $0 } }
                let means = values.map { value in
                    cells.reduce(0) { $0 + value.field.values[$1] } / Double(max(1, cells.count))
                }
                lines.append(
                    plane.cells(of: SIMD2(x, y)) + means.map { Numerals.fixed($0, decimals: decimals) })
            }
        }
        self.init(
            columns: plane.columns + values.map(\.head), rows: lines,
            note: size > 1 ? "Each row is the mean over \(size) by \(size) cells of the picture." : nil)
    }
}
