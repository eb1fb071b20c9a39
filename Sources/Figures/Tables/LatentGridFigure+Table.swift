import LatentSpace

/// Its numbers.
extension LatentGridFigure {
    /// The codes of the rows and columns: the images are what they decode to.
    public var table: DataTable? {
        func text(_ values: [Double], _ index: Int) -> String {
            values.indices.contains(index) ? Numerals.fixed(values[index], decimals: 4) : "–"
        }
        let heads =
            ["\(plane.axisNames.horizontal) of this column, from the left"]
            + (plane.isLine ? [] : ["\(plane.axisNames.vertical) of this row, from the top"])
        return DataTable(
            columns: ["number"] + heads,
            rows: (0..<max(grid.columns, plane.isLine ? 0 : grid.rows)).map { index in
                ["\(index + 1)", text(grid.columnValues, index)]
                    + (plane.isLine ? [] : [text(grid.rowValues, index)])
            })
    }
}
