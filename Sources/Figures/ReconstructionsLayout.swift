import Drawing

/// Where the parts of a ``ReconstructionsFigure`` go on the page: classes down one column, or
/// up to four where many.
struct ReconstructionsLayout: Sendable {
    static let pixelSize = 2.0
    /// More classes than this are not shown one by one.
    private static let most = 60
    /// Between an image and its reconstruction.
    static let gap = 6.0

    let width: Int, height: Int
    /// The size of an image on the page.
    let image: Point
    /// "Best", "median" and "worst" above their columns.
    let headings: [(text: String, center: Point)]
    /// Each class's name (left, middle) and the corners of its three pairs.
    let rows: [(name: Point, corners: [Point])]
    /// What is said of the classes that are not shown, at the foot; empty where there are none.
    let rest: String

    init(_ figure: ReconstructionsFigure) {
        let first = figure.rows.first?.best.input
        image = Point(Double(first?.columns ?? 28), Double(first?.rows ?? 28)) * Self.pixelSize
        let image = image
        let names = figure.rows.map { Font(size: 12, weight: .bold).width(of: figure.classes[$0.label]) }
        let nameWidth = (names.max() ?? 0).rounded(.up) + 34
        let pair = 2 * image.x + Self.gap, pairGap = 22.0, rowHeight = image.y + 26
        let block = nameWidth + 3 * pair + 2 * pairGap
        let count = min(figure.rows.count, Self.most)
        let columns = count > 6 ? min(max(2, (count + 14) / 15), 4) : 1
        let perColumn = (count + columns - 1) / columns
        rest = count < figure.rows.count ? "and \(figure.rows.count - count) more classes" : ""
        let top = Page.contentTop + 28
        func left(_ column: Int) -> Double { Page.margin + Double(column) * (block + 40) }
        func corner(_ column: Int, _ row: Int, _ pairIndex: Int) -> Point {
            Point(
                left(column) + nameWidth + Double(pairIndex) * (pair + pairGap), top + Double(row) * rowHeight
            )
        }
        let pairName = ["best", "median", "worst"]
        headings = (0..<columns).flatMap { column in
            pairName.enumerated().map { index, text in
                (text, corner(column, 0, index) + Point(pair / 2, -12))
            }
        }
        rows = (0..<count).map { index in
            let column = index / max(1, perColumn), row = index % max(1, perColumn)
            return (
                Point(left(column) + 18, top + Double(row) * rowHeight + image.y / 2),
                (0..<3).map { corner(column, row, $0) }
            )
        }
        width = max(480, Int((left(columns - 1) + block + Page.margin).rounded(.up)))
        height = Int(top + Double(perColumn) * rowHeight) + 30
    }
}
