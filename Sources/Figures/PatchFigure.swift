public import Drawing
public import LatentSpace

/// `patch-A-B`: a small square of the plane in which one class turns into another, decoded finely.
public struct PatchFigure: Figure {
    /// A step of the path across the border.
    public struct Step: Sendable {
        /// Where it is on the plane.
        public let place: SIMD2<Double>
        /// What it decodes to.
        public let image: DataImage
        /// The class that it looks like; `nil` where nobody votes.
        public let label: Int?

        /// A step by its place, image and class.
        package init(place: SIMD2<Double>, image: DataImage, label: Int?) {
            self.place = place
            self.image = image
            self.label = label
        }
    }

    let border: ClassBorder
    let grid: LatentGrid
    let cells: [DataImage]
    let regions: ClassRegions
    let crossing: [Step]
    let fineness: Double
    let backdrop: LabelledPoints
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane

    /// A decoded patch.
    ///
    /// - Parameters:
    ///   - border: the place; its window is what `grid` fills.
    ///   - cells: the decoded images [row, column] of `grid.points`, top row first.
    ///   - labels: the class that each cell looks like.
    ///   - crossing: a path across the border.
    ///   - fineness: how many of its cells go into one of the latent grid there, along an axis, at the least.
    ///   - backdrop: the encoded test images on the plane.
    ///   - plane: which latent dimensions the patch shows.
    package init(
        border: ClassBorder, grid: LatentGrid, cells: [DataImage], labels: [Int?], crossing: [Step],
        fineness: Double, backdrop: LabelledPoints, classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.border = border
        self.grid = grid
        self.cells = cells
        regions = ClassRegions(labels: labels, rows: grid.rows, columns: grid.columns)
            .absorbing(smallerThan: grid.rows == 1 ? 1 : 3)
        self.crossing = crossing
        self.fineness = fineness
        self.backdrop = backdrop
        self.classes = classes
        self.moment = moment
        self.plane = plane
    }

    var title: String {
        let (first, second) = (classes[border.first], classes[border.second])
        return "\(moment.dataset): "
            + (border.isShared ? "where \(first) turns into \(second)" : "between \(first) and \(second)")
    }

    /// What to know about the place, in lines of the side column.
    var notes: [String] {
        let fine = "at least \(Numerals.fixed(fineness, decimals: 0)) times as fine as the latent grid"
        let others = plane.dimensions > 2 ? ["other dimensions at their mean"] : []
        let apart = border.isShared ? [] : ["These classes share no border:", "the place nearest to both."]
        let rest = present.count - listed.count
        return (rest > 0 ? ["and \(rest) more \(rest == 1 ? "class" : "classes")"] : []) + apart + [fine]
            + others
    }

    public var alternativeText: String {
        let (first, second) = (classes[border.first], classes[border.second])
        let side = Numerals.fixed(2 * border.reach, decimals: 2)
        let place =
            "(\(Numerals.fixed(border.center.x, decimals: 2))"
            + (plane.isLine ? ")" : ", \(Numerals.fixed(border.center.y, decimals: 2)))")
        let opening =
            "\(moment.dataset), \(moment.time): "
            + (border.isShared
                ? "where \(first) turns into \(second), around \(place) on the \(plane.words)."
                : "\(first) and \(second) share no border on the \(plane.words); around \(place) both are nearest.")
        let shares = present.map { "\(classes[$0]) \(Numerals.percent(regions.share(of: $0)))" }
        return opening + " \(grid.count) codes over \(side) units of each axis, at least "
            + "\(Numerals.fixed(fineness, decimals: 0)) times as fine as the latent grid. Share of the cells by the "
            + "class they look like: \(shares.joined(separator: ", "))." + steps
    }

    private var surface: String { plane.isLine ? "line" : "plane" }

    /// The classes in the patch, the largest share first.
    var present: [Int] {
        regions.classes.sorted { (regions.share(of: $0), -$0) > (regions.share(of: $1), -$1) }
    }

    /// The classes in the legend.
    var listed: ArraySlice<Int> { present.prefix(14) }

    private var steps: String {
        let names = crossing.compactMap { step in step.label.map { classes[$0] } }
        guard !names.isEmpty else { return "" }
        return " Across it in \(names.count) steps the images look like \(names.joined(separator: ", "))."
    }

    public func picture() -> Picture {
        let layout = PatchLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            draw(layout, on: canvas)
        }
    }

    private func draw(_ layout: PatchLayout, on canvas: borrowing Canvas) {
        Page.drawHeader(
            title: title, moment: moment, right: Double(layout.width) - Page.margin, on: canvas)
        canvas.draw(
            .mosaic(cells, across: grid.columns), at: Point(layout.images.x, layout.images.y),
            pixelSize: layout.pixelSize)
        layout.patch.axes().draw(on: canvas)
        layout.overlay.draw(on: canvas)
        drawCrossing(layout, on: canvas)
        drawLocator(layout, on: canvas)
        drawSide(layout, on: canvas)
        drawStrip(layout, on: canvas)
    }

    /// Draws the path's steps over the cells, joined by a line.
    private func drawCrossing(_ layout: PatchLayout, on canvas: borrowing Canvas) {
        let places = layout.stepPlaces
        for (color, width, radius) in [(Color.paper, 4.5, 5.0), (.accent, 2, 3.5)] {
            canvas.stroke(places, Stroke(color: color, width: width, isRound: true))
            for place in places { canvas.fillCircle(at: place, radius: radius, color: color) }
        }
    }

    private func drawLocator(_ layout: PatchLayout, on canvas: borrowing Canvas) {
        let plot = layout.locator
        canvas.text(
            "where on the \(surface)", at: Point(plot.frame.x, plot.frame.y - 8), font: .heading,
            color: .secondary)
        let points = layout.locatorPoints
        for label in 0..<classes.count {
            let own = points.points.indices.filter { Int(points.labels[$0]) == label }
            guard !own.isEmpty else { continue }
            let isMeant = label == border.first || label == border.second
            let places = own.map { plot.area.place(points.points[$0]) }
            canvas.clipped(to: plot.frame) { canvas in
                canvas.fill(
                    Mark(ofClass: label), at: places, radius: 1.2,
                    color: isMeant ? Palette.classes[label].opacity(0.6) : Color.grey(0.55, opacity: 0.25))
            }
        }
        plot.axes().draw(on: canvas)
        let box = layout.locatorBox
        canvas.stroke(box, color: .paper, width: 4)
        canvas.stroke(box, color: .ink, width: 1.5)
    }

    private func drawSide(_ layout: PatchLayout, on canvas: borrowing Canvas) {
        for (label, row) in zip(listed, layout.legend) {
            let kind = layout.overlay.kinds[label]
            ClassBadge.draw(
                kind.mark,
                in: Rectangle(
                    x: row.x, y: row.center.y - 9, width: layout.markWidth, height: ClassBadge.height),
                color: kind.color, on: canvas)
            let text = kind.name == kind.mark ? kind.shareText : "\(kind.name)  \(kind.shareText)"
            canvas.text(
                text, at: Point(row.x + layout.markWidth + 8, row.center.y), font: .label, vertical: .middle)
        }
        for (note, row) in zip(notes, layout.notes) {
            canvas.text(
                note, at: Point(row.x, row.center.y), font: .tick, color: .secondary, vertical: .middle)
        }
    }

    private func drawStrip(_ layout: PatchLayout, on canvas: borrowing Canvas) {
        guard !crossing.isEmpty else { return }
        canvas.text(
            "along the red line, from \(classes[border.first]) \(border.isShared ? "to" : "towards") "
                + classes[border.second],
            at: layout.stripHeading, font: .heading, color: .secondary)
        for (step, box) in zip(crossing, layout.strip) {
            canvas.draw(step.image, at: Point(box.x, box.y), pixelSize: layout.stripPixelSize)
            canvas.stroke(box.inset(by: -0.5), color: .rule)
            guard let label = step.label else { continue }
            let mark = layout.overlay.kinds[label].mark
            ClassBadge.draw(
                mark,
                in: Rectangle(
                    center: Point(box.center.x.rounded(), box.maxY + 14), width: ClassBadge.width(of: mark),
                    height: ClassBadge.height), color: Palette.classes[label], on: canvas)
        }
    }
}
