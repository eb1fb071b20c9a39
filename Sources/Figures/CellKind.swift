import Drawing

/// What the cells of a decoded plane may be: a class, or a kind of feature.
struct CellKind: Sendable {
    /// The full name.
    let name: String
    /// A word of one or two letters that stands for the name where there is little room.
    let mark: String
    let color: Color
    /// The fraction of the cells that are of this kind; `nil` where nobody looked.
    let share: Double?

    /// The classes of a data set: marked by their names where all are short, else by their numbers.
    static func classes(_ classes: ClassNames, share: (Int) -> Double?) -> [CellKind] {
        let areShort = classes.shown.allSatisfy { $0.count <= 2 }
        return classes.shown.enumerated().map { label, name in
            CellKind(
                name: name, mark: areShort ? name : String(label), color: Palette.classes[label],
                share: share(label))
        }
    }

    /// Kinds of features, marked by letters.
    static func features(_ names: [String], share: (Int) -> Double?) -> [CellKind] {
        names.enumerated().map { kind, name in
            let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(kind % 26)))
            return CellKind(
                name: name, mark: kind < 26 ? letter : letter + String(kind / 26),
                color: Palette.features[kind], share: share(kind))
        }
    }

    /// How much of the cells it has: "12 %", or a dash for none.
    var shareText: String {
        guard let share, share > 0 else { return "–" }
        return share < 0.005 ? "< 1 %" : Numerals.percent(share)
    }
}

extension Palette {
    /// The colours of features' kinds: red, blue, green, purple, orange and yellow first, as in the article that
    /// the figure follows, and more for longer tables.
    static let features = Palette(colors: [
        Color(hex: 0xC8242F), Color(hex: 0x2166AC), Color(hex: 0x159A6A), Color(hex: 0x8A3FA8),
        Color(hex: 0xE87A0C), Color(hex: 0xD3B400), Color(hex: 0x35B6E8), Color(hex: 0x6B4A2B),
        Color(hex: 0x7F8790), Color(hex: 0x12284F),
    ])
}
