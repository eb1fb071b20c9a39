import Drawing

/// Where the parts of a ``KeptDimensionsFigure`` go on the page: the curves, and each column of images under its number
/// of dimensions.
struct KeptDimensionsLayout: Sendable {
    /// A test image and what is decoded of it.
    struct Row: Sendable {
        /// The right edge of its class's name, and the middle of the line.
        let name: Point
        /// Of the image itself, and of each column.
        let corners: [Point]
    }

    let width: Int, height: Int
    let title: String
    /// The right edge of the title.
    let right: Double
    let panel: KeptDimensionsPanel
    /// The size of an image on the page, and of its pixels.
    let image: Point
    let pixelSize: Double
    let headings: [(text: String, place: Point)]
    let rows: [Row]
    let notePlaces: [Point]

    init(_ figure: KeptDimensionsFigure) {
        title = "\(figure.moment.dataset): how many dimensions an image needs"
        let first = figure.examples.first?.input
        let side = max(first?.columns ?? 28, first?.rows ?? 28)
        pixelSize = KeptDimensionsFigure.pixelSize(of: side)
        image = Point(Double(first?.columns ?? 28), Double(first?.rows ?? 28)) * pixelSize
        let image = image
        let names = figure.examples.compactMap(\.label).map { Font.label.width(of: figure.classes[$0]) }
        let nameRight = Page.margin + (names.max() ?? 0).rounded(.up)
        let inputLeft = nameRight + (names.isEmpty ? 0 : 8)
        // The axis's values stand above the images themselves.
        let left = max(inputLeft + image.x + 26, Page.margin + 66)
        let count = Double(max(1, figure.columns.count))
        let step = max(image.x + KeptDimensionsFigure.gap, (440 / count).rounded(.up))
        let frame = Rectangle(x: left, y: Page.contentTop + 50, width: count * step, height: 240)
        panel = KeptDimensionsPanel(figure, frame: frame)
        let top = frame.maxY + 64
        func column(_ index: Int) -> Double { left + (Double(index) + 0.5) * step }
        headings =
            figure.examples.isEmpty
            ? []
            : [
                ("image", Point(inputLeft + image.x / 2, top - 9)),
                ("drawn again from so many dimensions", Point(frame.center.x, top - 9)),
            ]
        rows = figure.examples.indices.map { index in
            let y = top + Double(index) * (image.y + KeptDimensionsFigure.gap)
            return Row(
                name: Point(nameRight, y + image.y / 2),
                corners: [Point(inputLeft, y)]
                    + figure.columns.indices.map { Point((column($0) - image.x / 2).rounded(), y) })
        }
        let bottom =
            rows.isEmpty ? frame.maxY + 46 : top + Double(rows.count) * (image.y + KeptDimensionsFigure.gap)
        notePlaces = figure.notes.indices.map { Point(Page.margin, bottom + 16 + 15 * Double($0)) }
        let widest = figure.notes.map { Font.tick.width(of: $0) }.max() ?? 0
        right = max(panel.right, Page.margin + max(widest, Font.title.width(of: title), 440))
        width = Int((right + Page.margin).rounded(.up))
        height = Int((notePlaces.last?.y ?? bottom) + 14)
    }
}
