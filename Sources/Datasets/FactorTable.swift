/// The known causes of a data set's images.
public struct FactorTable: Sendable, Equatable {
    /// What each is called.
    public let names: [String]
    /// The names of those whose values are numbers of kinds, of which none is more than another.
    public let categories: Set<String>
    /// Their values [image, factor].
    public let rows: [[Double]]

    /// - Precondition: a value for each name in every row.
    package init(names: [String], categories: Set<String> = [], rows: [[Double]]) {
        precondition(rows.allSatisfy { $0.count == names.count }, "a value for each factor")
        self.names = names
        self.categories = categories
        self.rows = rows
    }

    /// A table with a line for each image in their order, after a line of names.
    public var csv: String {
        ([names.joined(separator: ",")] + rows.map { row in row.map { "\($0)" }.joined(separator: ",") })
            .joined(separator: "\n") + "\n"
    }
}
