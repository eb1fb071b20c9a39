import Drawing

/// Where the parts of a ``DatasetFigure`` go on the page: a line or more of images for each class, its name before them.
struct DatasetLayout: Sendable {
    /// What class names are written in.
    static let font = Font(size: 12, weight: .bold)
    /// What the numbers of images are written in.
    static let countFont = Font.tick
    /// Small images are drawn about so large, and lines are not much longer than this.
    private static let usualSide = 56.0, usualWidth = 760.0
    private static let gap = 4.0, rowGap = 12.0

    let width: Int, height: Int
    /// How large a pixel is drawn, a whole number.
    let pixelSize: Double
    /// The size of an image on the page.
    let image: Point
    /// Each class's name (left, middle) and the corners of its images.
    let rows: [(name: Point, corners: [Point])]

    init(_ figure: DatasetFigure) {
        let first = figure.rows.lazy.compactMap(\.images.first).first
        let (columns, lines) = (Double(first?.columns ?? 28), Double(first?.rows ?? 28))
        let pixelSize = max(1, (Self.usualSide / max(columns, lines)).rounded(.down))
        let image = Point(columns, lines) * pixelSize
        self.pixelSize = pixelSize
        self.image = image
        // Below a name stands how many images there are.
        let names = figure.rows.compactMap { row in
            row.label.map {
                max(
                    Self.font.width(of: figure.classes[$0]),
                    Self.countFont.width(of: Numerals.grouped(row.count)))
            }
        }
        let nameWidth = names.isEmpty ? 0 : (names.max() ?? 0).rounded(.up) + 34
        let left = Page.margin + nameWidth
        let across = min(10, max(3, Int(Self.usualWidth / (image.x + Self.gap))))
        var (top, places) = (Page.contentTop + 4, [(name: Point, corners: [Point])]())
        for row in figure.rows {
            let corners = row.images.indices.map { index in
                Point(
                    left + Double(index % across) * (image.x + Self.gap),
                    top + Double(index / across) * (image.y + Self.gap))
            }
            let count = max(1, (row.images.count + across - 1) / across)
            let extent = Double(count) * (image.y + Self.gap)
            places.append((Point(Page.margin + 18, top + min(extent, image.y) / 2 - 8), corners))
            top += max(extent, 34) + (figure.rows.count > 1 ? Self.rowGap - Self.gap : 0)
        }
        rows = places
        let longest = min(across, figure.rows.map(\.images.count).max() ?? 0)
        width = max(480, Int((left + Double(longest) * (image.x + Self.gap) + Page.margin).rounded(.up)))
        height = Int(top) + (figure.rest > 0 ? 34 : 16)
    }
}
