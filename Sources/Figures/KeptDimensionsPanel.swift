import Drawing
import LatentSpace

/// The curves of a ``KeptDimensionsFigure``: nats per image by the dimensions that are kept.
///
/// The axis has a column for each number that images are shown of; between two columns it is even.
struct KeptDimensionsPanel: Sendable {
    /// A curve with its name beside its end.
    struct Curve: Sendable {
        let name: String
        let color: Color
        let points: [Point]
        let nameBox: Rectangle
    }

    let area: PlotArea
    let curves: [Curve]
    /// The line of the active dimensions: where it stands, and its name above the frame; `nil` where none or all are.
    let active: (x: Double, text: String, box: Rectangle)?
    /// The right edge of the longest name.
    let right: Double
    private let xTicks: [Tick], yTicks: [Tick]

    private static let font = Font.heading

    init(_ figure: KeptDimensionsFigure, frame: Rectangle) {
        let columns = figure.columns
        let elbos = figure.points.compactMap(\.elbo)
        let values = figure.points.map(\.reconstruction) + elbos
        let y = AxisScale.extent(of: values, padding: 0.07)
        let area = PlotArea(frame: frame, x: -0.5...Double(max(1, columns.count)) - 0.5, y: y)
        self.area = area
        let decimals = AxisScale.decimals(in: y, count: 5)
        yTicks = AxisScale.ticks(in: y, count: 5).map {
            Tick(value: $0, label: Numerals.fixed($0, decimals: decimals))
        }
        xTicks = columns.enumerated().map { Tick(value: Double($0), label: "\($1)") }
        func line(_ value: (KeptDimensionsFigure.Measurement) -> Double?) -> [Point] {
            figure.points.compactMap { point in
                guard let value = value(point), value.isFinite else { return nil }
                return area.place(SIMD2(Self.position(of: point.kept, among: columns), value))
            }
        }
        let last = figure.points.last
        // The colours of the training's curves.
        var found = [
            ("reconstruction", Color(hex: 0x31B3E6), line { $0.reconstruction }, last?.reconstruction)
        ]
        if !elbos.isEmpty { found.append(("ELBO", Palette.classes[0], line(\.elbo), last?.elbo)) }
        found.removeAll { $0.2.isEmpty }
        // The upper one's name lies higher.
        let ends = found.indices.sorted { (found[$0].2.last?.y ?? 0) < (found[$1].2.last?.y ?? 0) }
        let places = CurvePanel.spread(
            ends.map { found[$0].2.last?.y ?? 0 }, gap: 15, low: frame.y, high: frame.maxY)
        curves = zip(ends, places).map { index, y in
            let (name, color, points, last) = found[index]
            let text = "\(name) \(Numerals.fixed(last ?? .nan, decimals: 1))"
            return Curve(
                name: text, color: color, points: points,
                nameBox: Rectangle(
                    x: frame.maxX + 12, y: y - 7, width: Self.font.width(of: text), height: 14))
        }
        right = curves.map(\.nameBox.maxX).max() ?? frame.maxX
        let count = figure.activeCount
        if count > 0, count < figure.order.count {
            let x = area.place(SIMD2(Self.position(of: count, among: columns), 0)).x
            let text = "\(count) active"
            let width = Font.tick.width(of: text)
            let middle = min(max(x, frame.x + width / 2), frame.maxX - width / 2)
            let box = Rectangle(x: middle - width / 2, y: frame.y - 16, width: width, height: 12)
            active = (x: x, text: text, box: box)
        } else {
            active = nil
        }
    }

    /// Where a number of dimensions lies on the axis: columns at whole numbers.
    static func position(of kept: Int, among columns: [Int]) -> Double {
        guard let next = columns.firstIndex(where: { $0 >= kept }), next > 0 else {
            return kept > (columns.first ?? 0) ? Double(max(0, columns.count - 1)) : 0
        }
        let (low, high) = (columns[next - 1], columns[next])
        return Double(next - 1) + Double(kept - low) / Double(high - low)
    }

    func draw(on canvas: borrowing Canvas) {
        let frame = area.frame
        canvas.text(
            "Nats per image from the most active dimensions alone", at: Point(frame.x, frame.y - 28),
            font: Font(size: 12, weight: .bold))
        let axes = Axes(
            area: area, xTicks: xTicks, yTicks: yTicks, xTitle: "dimensions kept", yTitle: "nats per image",
            hasGridLines: true)
        axes.drawBackground(on: canvas)
        if let active {
            canvas.line(
                from: Point(active.x, frame.y), to: Point(active.x, frame.maxY),
                Stroke(color: .secondary, width: 1, dashes: [4, 3]))
            canvas.text(
                active.text, at: active.box.center, font: .tick, color: .secondary, horizontal: .center,
                vertical: .middle)
        }
        axes.draw(on: canvas)
        canvas.clipped(to: frame.inset(by: -3)) { canvas in
            for curve in curves {
                canvas.stroke(curve.points, Stroke(color: curve.color, width: 2, isRound: true))
                for point in curve.points { canvas.fillCircle(at: point, radius: 2.6, color: curve.color) }
            }
        }
        for curve in curves {
            canvas.text(
                curve.name, at: Point(curve.nameBox.x, curve.nameBox.center.y), font: Self.font,
                color: curve.color.mixed(with: .ink, 0.35), vertical: .middle)
        }
    }
}
