import Drawing
import LatentSpace

/// Where the parts of a ``DisentanglementFigure`` go on the page.
struct DisentanglementLayout: Sendable {
    static let cellHeight = 30.0, scoreHeight = 18.0, barWidth = 160.0
    private static let gap = 2.0

    let title: String
    let width: Int, height: Int
    /// Where the matrix begins.
    let left: Double, top: Double
    /// The columns' heads, shortened to the columns' width.
    let heads: [String]
    /// Where the row of gaps, the scores with their bars, and the notes begin.
    let gapTop: Double, scoresTop: Double, barLeft: Double, notesTop: Double
    private let cellWidth: Double

    init(_ figure: DisentanglementFigure) {
        title = "\(figure.moment.dataset): which dimension carries which cause"
        let names = figure.measured.factors
        cellWidth = min(max(56, (names.map { Font.heading.width(of: $0) }.max() ?? 0) + 12), 110).rounded(.up)
        let inner = cellWidth - 8
        heads = names.map { Font.heading.fitting($0, width: inner) }
        let rows = figure.shown.map { Font.heading.width(of: "z\($0 + 1)") } + [Font.heading.width(of: "gap")]
        left = (Page.margin + (rows.max() ?? 0) + 10).rounded(.up)
        top = Page.contentTop + 28
        gapTop = top + Double(figure.shown.count) * Self.cellHeight + 4
        scoresTop = gapTop + Self.cellHeight + 12
        let scores = figure.scores.map { Font.label.width(of: $0.name) }.max() ?? 0
        barLeft = (Page.margin + scores + 12).rounded(.up)
        notesTop = scoresTop + Double(figure.scores.count) * Self.scoreHeight + 10
        let notes = figure.notes.map { Font.tick.width(of: $0) }.max() ?? 0
        let matrix = left + Double(names.count) * cellWidth
        let content = max(
            matrix, Page.margin + notes, Page.margin + Font.title.width(of: title), Page.margin + 440,
            barLeft + Self.barWidth + 50)
        width = Int((content + Page.margin).rounded(.up))
        height = Int((notesTop + Double(figure.notes.count) * 15 + 12).rounded(.up))
    }

    /// The middle of a cause's column.
    func middle(ofColumn column: Int) -> Double { left + (Double(column) + 0.5) * cellWidth - Self.gap / 2 }

    /// The coloured part of a cell.
    func cell(_ row: Int, _ column: Int) -> Rectangle {
        Rectangle(
            x: left + Double(column) * cellWidth, y: top + Double(row) * Self.cellHeight,
            width: cellWidth - Self.gap, height: Self.cellHeight - Self.gap)
    }
}
