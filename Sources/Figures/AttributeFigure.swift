public import Drawing
public import LatentSpace

/// `attribute-A-B`: a real image moved along the way from the mean of class A to that of class B.
public struct AttributeFigure: Figure {
    /// One step of the way.
    public struct Step: Sendable {
        /// How often the difference of the means was added: 0 is the image itself, 1 a whole class farther.
        public let amount: Double
        /// Where the code lies on the plane.
        public let place: SIMD2<Double>
        /// What it decodes to.
        public let decoded: DataImage
        /// The class that it looks like; `nil` where nobody votes.
        public let label: Int?

        /// A step with what it decodes to.
        package init(amount: Double, place: SIMD2<Double>, decoded: DataImage, label: Int?) {
            self.amount = amount
            self.place = place
            self.decoded = decoded
            self.label = label
        }
    }

    let from: Int, to: Int
    let input: DataImage
    let steps: [Step]
    let means: (from: SIMD2<Double>, to: SIMD2<Double>)
    let backdrop: LabelledPoints
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane

    /// An image of class `from` on its way.
    ///
    /// - Parameters:
    ///   - input: the image itself.
    ///   - steps: by ascending amount.
    ///   - means: the means of both classes on the plane, whose difference is the way.
    ///   - backdrop: the test set's posterior means.
    package init(
        from: Int, to: Int, input: DataImage, steps: [Step],
        means: (from: SIMD2<Double>, to: SIMD2<Double>),
        backdrop: LabelledPoints, classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.from = from
        self.to = to
        self.input = input
        self.steps = steps
        self.means = means
        self.backdrop = backdrop
        self.classes = classes
        self.moment = moment
        self.plane = plane
    }

    public var alternativeText: String {
        let way = means.to - means.from
        let parts = steps.compactMap { step in
            step.label.map { "\(Self.text(step.amount)) like \(classes[$0])" }
        }
        let turn = steps.first { $0.label == to }.map {
            " It first looks like \(classes[to]) at \(Self.text($0.amount))."
        }
        return
            "\(moment.dataset), \(moment.time): a test image of class \(classes[from]), moved along the "
            + "difference between the mean codes of \(classes[to]) and \(classes[from]), which is "
            + "\(Numerals.fixed((way * way).sum().squareRoot(), decimals: 2)) long, in \(steps.count) steps from "
            + "\(Self.text(steps.first?.amount ?? 0)) to \(Self.text(steps.last?.amount ?? 0)) times that."
            + (parts.isEmpty
                ? "" : " By a vote of the nearest test images: \(parts.joined(separator: ", ")).")
            + (turn ?? "")
    }

    /// The colour of the difference between the means, under the steps.
    static let arrowColor = Color(hex: 0xB9BEC7)

    static func text(_ amount: Double) -> String {
        let plain = Numerals.fixed(amount, decimals: 2)
        return amount > 0 ? "+" + plain : plain
    }

    public func picture() -> Picture {
        let layout = AttributeLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): one \(classes[from]) made more and less like \(classes[to])",
                moment: moment, right: Double(layout.width) - Page.margin, on: canvas)
            drawPlane(layout, on: canvas)
            drawStrip(layout, on: canvas)
        }
    }

    private func drawPlane(_ layout: AttributeLayout, on canvas: borrowing Canvas) {
        let plot = layout.plot
        if !plane.isLine {
            plot.drawPoints(
                backdrop, radius: plot.dotRadius(for: backdrop), opacity: 0.35, on: canvas)
        }
        plot.drawPrior(on: canvas)
        let arrow = layout.arrow
        canvas.clipped(to: plot.frame) { canvas in
            canvas.stroke(arrow.line, Stroke(color: Self.arrowColor, width: 9))
            canvas.fill(arrow.head, color: Self.arrowColor)
            canvas.stroke(layout.places, Stroke(color: .paper, width: 5, isRound: true))
            canvas.stroke(layout.places, Stroke(color: .accent, width: 1.6, isRound: true))
        }
        for (index, place) in layout.places.enumerated() where plot.frame.contains(place) {
            let isInput = steps[index].amount == 0
            canvas.fillCircle(at: place, radius: isInput ? 6.5 : 4.5, color: .paper)
            canvas.fillCircle(at: place, radius: isInput ? 5.2 : 3.4, color: .accent)
        }
        plot.draw(layout.labels, classes: classes, on: canvas)
        for name in layout.amounts {
            canvas.text(
                name.text, at: name.box.center, font: .tick, color: .ink, horizontal: .center,
                vertical: .middle, halo: (.paper, 2.5))
        }
        plot.drawPriorNames(on: canvas)
        plot.axes().draw(on: canvas)
    }

    private func drawStrip(_ layout: AttributeLayout, on canvas: borrowing Canvas) {
        let size = AttributeLayout.pixelSize
        canvas.draw(input, at: Point(layout.input.x, layout.input.y), pixelSize: size)
        canvas.stroke(layout.input.inset(by: -0.5), color: .rule)
        canvas.text(
            "the image", at: Point(layout.input.center.x, layout.input.y - 8), font: .tick,
            color: .secondary,
            horizontal: .center)
        for (step, box) in zip(steps, layout.strip) {
            canvas.draw(step.decoded, at: Point(box.x, box.y), pixelSize: size)
            let isInput = step.amount == 0
            canvas.stroke(
                box.inset(by: isInput ? -1 : -0.5), color: isInput ? .accent : .hairline,
                width: isInput ? 2 : 1)
            canvas.text(
                Self.text(step.amount), at: Point(box.center.x, box.y - 8),
                font: isInput ? .heading : .tick, color: isInput ? .accent : .secondary, horizontal: .center
            )
            guard let label = step.label else { continue }
            canvas.fill(
                Rectangle(x: box.x, y: box.maxY + 4, width: box.width, height: 3),
                color: Palette.classes[label])
            canvas.text(
                Font.tick.fitting(classes[label], width: box.width + 8),
                at: Point(box.center.x, box.maxY + 20),
                font: .tick, color: Palette.classes[label].mixed(with: .ink, 0.4), horizontal: .center)
        }
        canvas.text(
            layout.note, at: Point(Page.margin, Double(layout.height) - 16), font: .tick,
            color: .secondary)
    }
}
