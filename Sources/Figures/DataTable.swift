/// The numbers of a figure, as text in rows and columns.
public struct DataTable: Sendable, Equatable, Codable {
    /// What stands at the head of each column.
    public let columns: [String]
    /// The cells of each row, as many as there are columns.
    public let rows: [[String]]
    /// What was left out, and where all of it is; `nil` where nothing was.
    public let note: String?

    /// More rows than this are left out.
    public static let mostRows = 200

    /// A table, of which the first ``mostRows`` rows are kept.
    ///
    /// - Parameters:
    ///   - rows: all rows, the cells of each in the order of the columns.
    ///   - total: how many rows there would be; `nil` for those that are given.
    ///   - file: the run's file that has them all; `nil` where none has.
    ///   - note: what else is to be said of it.
    /// - Precondition: every row has a cell for each column.
    package init(
        columns: [String], rows: [[String]], total: Int? = nil, file: String? = nil, note: String? = nil
    ) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a cell for each column")
        let all = total ?? rows.count
        self.columns = columns
        self.rows = Array(rows.prefix(Self.mostRows))
        let cut =
            all > self.rows.count
            ? "The first \(self.rows.count) of \(Numerals.grouped(all)) rows"
                + (file.map { "; \($0) in the run's folder has them all." } ?? ".") : nil
        let notes = [cut, note].compactMap(\.self).filter { !$0.isEmpty }
        self.note = notes.isEmpty ? nil : notes.joined(separator: " ")
    }

    /// The table with no more rows than so many, and a note of what was left out.
    public func cut(to most: Int) -> DataTable {
        guard rows.count > most else { return self }
        let words = "The first \(most) rows of those that the run's folder has beside the picture."
        return DataTable(
            columns: columns, rows: Array(rows.prefix(most)),
            note: [words, note].compactMap(\.self).joined(separator: " "))
    }

    /// Whether the rows are as long as the head, and no more than a table keeps.
    public var isWhole: Bool {
        rows.count <= Self.mostRows && rows.allSatisfy { $0.count == columns.count }
    }
}
