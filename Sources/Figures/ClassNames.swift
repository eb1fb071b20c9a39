/// What the classes of a data set are called, in label order.
public struct ClassNames: Sendable, Equatable {
    /// The names in label order.
    public let names: [String]

    /// Classes by their names.
    public init(_ names: [String]) {
        self.names = names
    }

    /// How many classes there are.
    public var count: Int { names.count }

    /// The name of a class; its number where it has none.
    public subscript(label: Int) -> String {
        names.indices.contains(label) ? names[label] : String(label)
    }
}
