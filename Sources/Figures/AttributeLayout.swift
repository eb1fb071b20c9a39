import Drawing
import LatentSpace

/// Where the parts of an ``AttributeFigure`` go on the page: the plane above, the images in a row below.
struct AttributeLayout: Sendable {
    static let pixelSize = 2.0
    private static let gap = 10.0

    let width: Int, height: Int
    let plot: PlanePlot
    /// The steps on the page.
    let places: [Point]
    /// From one class's mean to the other's.
    let arrow: (line: [Point], head: [Point])
    let labels: [PlanePlot.ClassLabel]
    /// What is written beside some of the steps.
    let amounts: [(text: String, box: Rectangle)]
    let input: Rectangle
    let strip: [Rectangle]
    let note: String

    init(_ figure: AttributeFigure) {
        let size =
            Point(Double(figure.input.columns), Double(figure.input.rows)) * Self.pixelSize
        let count = Double(figure.steps.count)
        let contentWidth = max(640, (count + 1) * (size.x + Self.gap) + 16)
        let side = 460.0
        let left = Page.margin + max(46, ((contentWidth - side) / 2).rounded())
        let frame = Rectangle(x: left, y: Page.contentTop + 6, width: side, height: side)
        let own = figure.steps.map(\.place) + [figure.means.from, figure.means.to]
        let half = max(
            AxisScale.planeExtent(of: figure.backdrop.points).upperBound,
            AxisScale.planeExtent(of: own, trim: 0).upperBound)
        plot = PlanePlot(frame: frame, extent: -half...half, plane: figure.plane)
        let plot = plot
        places = figure.steps.map { plot.area.place($0.place) }
        arrow = Self.arrow(
            from: plot.area.place(figure.means.from), to: plot.area.place(figure.means.to))
        let marks = places.map { Rectangle(center: $0, width: 14, height: 14) }
        let (start, end) = (arrow.line[0], arrow.line[1])
        let along = (1..<8).map { step in
            Rectangle(center: start + (end - start) * (Double(step) / 8), width: 16, height: 16)
        }
        var placer = LabelPlacer(
            bounds: frame.inset(by: 4), occupied: plot.priorNameSurroundings + marks + along)
        amounts = zip(figure.steps, places).compactMap { step, place in
            guard
                step.amount == step.amount.rounded(.towardZero) || step.amount == figure.steps.last?.amount
            else { return nil }
            let text = AttributeFigure.text(step.amount)
            return placer.place(width: Font.tick.width(of: text) + 4, height: 13, near: place, reach: 40)
                .map { (text, $0) }
        }
        labels = plot.classLabels(
            of: figure.backdrop, classes: figure.classes,
            occupied: plot.priorNameSurroundings + marks + along + amounts.map(\.box))
        let top = frame.maxY + 78
        let stripLeft =
            Page.margin + ((contentWidth - (count + 1) * (size.x + Self.gap) - 16) / 2).rounded()
        input = Rectangle(x: stripLeft, y: top, width: size.x, height: size.y)
        strip = figure.steps.indices.map { index in
            Rectangle(
                x: stripLeft + (Double(index) + 1) * (size.x + Self.gap) + 16, y: top, width: size.x,
                height: size.y)
        }
        note =
            "0 is the image's own code; +1 adds the mean code of \(figure.classes[figure.to]) less that of "
            + "\(figure.classes[figure.from]) (grey arrow). Below: the class by the nearest test images"
        width = Int(2 * Page.margin + max(contentWidth, Font.tick.width(of: note)).rounded(.up))
        height = Int(top + size.y) + 60
    }

    private static func arrow(from start: Point, to end: Point) -> (line: [Point], head: [Point]) {
        let way = end - start
        let length = (way * way).sum().squareRoot()
        guard length > 1 else { return ([start, end], []) }
        let along = way / length
        let across = Point(-along.y, along.x)
        let neck = end - along * min(18, length)
        return ([start, neck], [end, neck + across * 11, neck - across * 11])
    }
}
