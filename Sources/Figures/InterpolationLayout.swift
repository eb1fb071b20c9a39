import Drawing
import LatentSpace

/// Where the parts of an ``InterpolationFigure`` go on the page.
struct InterpolationLayout: Sendable {
    /// A step of a path on the plane: a numbered disc, or a dot where there is no room for its number.
    struct Marker: Sendable {
        let path: Int, step: Int
        let center: Point
        let radius: Double
        let isNumbered: Bool
    }

    /// The decoded images of a path in a row, between the real ones.
    struct Strip: Sendable {
        let path: Int
        /// What is written above it: the path's name, and what it measures and passes.
        let title: String, words: String
        let left: Double, wordsLeft: Double, top: Double
        let pixelSize: Double
        let items: [(step: Int, box: Rectangle)]
        let start: Rectangle?, end: Rectangle?
    }

    static let markerFont = Font(size: 9, weight: .bold)
    private static let radius = 7.5

    let width: Int, height: Int
    let plot: PlanePlot
    let decodedPlot: PlanePlot?
    /// The side of a pixel of the decoded plane.
    let pixelSize: Double
    let labels: [PlanePlot.ClassLabel]
    let markers: [Marker], decodedMarkers: [Marker]
    let strips: [Strip]

    init(_ figure: InterpolationFigure) {
        let cell = figure.decodedPlane?.cells.first.map { Double($0.columns) } ?? 28
        let cells = Double(figure.decodedPlane?.cellsPerAxis ?? 16)
        pixelSize = max(1, (448 / (cell * cells)).rounded(.down))
        let side = figure.decodedPlane == nil ? 448 : cell * cells * pixelSize
        let left = 62.0, top = Page.contentTop + 24, gap = 60.0
        let frame = Rectangle(x: left, y: top, width: side, height: side)
        let inner = Rectangle(x: left, y: 0, width: 2 * side + gap, height: 0)
        if figure.decodedPlane == nil {
            // Alone on the page, the plane is shown wider at the same scale.
            let wide = Rectangle(x: left, y: top, width: inner.width, height: side)
            plot = PlanePlot(
                frame: wide, window: figure.window.stretched(by: inner.width / side), plane: figure.plane)
            decodedPlot = nil
        } else {
            plot = PlanePlot(frame: frame, window: figure.window, plane: figure.plane)
            decodedPlot = PlanePlot(
                frame: frame.offset(x: side + gap, y: 0), window: figure.window, plane: figure.plane)
        }
        markers = Self.markers(figure.paths, on: plot)
        decodedMarkers = decodedPlot.map { Self.markers(figure.paths, on: $0) } ?? []
        labels = plot.classLabels(
            of: figure.backdrop, classes: figure.classes,
            occupied: markers.map { Rectangle(center: $0.center, width: 18, height: 18) }
                + [figure.start, figure.end].compactMap(\.posterior).map(plot.bounds))
        width = Int(inner.maxX + Page.margin)
        var y = frame.maxY + 62
        let span = Rectangle(x: Page.margin, y: 0, width: inner.maxX - Page.margin, height: 0)
        strips = figure.paths.indices.map { index in
            y += 16
            let strip = Self.strip(figure, path: index, span: span, top: y)
            y += (strip.items.first?.box.height ?? 56) + 32
            return strip
        }
        height = Int(y) + 4
    }

    /// The accent for the first path, then dark shades that stand off from it.
    static func color(ofPath index: Int) -> Color {
        [Color.accent, Color(hex: 0x122B58), Color(hex: 0x1B8A4B)][index % 3]
    }

    /// Numbers as many steps as have room, the ends first; the rest are dots.
    private static func markers(_ paths: [InterpolationFigure.Path], on plot: PlanePlot) -> [Marker] {
        var placer = LabelPlacer(bounds: plot.frame)
        var markers: [Marker] = []
        for (index, path) in paths.enumerated() {
            let count = min(path.points.count, path.decoded.count)
            let shown = (0..<count).filter { plot.frame.contains(plot.area.place(path.points[$0])) }
            let order = [0, count - 1] + shown.filter { $0 != 0 && $0 != count - 1 }
            var numbered = Set<Int>()
            for step in order where shown.contains(step) {
                let box = Rectangle(
                    center: plot.area.place(path.points[step]), width: 2 * radius + 2, height: 2 * radius + 2)
                if placer.isFree(box) {
                    placer.occupy(box)
                    numbered.insert(step)
                }
            }
            markers += shown.map { step in
                Marker(
                    path: index, step: step, center: plot.area.place(path.points[step]),
                    radius: numbered.contains(step) ? radius : 2.5, isNumbered: numbered.contains(step))
            }
        }
        return markers.filter { !$0.isNumbered } + markers.filter(\.isNumbered)
    }

    /// As many decoded images as fit between the real ones, twice their size where possible.
    private static func strip(
        _ figure: InterpolationFigure, path index: Int, span: Rectangle, top: Double
    ) -> Strip {
        let path = figure.paths[index]
        let count = min(path.points.count, path.decoded.count)
        let columns = Double(path.decoded.first?.columns ?? 28), rows = Double(path.decoded.first?.rows ?? 28)
        let hasStart = figure.start.image != nil, hasEnd = figure.end.image != nil
        func room(_ pixelSize: Double) -> Double {
            span.width - (Double(hasStart ? 1 : 0) + Double(hasEnd ? 1 : 0)) * (columns * pixelSize + 24)
        }
        let pixelSize = room(2) >= Double(count) * (columns * 2 + 6) - 6 ? 2.0 : 1.0
        let side = columns * pixelSize, height = rows * pixelSize
        let fitting = max(1, min(count, Int((room(pixelSize) + 6) / (side + 6))))
        let steps = (0..<fitting).map { fitting > 1 ? $0 * (count - 1) / (fitting - 1) : 0 }
        let left = span.x + (hasStart ? side + 24 : 0)
        let stride = fitting > 1 ? (room(pixelSize) - side) / Double(fitting - 1) : 0
        let items = (count > 0 ? steps : []).enumerated().map { place, step in
            (
                step: step,
                box: Rectangle(
                    x: (left + Double(place) * stride).rounded(), y: top, width: side, height: height)
            )
        }
        let title = Moment.capitalised(path.title)
        let wordsLeft = left + Font.heading.width(of: title) + 10
        let words = [
            path.measureWords,
            figure.classes.passage(path.passed, from: figure.start.label, to: figure.end.label),
        ].filter { !$0.isEmpty }.joined(separator: " · ")
        return Strip(
            path: index, title: title,
            words: Font.label.fitting(words, width: span.maxX - wordsLeft), left: left, wordsLeft: wordsLeft,
            top: top, pixelSize: pixelSize, items: items,
            start: hasStart ? Rectangle(x: span.x, y: top, width: side, height: height) : nil,
            end: hasEnd ? Rectangle(x: span.maxX - side, y: top, width: side, height: height) : nil)
    }
}
