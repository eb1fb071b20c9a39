/// What the classes of a data set are called, in label order.
public struct ClassNames: Sendable, Equatable {
    /// The names in label order, as the data set has them.
    public let names: [String]
    /// The names as they are shown.
    public let shown: [String]

    /// Classes by their names.
    public init(_ names: [String]) {
        self.names = names
        shown = names.enumerated().map { label, name in
            let short = Self.shown(name)
            return short.isEmpty ? String(label) : short
        }
    }

    /// How many classes there are.
    public var count: Int { names.count }

    /// The name of a class as it is shown; its number where it has none.
    public subscript(label: Int) -> String {
        shown.indices.contains(label) ? shown[label] : String(label)
    }

    /// The name of a class as the data set has it; its number where it has none.
    public func whole(_ label: Int) -> String {
        names.indices.contains(label) ? names[label] : String(label)
    }

    /// Longer names are shown by their beginning and their end.
    static let longest = 24

    /// A name as pictures and pages show it: in one line, of at most 24 letters, and without what would move the
    /// text around it.
    ///
    /// A letter is what a reader takes for one, with its marks, which are cut where they do not end.
    public static func shown(_ name: String) -> String {
        let words = String(String.UnicodeScalarView(name.unicodeScalars.compactMap(visible)))
            .split(separator: " ").joined(separator: " ")
        let letters = words.map { String($0.unicodeScalars.prefix(12)) }
        guard letters.count > longest else { return letters.joined() }
        let end = longest / 3
        return letters.prefix(longest - 1 - end).joined() + "…" + letters.suffix(end).joined()
    }

    /// A space for what ends a line or controls a terminal; nothing for what is not seen, such as marks that turn
    /// the direction of writing, but for the joiners that scripts and pictographs need.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: " "
        case .format
        where !["\u{200C}", "\u{200D}"].contains(scalar) && !(0xE0020...0xE007F).contains(scalar.value):
            nil
        default: scalar
        }
    }
}
