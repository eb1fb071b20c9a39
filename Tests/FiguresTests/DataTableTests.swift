import LatentSpace
import Testing

@testable import Figures

@Suite struct DataTableTests {
    @Test func keepsTheFirstRowsAndSaysWhereAllAre() {
        let rows = (0..<500).map { ["\($0)"] }
        let table = DataTable(columns: ["number"], rows: rows, file: "latents.csv", note: "More.")
        #expect(table.rows.count == DataTable.mostRows && table.rows[199] == ["199"] && table.isWhole)
        #expect(
            table.note == "The first 200 of 500 rows; latents.csv in the run's folder has them all. More.")
        let short = DataTable(columns: ["number"], rows: Array(rows.prefix(3)), note: "")
        #expect(short.rows.count == 3 && short.note == nil)
        let cut = table.cut(to: 20)
        #expect(cut.rows == Array(rows.prefix(20)) && cut.note?.hasPrefix("The first 20 rows") == true)
        #expect(short.cut(to: 20) == short)
    }

    /// Cells of a field are joined to blocks, each of which says its middle and the mean of its cells.
    @Test func aFieldIsShownInBlocks() {
        let side = 24, window = PlaneWindow(square: -2...2)
        let field = PlaneField(
            window: window, columns: side, rows: side,
            values: (0..<side * side).map { cell in
                let (row, column) = (cell / side, cell % side)
                return Double(row / 2 * 12 + column / 2)
            })
        let table = DataTable(of: [("value", field)], on: LatentPlane(dimensions: 2), decimals: 0)
        #expect(table.columns == ["z1", "z2", "value"] && table.rows.count == 144)
        #expect(table.rows.map { $0[2] } == (0..<144).map(String.init))
        // The first block reaches from the corner (-2, 2) to a twelfth of the way.
        #expect(Array(table.rows[0].prefix(2)) == ["−1.833", "1.833"])
        #expect(table.note?.contains("2 by 2 cells") == true)
    }
}
