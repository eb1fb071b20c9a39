import Drawing

/// Where a grid's legend goes: every kind's badge, name and share, in columns of one width.
///
/// It depends on the names alone, so that it stands still from frame to frame.
struct GridLegend: Sendable {
    /// A kind's badge, name and share, in the order of the kinds.
    let entries: [Rectangle]
    /// The line that says what the outlines are.
    let note: Rectangle
    let badgeWidth: Double, nameWidth: Double
    /// Whether names are written beside the badges; not where the badges hold them.
    let hasNames: Bool

    private static let rowHeight = 22.0
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
        let rows = (kinds.count + most - 1) / most
        // As few columns as so many rows need, spread over the width.
        let columns = rows > 0 ? (kinds.count + rows - 1) / rows : 1
        let step = columns > 1 ? min((width - entry) / Double(columns - 1), entry + 60) : 0
        entries = kinds.indices.map { index in
            Rectangle(
                x: corner.x + (Double(index % columns) * step).rounded(),
                y: corner.y + Double(index / columns) * Self.rowHeight, width: entry, height: Self.rowHeight)
        }
        note = Rectangle(
            x: corner.x, y: corner.y + Double(rows) * Self.rowHeight + 4, width: width, height: 16)
    }

    /// Draws the badge, name and share of every kind; what no cell is of is drawn paler.
    func draw(_ kinds: [CellKind], on canvas: borrowing Canvas) {
        for (kind, box) in zip(kinds, entries) {
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
    }
}
