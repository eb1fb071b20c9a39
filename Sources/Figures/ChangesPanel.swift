import Drawing
import LatentSpace

/// How much the decoded image changes at each step of several ways: a curve each.
struct ChangesPanel: Sendable {
    /// A way's changes, one for each step.
    struct Curve: Sendable {
        let name: String
        let color: Color
        let changes: [Double]
    }

    static let title = "Change of the decoded image at each step"

    /// A curve's name beside its end.
    struct Name: Sendable {
        let curve: Int
        let box: Rectangle
    }

    let curves: [Curve]
    let area: PlotArea
    let names: [Name]
    private let yTicks: [Tick]

    /// A panel in `frame`; the axes' values and titles lie outside it, and the curves' names right of it.
    init(_ curves: [Curve], frame: Rectangle) {
        self.curves = curves
        let largest = curves.flatMap(\.changes).filter(\.isFinite).max() ?? 0
        let y = 0...(largest > 0 ? largest * 1.08 : 1)
        let steps = curves.map(\.changes.count).max() ?? 1
        area = PlotArea(frame: frame, x: 0.5...Double(max(1, steps)) + 0.5, y: y)
        let decimals = AxisScale.decimals(in: y, count: 4)
        yTicks = AxisScale.ticks(in: y, count: 4).map {
            Tick(value: $0, label: Numerals.fixed($0, decimals: decimals))
        }
        names = Self.names(of: curves, area: area)
    }

    /// Names beside the curves' ends, moved apart where they would touch.
    private static func names(of curves: [Curve], area: PlotArea) -> [Name] {
        let height = 14.0
        let ends = curves.enumerated().compactMap { index, curve -> (curve: Int, y: Double)? in
            guard let last = curve.changes.last, last.isFinite else { return nil }
            return (index, area.place(SIMD2(0, last)).y)
        }.sorted { ($0.y, $0.curve) < ($1.y, $1.curve) }
        let places = CurvePanel.spread(ends.map(\.y), gap: height, low: area.frame.y, high: area.frame.maxY)
        return zip(ends, places).map { end, y in
            Name(
                curve: end.curve,
                box: Rectangle(
                    x: area.frame.maxX + 12, y: y - height / 2,
                    width: Font.heading.width(of: curves[end.curve].name), height: height))
        }
    }

    /// Where a way's change at a step is drawn; `nil` where there is no such step.
    func place(curve: Int, step: Int) -> Point? {
        guard curves[curve].changes.indices.contains(step) else { return nil }
        return area.place(SIMD2(Double(step + 1), curves[curve].changes[step]))
    }

    func draw(on canvas: borrowing Canvas) {
        canvas.text(Self.title, at: Point(area.frame.x, area.frame.y - 9), font: .heading)
        let steps = Int(area.x.upperBound)
        let stride = max(1, (steps + 11) / 12)
        let axes = Axes(
            area: area,
            xTicks: (1...max(1, steps)).filter { $0 == 1 || $0.isMultiple(of: stride) }.map {
                Tick(value: Double($0), label: String($0))
            }, yTicks: yTicks, xTitle: "step", hasGridLines: true)
        axes.drawBackground(on: canvas)
        for curve in curves {
            let points = curve.changes.enumerated().map { area.place(SIMD2(Double($0 + 1), $1)) }
            canvas.stroke(points, Stroke(color: curve.color, width: 2, isRound: true))
            for point in points { canvas.fillCircle(at: point, radius: 2.4, color: curve.color) }
        }
        axes.draw(on: canvas)
        for name in names {
            canvas.text(
                curves[name.curve].name, at: Point(name.box.x, name.box.center.y), font: .heading,
                color: curves[name.curve].color, vertical: .middle)
        }
    }
}
