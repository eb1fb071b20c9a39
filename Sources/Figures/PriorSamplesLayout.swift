import Drawing
import LatentSpace

/// Where the parts of a ``PriorSamplesFigure`` go on the page: the images left, plane and shares right.
struct PriorSamplesLayout: Sendable {
    static let pixelSize = 2.0
    /// More classes than this are not listed one by one.
    private static let longestList = 14

    /// How many draws look like a class, as a bar.
    struct Bar: Sendable {
        let label: Int, count: Int
        let box: Rectangle
    }

    let width: Int, height: Int
    let images: [Rectangle]
    /// The left edge of what stands beside the images.
    let left: Double
    let plot: PlanePlot
    /// Each draw's place on the page.
    let places: [Point]
    let bars: [Bar]
    /// What is said of the classes that have no bar; empty where there are none.
    let rest: String

    init(_ figure: PriorSamplesFigure) {
        let first = figure.draws.first?.decoded
        let size = Point(Double(first?.columns ?? 28), Double(first?.rows ?? 28)) * Self.pixelSize
        let step = size + Point(8, 13)
        let columns = PriorSamplesFigure.columns
        images = figure.draws.indices.map { index in
            Rectangle(
                x: Page.margin + Double(index % columns) * step.x,
                y: Page.contentTop + 6 + Double(index / columns) * step.y, width: size.x, height: size.y)
        }
        left = Page.margin + Double(columns) * step.x + 22
        let frame = Rectangle(x: left + 40, y: Page.contentTop + 22, width: 250, height: 250)
        let isLine = figure.plane.isLine
        let extent = AxisScale.planeExtent(of: figure.draws.map(\.place), trim: 0)
        plot = PlanePlot(frame: frame, extent: extent, plane: figure.plane, tickCount: 5)
        // On a line the height means nothing; the golden ratio spreads the draws over it.
        places = figure.draws.enumerated().map { [plot] index, draw in
            let turn = (Double(index) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
            return plot.area.place(
                isLine ? SIMD2(draw.place.x, extent.upperBound * (1.6 * turn - 0.8)) : draw.place)
        }
        let shares = figure.shares.prefix(Self.longestList), others = figure.shares.dropFirst(shares.count)
        rest =
            others.isEmpty
            ? "" : "and \(others.map(\.count).reduce(0, +)) like \(others.count) more classes"
        let names = shares.map { Font.label.width(of: figure.classes[$0.label]) }.max() ?? 0
        let most = Double(shares.first?.count ?? 1)
        let barLeft = left + names.rounded(.up) + 8
        let barTop = frame.maxY + 82
        let longest = max(40, frame.maxX - 30 - barLeft)
        bars = shares.enumerated().map { index, share in
            Bar(
                label: share.label, count: share.count,
                box: Rectangle(
                    x: barLeft, y: barTop + 20 * Double(index),
                    width: max(1, (longest * Double(share.count) / most).rounded()), height: 13))
        }
        let heading = Font.heading.width(of: "What they look like, by the nearest test images")
        width = Int((max(frame.maxX, left + heading) + Page.margin).rounded(.up))
        let bottom = max(
            images.last?.maxY ?? 0, max((bars.last?.box.maxY ?? 0) + (rest.isEmpty ? 0 : 20), frame.maxY + 40)
        )
        height = Int(bottom + 12 + Page.margin)
    }
}
