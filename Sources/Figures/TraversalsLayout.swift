import Drawing

/// Where the parts of a ``TraversalsFigure`` go on the page.
struct TraversalsLayout: Sendable {
    let width: Int, height: Int
    /// Where the images begin, and where the first row does.
    let left: Double, top: Double
    /// The size of an image on the page, and of its pixels.
    let image: Point
    let pixelSize: Double
    let rowTops: [Double]
    /// The bars of divergence, their numbers and the words after them.
    let barLeft: Double, numberRight: Double, stateLeft: Double
    let barWidth = 84.0
    let notesTop: Double
    private let columns: Int

    private static let gap = 2.0
    /// The side of an image on the page where there are many dimensions, as far as whole pixels allow.
    static let smallSide = 32.0

    /// From one row to the next, of images as large as fit into `side`.
    static func rowStep(imageRows: Int, side: Double) -> Double {
        let rows = Double(max(1, imageRows))
        return max(rows * max(1, (side / rows).rounded(.down)) + gap, 18)
    }

    init(_ figure: TraversalsFigure) {
        let example = figure.rows.first { !$0.images.isEmpty }?.images.first
        let rows = max(1, example?.rows ?? 28), columns = max(1, example?.columns ?? 28)
        // Large where there are few dimensions, small where there are many.
        let side = figure.shown.count <= 12 ? 56.0 : Self.smallSide
        pixelSize = max(1, (side / Double(max(rows, columns))).rounded(.down))
        image = Point(Double(columns), Double(rows)) * pixelSize
        self.columns = figure.values.count
        let names = figure.rows.map { Font.heading.width(of: "z\($0.dimension + 1)") }
        left = (Page.margin + (names.max() ?? 0) + 10).rounded(.up)
        top = Page.contentTop + 44
        let step = max(image.y + Self.gap, 18)
        let top = top
        rowTops = figure.shown.indices.map { top + Double($0) * step }
        let right = left + Double(figure.values.count) * (image.x + Self.gap)
        barLeft = right + 16
        numberRight = barLeft + barWidth + 8 + Font.label.width(of: "00.00")
        stateLeft = numberRight + 10
        notesTop = (rowTops.last ?? top) + step + 12
        let notes = figure.notes.map { Font.tick.width(of: $0) }.max() ?? 0
        let title = Font.title.width(
            of: "\(figure.moment.dataset): what each of \(figure.rows.count) latent dimensions does")
        let content = max(
            stateLeft + Font.tick.width(of: "inactive"), Page.margin + notes, Page.margin + max(title, 440))
        width = Int((content + Page.margin).rounded(.up))
        height = Int((notesTop + Double(figure.notes.count) * 15 + 12).rounded(.up))
    }

    /// The left edge of a column's images.
    func columnLeft(_ column: Int) -> Double { left + Double(column) * (image.x + Self.gap) }

    /// Whether a column's value is written above it: all where there is room, else every second one.
    func isLabelled(_ column: Int) -> Bool {
        image.x + Self.gap >= 30 || (column - columns / 2).isMultiple(of: image.x >= 14 ? 2 : 5)
    }
}
