import CurveLesson
import Drawing
import LatentSpace

/// Where the parts of a ``CurveLessonFigure`` go on the page: the points left, the errors by code right.
struct CurveLessonLayout: Sendable {
    /// A line of the legend.
    struct Entry: Sendable {
        enum Mark: Sendable {
            case line(Stroke)
            case dot(Color)
        }

        let mark: Mark
        let text: String
        let box: Rectangle
    }

    static let spiralStroke = Stroke(
        color: Color(hex: 0x9AA1AB), width: 2, dashes: [2, 4], isRound: true)
    static let distanceFont = Font(size: 13, weight: .bold)
    static let ticks = [-1.0, -0.5, 0, 0.5, 1].map {
        Tick(value: $0, label: Numerals.fixed($0, decimals: 1))
    }

    let width: Int, height: Int
    let plane: PlotArea
    let bar: ColorBar
    /// The fitted curve on the page, whole and in pieces of one colour.
    let curve: [Point]
    let pieces: [(line: [Point], color: Color)]
    let distanceText: String
    let distanceLabel: Rectangle?
    let errors: PlotArea
    let errorAxes: Axes
    let errorLine: [Point]
    let legend: [Entry]

    init(_ figure: CurveLessonFigure) {
        let lesson = figure.lesson
        let reach = 1.12
        let frame = Rectangle(x: 66, y: Page.contentTop + 20, width: 440, height: 440)
        plane = PlotArea(frame: frame, x: -reach...reach, y: -reach...reach)
        let scale = ColorScale.sequential(0...max(lesson.curve.length, 1e-9), tickCount: 6)
        bar = .beside(frame, scale: scale, title: "code")
        let plane = plane
        curve = lesson.curve.points.map(plane.place)
        pieces = Self.pieces(lesson.curve, on: plane, scale: scale)
        distanceText = figure.farthest.map { Numerals.fixed($0.distance, decimals: 2) + " off" } ?? ""
        distanceLabel = Self.distanceLabel(figure, text: distanceText, on: plane)

        let sorted = lesson.draws.sorted { $0.code < $1.code }
        let highest = sorted.map(\.distance).filter(\.isFinite).max() ?? 0
        let y = 0...max(highest * 1.1, 1e-3)
        let errorFrame = Rectangle(x: bar.bounds.maxX + 92, y: frame.y, width: 400, height: 250)
        errors = PlotArea(frame: errorFrame, x: 0...max(lesson.curve.length, 1e-9), y: y)
        func ticks(_ range: ClosedRange<Double>) -> [Tick] {
            let decimals = AxisScale.decimals(in: range, count: 6)
            return AxisScale.ticks(in: range, count: 6).map {
                Tick(value: $0, label: Numerals.fixed($0, decimals: decimals))
            }
        }
        errorAxes = Axes(
            area: errors, xTicks: ticks(errors.x), yTicks: ticks(y),
            xTitle: "code: path length on the curve",
            yTitle: "distance from the spiral", hasGridLines: true)
        let errors = errors
        errorLine = sorted.map { errors.place(SIMD2($0.code, $0.distance)) }
        legend = Self.legend(figure, left: errorFrame.x, top: errorFrame.maxY + 62)
        let right = max(errorFrame.maxX, legend.map(\.box.maxX).max() ?? 0)
        width = Int((right + Page.margin).rounded(.up))
        height = Int(frame.maxY) + 52
    }

    /// The curve cut where its colour changes.
    private static func pieces(
        _ curve: Polyline, on plane: PlotArea, scale: ColorScale
    ) -> [(line: [Point], color: Color)] {
        let step = 6
        return stride(from: 0, to: max(0, curve.points.count - 1), by: step).map { start in
            let end = min(start + step, curve.points.count - 1)
            let middle = (curve.lengths[start] + curve.lengths[end]) / 2
            return (curve.points[start...end].map(plane.place), scale.color(of: middle))
        }
    }

    /// A place for the distance beside its line, off the points and the curve as far as there is one.
    private static func distanceLabel(
        _ figure: CurveLessonFigure, text: String, on plane: PlotArea
    ) -> Rectangle? {
        guard let farthest = figure.farthest else { return nil }
        let start = plane.place(farthest.point)
        let end = plane.place(farthest.nearest)
        let lesson = figure.lesson
        let marks = (lesson.data + figure.marked.map(\.point)).map(plane.place) + [start, end]
        let along = (0...8).map { start + (end - start) * (Double($0) / 8) }
        let curve = stride(from: 0, to: lesson.curve.points.count, by: 8).map {
            plane.place(lesson.curve.points[$0])
        }
        let width = distanceFont.width(of: text) + 6
        let taken = (marks + along).map { Rectangle(center: $0, width: 12, height: 12) }
        var careful = LabelPlacer(
            bounds: plane.frame.inset(by: 4),
            occupied: taken + curve.map { Rectangle(center: $0, width: 7, height: 7) })
        var plain = LabelPlacer(bounds: plane.frame.inset(by: 4), occupied: taken)
        let middle = (start + end) / 2
        return careful.place(width: width, height: 16, near: middle, reach: 90)
            ?? plain.place(width: width, height: 16, near: middle)
    }

    private static func legend(_ figure: CurveLessonFigure, left: Double, top: Double) -> [Entry] {
        let lesson = figure.lesson
        let entries: [(Entry.Mark, String)] = [
            (
                .dot(.ink),
                "a point; the autoencoder gives it back with an error of "
                    + Numerals.fixed(lesson.reconstructionError, decimals: 3)
            ),
            (.line(spiralStroke), "the spiral that the points come from"),
            (
                .line(Stroke(color: Palette.classes[0], width: 3)),
                "what the codes decode to, coloured by code"
            ),
            (
                .dot(.sample),
                "\(figure.marked.count) random codes, joined to the nearest place on the spiral"
            ),
            (.dot(.accent), "the farthest of these"),
            (
                .line(Stroke(color: .sample, width: 1.2, dashes: [5, 4])),
                "mean of \(Numerals.grouped(lesson.draws.count)) random codes: "
                    + "\(Numerals.fixed(lesson.meanDrawDistance, decimals: 3)) off the spiral"
            ),
        ]
        return entries.enumerated().map { index, entry in
            Entry(
                mark: entry.0, text: entry.1,
                box: Rectangle(
                    x: left + 30, y: top + 21 * Double(index), width: Font.label.width(of: entry.1),
                    height: 14))
        }
    }
}
