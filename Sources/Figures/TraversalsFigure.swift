public import Drawing
package import LatentSpace

/// `traversals`: every latent dimension in a row of its own, decoded along it through the mean of all codes.
public struct TraversalsFigure: Figure {
    /// One dimension.
    public struct Row: Sendable {
        /// The dimension, counted from 0.
        public let dimension: Int
        /// The mean divergence from the prior in nats; of a plain autoencoder, the variance of its codes.
        public let activity: Double
        /// The variance of the posterior means over the images.
        public let variance: Double
        /// What the codes decode to, from the least value to the greatest.
        public let images: [DataImage]

        /// A dimension's measures and images.
        package init(dimension: Int, activity: Double, variance: Double, images: [DataImage]) {
            self.dimension = dimension
            self.activity = activity
            self.variance = variance
            self.images = images
        }

        /// Whether the encoder uses the dimension: its variance is above 0.01.
        ///
        /// Source: Y. Burda, R. Grosse and R. Salakhutdinov, "Importance Weighted Autoencoders" (2016), section 5.
        public var isActive: Bool { variance > 0.01 }
    }

    /// Dimensions that are shown one by one at the most: as many as 1,400 pixels of the page hold, up to 40, and ten of any
    /// size.
    ///
    /// - Parameter imageRows: pixels down an image.
    public static func mostRows(imageRows: Int) -> Int {
        let step = TraversalsLayout.rowStep(imageRows: imageRows, side: TraversalsLayout.smallSide)
        return min(40, max(10, Int(1400 / step)))
    }

    let rows: [Row]
    let values: [Double]
    let isVariational: Bool
    let moment: Moment
    let plane: LatentPlane

    /// Decoded traversals.
    ///
    /// - Parameters:
    ///   - rows: all dimensions, the most active first; only the first, see ``mostRows(imageRows:)``, need images.
    ///   - values: the value of each column, as many as a row has images.
    ///   - isVariational: false for a plain autoencoder, whose columns are standard deviations of the codes from
    ///     their mean.
    ///   - plane: the plane that the other figures show.
    package init(
        rows: [Row], values: [Double], isVariational: Bool = true, moment: Moment, plane: LatentPlane
    ) {
        self.rows = rows
        self.values = values
        self.isVariational = isVariational
        self.moment = moment
        self.plane = plane
    }

    var activeCount: Int { rows.count { $0.isActive } }

    /// The rows that are in the picture.
    var shown: ArraySlice<Row> { rows.prefix(shownCount) }

    private var shownCount: Int {
        Self.mostRows(imageRows: rows.first { !$0.images.isEmpty }?.images.first?.rows ?? 28)
    }

    /// What is not in the picture, and where the other figures' plane lies; lines below the rows.
    var notes: [String] {
        let axes = [plane.axisNames.horizontal, plane.axisNames.vertical].filter { !$0.isEmpty }
        let hidden = rows.dropFirst(shownCount)
        let left =
            hidden.isEmpty
            ? []
            : [
                "Not shown: \(hidden.count) more, of \(Numerals.fixed(hidden.first?.activity ?? 0, decimals: 2)) "
                    + "\(isVariational ? "nats " : "")and less, \(hidden.count { $0.isActive }) of them active"
            ]
        return left + [
            "All other dimensions are held at their mean. Active: the variance of the posterior means is above 0.01."
        ]
            + (rows.count > 2
                ? ["The other figures show \(axes.joined(separator: " and ")), the most active."] : [])
    }

    public var alternativeText: String {
        let all = rows.prefix(12).map { row in
            "\(Self.name(row)) \(Numerals.fixed(row.activity, decimals: 2))"
        }
        let rest = rows.count > 12 ? " and \(rows.count - 12) more of less" : ""
        let ends = (values.first ?? 0, values.last ?? 0)
        return "\(moment.dataset), \(moment.time): each of \(rows.count) latent dimensions decoded from "
            + "\(Numerals.fixed(ends.0, decimals: 1)) to \(Numerals.fixed(ends.1, decimals: 1))"
            + (isVariational ? "" : " standard deviations from the mean") + ", the others at their "
            + "mean. \(activeCount) of \(rows.count) are active. "
            + (isVariational
                ? "Nats of KL divergence by dimension: " : "Variance of the codes by dimension: ")
            + all.joined(separator: ", ") + rest + "."
    }

    private static func name(_ row: Row) -> String { "z\(row.dimension + 1)" }

    public func picture() -> Picture {
        let layout = TraversalsLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            draw(layout, on: canvas)
        }
    }

    private func draw(_ layout: TraversalsLayout, on canvas: borrowing Canvas) {
        let right = Double(layout.width) - Page.margin
        Page.drawHeader(
            title: "\(moment.dataset): what each of \(rows.count) latent dimensions does", moment: moment,
            right: right, on: canvas)
        drawHeadings(layout, on: canvas)
        let most = max(rows.first?.activity ?? 0, .leastNormalMagnitude)
        for (row, y) in zip(shown, layout.rowTops) {
            let middle = y + layout.image.y / 2
            canvas.text(
                Self.name(row), at: Point(layout.left - 10, middle), font: .heading,
                color: row.isActive ? .ink : .secondary, horizontal: .right, vertical: .middle)
            for (column, image) in row.images.enumerated() {
                canvas.draw(
                    image, at: Point(layout.columnLeft(column), y), pixelSize: layout.pixelSize)
            }
            let share = row.activity.isFinite ? min(max(0, row.activity / most), 1) : 0
            canvas.fill(
                Rectangle(
                    x: layout.barLeft, y: middle - 5, width: max(1, (share * layout.barWidth).rounded()),
                    height: 10), color: row.isActive ? Palette.classes[0] : .rule)
            canvas.text(
                Numerals.fixed(row.activity, decimals: 2), at: Point(layout.numberRight, middle),
                font: .label, horizontal: .right, vertical: .middle)
            canvas.text(
                row.isActive ? "active" : "inactive", at: Point(layout.stateLeft, middle), font: .tick,
                color: row.isActive ? .ink : .secondary, vertical: .middle)
        }
        for (index, note) in notes.enumerated() {
            canvas.text(
                note, at: Point(Page.margin, layout.notesTop + Double(index) * 15), font: .tick,
                color: .secondary, vertical: .top)
        }
    }

    private func drawHeadings(_ layout: TraversalsLayout, on canvas: borrowing Canvas) {
        for (column, value) in values.enumerated() where layout.isLabelled(column) {
            canvas.text(
                Numerals.fixed(value, decimals: 1),
                at: Point(layout.columnLeft(column) + layout.image.x / 2, layout.top - 10), font: .tick,
                color: .secondary, horizontal: .center)
        }
        canvas.text(
            isVariational ? "value of the dimension" : "standard deviations from the mean",
            at: Point(layout.left, layout.top - 26), font: .heading,
            color: .secondary)
        canvas.text(
            isVariational ? "KL divergence, nats" : "variance of codes",
            at: Point(layout.barLeft, layout.top - 10), font: .heading,
            color: .secondary)
    }
}
