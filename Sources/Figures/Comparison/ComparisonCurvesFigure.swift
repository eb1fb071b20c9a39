public import Drawing
import Foundation
import LatentSpace

/// `comparison-curves`: one number of several runs against how far training had come, on one axis.
public struct ComparisonCurvesFigure: Figure {
    /// A run's curve, or the middle one of several.
    public struct Series: Sendable {
        /// What stands at its end; empty for a curve without a name.
        public let name: String
        public let color: Color
        /// Positions and values, ascending.
        public let points: [SIMD2<Double>]
        /// The least and the greatest value at positions; empty for a single run.
        public let band: [(position: Double, low: Double, high: Double)]
        /// Whether it is drawn thin and dashed, below the others.
        public let isSecond: Bool

        public init(
            name: String, color: Color, points: [SIMD2<Double>],
            band: [(position: Double, low: Double, high: Double)] = [], isSecond: Bool = false
        ) {
            self.name = name
            self.color = color
            self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
            self.band = band.filter { $0.low.isFinite && $0.high.isFinite }
            self.isSecond = isSecond
        }
    }

    /// What is drawn, as "Test ELBO".
    public let title: String
    /// What the runs have in common, under the title.
    public let subtitle: String
    public let xTitle: String
    public let series: [Series]
    /// Whether a divergence is drawn, whose axis begins at 0; else the steep beginning may be cut off.
    public let isDivergence: Bool

    public init(title: String, subtitle: String, xTitle: String, series: [Series], isDivergence: Bool) {
        self.title = title
        self.subtitle = subtitle
        self.xTitle = xTitle
        self.series = series
        self.isDivergence = isDivergence
    }

    /// The greatest position.
    public var end: Double { series.flatMap(\.points).map(\.x).max() ?? 0 }

    private var named: [Series] { series.filter { !$0.name.isEmpty && !$0.points.isEmpty } }

    public var alternativeText: String {
        let ends = named.map { series in
            let last = Numerals.fixed(series.points.last?.y ?? .nan, decimals: 2)
            guard let band = series.band.last else { return "\(series.name) \(last)" }
            return "\(series.name) \(last) in the middle, from \(Numerals.fixed(band.low, decimals: 2)) to "
                + Numerals.fixed(band.high, decimals: 2)
        }
        return "\(title) in nats per image, \(subtitle). At the end: \(ends.joined(separator: "; "))."
    }

    public var table: DataTable? {
        let places = Set(series.flatMap(\.points).map(\.x)).sorted()
        let shown = series.enumerated().map { index, series in
            (
                name: series.name.isEmpty ? self.series[..<index].last?.name ?? "" : series.name,
                isSecond: series.isSecond,
                values: Dictionary(
                    series.points.map { ($0.x, $0.y) }, uniquingKeysWith: { first, _ in first })
            )
        }
        return DataTable(
            columns: [xTitle] + shown.map { $0.isSecond ? "train, \($0.name)" : $0.name },
            rows: places.map { place in
                [Numerals.fixed(place, decimals: 3)]
                    + shown.map { $0.values[place].map { Numerals.fixed($0, decimals: 3) } ?? "–" }
            }, note: "In nats per image.")
    }

    /// Where the plot lies in the picture, and how large that is.
    public static let plot = Rectangle(x: 62, y: 64, width: 330, height: 240)
    public static let width = 540, height = 356

    public func picture() -> Picture {
        let range = range
        let decimals = AxisScale.decimals(in: range, count: 6)
        let area = PlotArea(
            frame: Self.plot, x: 0...max(end.squareRoot(), 1e-9), y: range)
        let axes = Axes(
            area: area, xTicks: xTicks(area),
            yTicks: AxisScale.ticks(in: range, count: 6).map {
                Tick(value: $0, label: Numerals.fixed($0, decimals: decimals))
            }, xTitle: xTitle, yTitle: "nats per image", hasGridLines: true)
        let labels = labels(in: area)
        return Picture(width: Self.width, height: Self.height) { canvas in
            let room = Double(Self.width) - 2 * Page.margin
            canvas.text(
                Font.title.fitting(title, width: room), at: Point(Page.margin, 28), font: .title)
            canvas.text(
                Font.subtitle.fitting(subtitle, width: room), at: Point(Page.margin, 47), font: .subtitle,
                color: .secondary)
            axes.drawBackground(on: canvas)
            axes.draw(on: canvas)
            draw(in: area, on: canvas)
            for label in labels {
                canvas.stroke(
                    [Point(area.frame.maxX + 2, label.end), Point(area.frame.maxX + 12, label.y)],
                    Stroke(color: label.color))
                canvas.text(
                    label.text, at: Point(area.frame.maxX + 15, label.y), font: .heading,
                    color: label.color.mixed(with: .ink, 0.35), vertical: .middle)
            }
        }
    }

    private func draw(in area: PlotArea, on canvas: borrowing Canvas) {
        func place(_ x: Double, _ y: Double) -> Point { area.place(SIMD2(x.squareRoot(), y)) }
        let (second, first) = (series.filter(\.isSecond), series.filter { !$0.isSecond })
        canvas.clipped(to: area.frame.inset(by: -1)) { canvas in
            for series in first where series.band.count > 1 {
                let upper = series.band.map { place($0.position, $0.high) }
                let lower = series.band.reversed().map { place($0.position, $0.low) }
                canvas.fill(upper + lower, color: series.color.opacity(0.2))
            }
            for series in second {
                canvas.stroke(
                    series.points.map { place($0.x, $0.y) },
                    Stroke(color: series.color.opacity(0.75), width: 1.1, dashes: [4, 3]))
            }
            for series in first {
                let line = series.points.map { place($0.x, $0.y) }
                canvas.stroke(line, Stroke(color: series.color, width: 2, isRound: true))
                for point in line { canvas.fillCircle(at: point, radius: 2.1, color: series.color) }
            }
        }
    }

    /// The values on the vertical axis. Where training made a steep beginning, the axis begins at the worst value after a
    /// fifth of the way, so that the rest can be read.
    private var range: ClosedRange<Double> {
        let all = series.flatMap { $0.points.map(\.y) + $0.band.flatMap { [$0.low, $0.high] } }
        if isDivergence { return 0...max(0.1, (all.max() ?? 0) * 1.06) }
        let late = series.filter { !$0.isSecond }.flatMap { series in
            series.points.filter { $0.x >= 0.2 * end }.map(\.y)
                + series.band.filter { $0.position >= 0.2 * end }.map { $0.low }
        }
        guard late.count > 2, let floor = late.min() else { return AxisScale.extent(of: all, padding: 0.06) }
        return AxisScale.extent(of: all.filter { $0 >= floor }, padding: 0.06)
    }

    /// Whole positions on the square-root scale, thinned so that their numbers keep apart.
    private func xTicks(_ area: PlotArea) -> [Tick] {
        var last = -Double.infinity
        return AxisScale.ticks(in: 0...max(end, 1e-9), count: 10).compactMap { position in
            let x = area.place(SIMD2(position.squareRoot(), 0)).x
            let decimals = AxisScale.decimals(in: 0...max(end, 1e-9), count: 10)
            let label = Numerals.fixed(position, decimals: decimals)
            guard x - last >= max(24, Font.tick.width(of: label) + 8) else { return nil }
            last = x
            return Tick(value: position.squareRoot(), label: label)
        }
    }

    private func labels(in area: PlotArea) -> [(text: String, color: Color, y: Double, end: Double)] {
        let room = Double(Self.width) - area.frame.maxX - 15 - 8
        let ends = named.map { series -> (series: Series, y: Double) in
            let y = series.points.last?.y ?? 0
            let inside = min(max(y, area.y.lowerBound), area.y.upperBound)
            return (series, area.place(SIMD2(0, inside)).y)
        }.enumerated().sorted { ($0.element.y, $0.offset) < ($1.element.y, $1.offset) }.map { $0.element }
        let places = CurvePanel.spread(
            ends.map(\.y), gap: 15, low: area.frame.y + 4, high: area.frame.maxY - 4)
        return zip(ends, places).map { end, y in
            let value = " " + Numerals.fixed(end.series.points.last?.y ?? 0, decimals: 1)
            let name = Font.heading.fitting(
                end.series.name, width: room - Font.heading.width(of: value))
            return (name + value, end.series.color, y, end.y)
        }
    }
}
