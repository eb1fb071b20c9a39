import Drawing

/// Where a grid's legend goes: every kind's badge, name and share, in columns of one width.
///
/// Where all have room it depends on the names alone, so that it stands still from frame to frame; else the kinds
/// that most cells are of are listed.
struct GridLegend: Sendable {
    /// The kinds that are listed, ascending.
    let listed: [Int]
    /// The badge, name and share of each.
    let entries: [Rectangle]
    /// What is said of the others, and where; `nil` where all are listed.
    let rest: (text: String, box: Rectangle)?
    /// The line that says what the outlines are.
    let note: Rectangle
    let badgeWidth: Double, nameWidth: Double
    /// Whether names are written beside the badges; not where the badges hold them.
    let hasNames: Bool

    private static let rowHeight = 22.0
    /// As many as are as high as the grid.
    private static let mostRows = 24
    private static let shareWidth = Font.label.width(of: "100 %")

    /// - Parameters:
    ///   - corner: its upper left corner.
    ///   - width: the page's width for it; a single column may be wider.
    init(_ kinds: [CellKind], at corner: Point, width: Double) {
        hasNames = kinds.contains { $0.name != $0.mark }
        badgeWidth = kinds.map { ClassBadge.width(of: $0.mark) }.max() ?? 0
        nameWidth = kinds.map { Font.label.width(of: $0.name) }.max() ?? 0
        let entry = badgeWidth + 6 + (hasNames ? nameWidth + 8 : 0) + Self.shareWidth
        let gap = hasNames ? 16.0 : 0
        let most = max(1, Int((width + gap) / (entry + gap)))
        let rows = min(Self.mostRows, (kinds.count + most - 1) / most)
        // As few columns as so many rows need, spread over the width.
        let columns = rows > 0 ? min(most, (kinds.count + rows - 1) / rows) : 1
        let step = columns > 1 ? min((width - entry) / Double(columns - 1), entry + 60) : 0
        func box(_ index: Int) -> Rectangle {
            Rectangle(
                x: corner.x + (Double(index % columns) * step).rounded(),
                y: corner.y + Double(index / columns) * Self.rowHeight, width: entry, height: Self.rowHeight)
        }
        let isWhole = kinds.count <= rows * columns
        let bySize = kinds.indices.sorted { (kinds[$1].share ?? 0, $0) < (kinds[$0].share ?? 0, $1) }
        listed = isWhole ? Array(kinds.indices) : bySize.prefix(rows * columns - 1).sorted()
        entries = listed.indices.map(box)
        rest = isWhole ? nil : ("and \(kinds.count - listed.count) more", box(listed.count))
        note = Rectangle(
            x: corner.x, y: corner.y + Double(rows) * Self.rowHeight + 4, width: width, height: 16)
    }

    /// Draws the badge, name and share of every listed kind; what no cell is of is drawn paler.
    func draw(_ kinds: [CellKind], on canvas: borrowing Canvas) {
        for (index, box) in zip(listed, entries) {
            let kind = kinds[index]
            let isPresent = (kind.share ?? 0) > 0
            let middle = box.center.y
            ClassBadge.draw(
                kind.mark,
                in: Rectangle(x: box.x, y: middle - 9, width: badgeWidth, height: ClassBadge.height),
                color: isPresent ? kind.color : kind.color.mixed(with: .paper, 0.5), on: canvas)
            var x = box.x + badgeWidth + 6
            if hasNames {
                canvas.text(
                    kind.name, at: Point(x, middle), font: .label, color: isPresent ? .ink : .secondary,
                    vertical: .middle)
                x += nameWidth + 8
            }
            canvas.text(
                kind.shareText, at: Point(x, middle), font: .label, color: .secondary, vertical: .middle)
        }
        if let rest {
            canvas.text(
                rest.text, at: Point(rest.box.x, rest.box.center.y), font: .label, color: .secondary,
                vertical: .middle)
        }
    }
}
