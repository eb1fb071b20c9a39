/// The known causes of a data set's images.
public struct FactorTable: Sendable, Equatable {
    /// What each is called.
    public let names: [String]
    /// Their values [image, factor].
    public let rows: [[Double]]

    /// - Precondition: a value for each name in every row.
    package init(names: [String], rows: [[Double]]) {
        precondition(rows.allSatisfy { $0.count == names.count }, "a value for each factor")
        self.names = names
        self.rows = rows
    }

    /// A table with a line for each image in their order, after a line of names.
    public var csv: String {
        ([names.joined(separator: ",")] + rows.map { row in row.map { "\($0)" }.joined(separator: ",") })
            .joined(separator: "\n") + "\n"
    }
}
