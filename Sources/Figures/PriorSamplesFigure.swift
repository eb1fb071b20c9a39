public import Drawing
public import LatentSpace

/// `prior-samples`: what random draws from the prior decode to, and where on the plane they fell.
public struct PriorSamplesFigure: Figure {
    /// A draw from the prior.
    public struct Draw: Sendable {
        /// Where it lies on the plane.
        public let place: SIMD2<Double>
        /// What it decodes to.
        public let decoded: DataImage
        /// The class that it looks like; `nil` where nobody votes.
        public let label: Int?

        /// A draw with what it decodes to.
        package init(place: SIMD2<Double>, decoded: DataImage, label: Int?) {
            self.place = place
            self.decoded = decoded
            self.label = label
        }
    }

    let draws: [Draw]
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane

    /// Images across.
    static let columns = 10

    /// Draws in their order, ten in a row.
    package init(
        draws: [Draw], classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.draws = draws
        self.classes = classes
        self.moment = moment
        self.plane = plane
    }

    /// The classes that draws look like, the most frequent first.
    var shares: [(label: Int, count: Int)] {
        (0..<classes.count).map { label in (label, draws.count { $0.label == label }) }
            .filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    public var alternativeText: String {
        let parts = shares.map { "\(classes[$0.label]) \($0.count)" }
        let absent = (0..<classes.count).filter { label in !shares.contains { $0.label == label } }
        return
            "\(moment.dataset), \(moment.time): \(draws.count) images decoded from random draws of the prior."
            + (parts.isEmpty
                ? ""
                : " By a vote of the nearest encoded test images they look like: \(parts.joined(separator: ", "))."
                    + (absent.isEmpty
                        ? "" : " None looks like: \(absent.map { classes[$0] }.joined(separator: ", "))."))
    }

    public func picture() -> Picture {
        let layout = PriorSamplesLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): \(draws.count) random draws from the prior, decoded",
                moment: moment,
                right: Double(layout.width) - Page.margin, on: canvas)
            for (draw, box) in zip(draws, layout.images) {
                canvas.draw(draw.decoded, at: Point(box.x, box.y), pixelSize: PriorSamplesLayout.pixelSize)
                canvas.stroke(box.inset(by: -0.5), color: .hairline)
                guard let label = draw.label else { continue }
                canvas.fill(
                    Rectangle(x: box.x, y: box.maxY + 2, width: box.width, height: 3),
                    color: Palette.classes[label])
            }
            drawPlane(layout, on: canvas)
            drawShares(layout, on: canvas)
        }
    }

    private func drawPlane(_ layout: PriorSamplesLayout, on canvas: borrowing Canvas) {
        let plot = layout.plot
        canvas.text("Where the draws lie", at: Point(plot.frame.x, plot.frame.y - 10), font: .heading)
        plot.drawPrior(on: canvas)
        for (draw, place) in zip(draws, layout.places) where plot.frame.contains(place) {
            let mark = Mark(ofClass: draw.label ?? 0)
            canvas.fill(mark, at: [place], radius: 3.8, color: .paper)
            canvas.fill(
                mark, at: [place], radius: 3, color: draw.label.map { Palette.classes[$0] } ?? .secondary)
        }
        plot.drawPriorNames(on: canvas)
        plot.axes().draw(on: canvas)
    }

    private func drawShares(_ layout: PriorSamplesLayout, on canvas: borrowing Canvas) {
        guard let first = layout.bars.first else { return }
        canvas.text(
            "What they look like, by the nearest test images", at: Point(layout.left, first.box.y - 12),
            font: .heading)
        for bar in layout.bars {
            canvas.text(
                classes[bar.label], at: Point(bar.box.x - 8, bar.box.center.y), font: .label,
                horizontal: .right, vertical: .middle)
            canvas.fill(bar.box, color: Palette.classes[bar.label])
            canvas.text(
                String(bar.count), at: Point(bar.box.maxX + 6, bar.box.center.y), font: .label,
                color: .secondary, vertical: .middle)
        }
        if let last = layout.bars.last {
            canvas.text(
                layout.rest, at: Point(layout.left, last.box.maxY + 13), font: .label, color: .secondary,
                vertical: .middle)
        }
    }
}
