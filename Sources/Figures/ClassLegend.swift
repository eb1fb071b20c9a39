import Drawing

/// Where a list of classes goes: a dot and a name each, in as few columns as hold them.
struct ClassLegend: Sendable {
    /// A class, and where the left edge and the middle of its line are.
    struct Entry: Sendable {
        let label: Int
        let place: Point
    }

    /// The classes that are listed.
    let entries: [Entry]
    /// What is said of the others, on a line of its own; `nil` where there are none.
    let rest: (text: String, place: Point)?
    let frame: Rectangle

    private static let step = 16.0, widestStep = 20.0
    private static let indent = 17.0, gap = 14.0

    /// - Parameters:
    ///   - present: the classes that are to be listed before others where there is no room for all.
    ///   - corner: the upper left corner.
    ///   - width: for several columns; a single one may be wider.
    init(_ classes: ClassNames, present: Set<Int>, at corner: Point, width: Double, height: Double) {
        let names = (0..<classes.count).map { Font.label.width(of: classes[$0]) }
        let column = Self.indent + (names.max() ?? 0).rounded(.up)
        let most = max(1, Int((width + Self.gap) / (column + Self.gap)))
        let longest = max(1, Int(height / Self.step))
        let columns = min(most, max(1, (classes.count + longest - 1) / longest))
        let rows = min(longest, (classes.count + columns - 1) / columns)
        let step = min(Self.widestStep, height / Double(max(1, rows)))
        func place(_ index: Int) -> Point {
            corner
                + Point(
                    Double(index / rows) * (column + Self.gap), (Double(index % rows) + 0.5) * step)
        }
        let isWhole = classes.count <= rows * columns
        let ordered =
            isWhole
            ? Array(0..<classes.count)
            : (0..<classes.count).filter(present.contains)
                + (0..<classes.count).filter { !present.contains($0) }
        let listed = isWhole ? ordered : Array(ordered.prefix(rows * columns - 1))
        entries = listed.enumerated().map { Entry(label: $1, place: place($0)) }
        rest =
            isWhole
            ? nil
            : ("and \(classes.count - listed.count) more", place(listed.count) + Point(Self.indent, 0))
        let right = corner.x + Double(columns) * (column + Self.gap) - Self.gap
        let restRight = rest.map { $0.place.x + Font.tick.width(of: $0.text) } ?? 0
        frame = Rectangle(
            x: corner.x, y: corner.y, width: max(right, restRight) - corner.x, height: Double(rows) * step)
    }

    func draw(_ classes: ClassNames, on canvas: borrowing Canvas) {
        for entry in entries {
            canvas.fill(
                Mark(ofClass: entry.label), at: [entry.place + Point(5, 0)], radius: 4.5,
                color: Palette.classes[entry.label])
            canvas.text(
                classes[entry.label], at: entry.place + Point(Self.indent, 0), font: .label,
                vertical: .middle)
        }
        if let rest {
            canvas.text(rest.text, at: rest.place, font: .tick, color: .secondary, vertical: .middle)
        }
    }
}
