import Drawing
import LatentSpace

/// Where the values of several series lie: for each a row with its name, its middle half, nearly all of it, and
/// its mean, which the right edge has in figures.
struct RangePanel: Sendable {
    /// Values of one kind.
    struct Series: Sendable {
        let name: String
        let color: Color
        let values: [Double]
    }

    /// A series in its place: where its name ends, and what of it lies where.
    struct Row: Sendable {
        let series: Series
        let nameBox: Rectangle
        let y: Double
        /// The 5th, 25th, 75th and 95th of a hundred values, and the mean; `nil` for a series without values.
        let marks: (low: Double, lower: Double, upper: Double, high: Double, mean: Double)?
        let meanBox: Rectangle
    }

    private static let rowHeight = 27.0
    private static let nameFont = Font.label, meanFont = Font.heading

    let title: String
    let area: PlotArea
    let rows: [Row]
    private let axes: Axes
    private let left: Double

    /// Where the panel ends, its axis included.
    var bottom: Double { area.frame.maxY + 40 }

    /// A panel of `range` between `left` and `right`, its title at `top`.
    init(
        title: String, left: Double, right: Double, top: Double, range: ClosedRange<Double>, xTitle: String,
        series: [Series]
    ) {
        self.title = title
        self.left = left
        let names = series.map { Self.nameFont.width(of: $0.name) }.max() ?? 0
        let marks = series.map { Self.marks($0.values) }
        let means = marks.map { Self.meanFont.width(of: Self.text($0?.mean)) }
        let (before, after) = (names.rounded(.up) + 14, (means.max() ?? 0).rounded(.up) + 14)
        let frame = Rectangle(
            x: left + before, y: top + 12, width: right - left - before - after,
            height: Self.rowHeight * Double(max(1, series.count)) + 8)
        area = PlotArea(frame: frame, x: range, y: 0...1)
        let area = area
        rows = series.enumerated().map { index, series in
            let y = frame.y + 4 + Self.rowHeight * (Double(index) + 0.5)
            return Row(
                series: series,
                nameBox: Rectangle(
                    x: frame.x - 10 - Self.nameFont.width(of: series.name), y: y - 7,
                    width: Self.nameFont.width(of: series.name), height: 14),
                y: y, marks: marks[index],
                meanBox: Rectangle(x: right - means[index], y: y - 7, width: means[index], height: 14))
        }
        let ticks = AxisScale.ticks(in: range, count: 10)
        axes = Axes(
            area: area, xTicks: ticks.map { Tick(value: $0, label: Numerals.fixed($0, decimals: 0)) },
            yTicks: [], xTitle: xTitle, hasGridLines: true)
    }

    static func text(_ mean: Double?) -> String { mean.map { Numerals.fixed($0, decimals: 1) + " %" } ?? "–" }

    private static func marks(
        _ values: [Double]
    ) -> (low: Double, lower: Double, upper: Double, high: Double, mean: Double)? {
        let sorted = values.filter(\.isFinite).sorted()
        guard !sorted.isEmpty else { return nil }
        func at(_ share: Double) -> Double { sorted[Int((Double(sorted.count - 1) * share).rounded())] }
        return (at(0.05), at(0.25), at(0.75), at(0.95), sorted.reduce(0, +) / Double(sorted.count))
    }

    func draw(on canvas: borrowing Canvas) {
        canvas.text(title, at: Point(left, area.frame.y - 12), font: .heading)
        axes.drawBackground(on: canvas)
        for row in rows {
            canvas.text(
                row.series.name, at: row.nameBox.center, font: Self.nameFont, horizontal: .center,
                vertical: .middle)
            guard let marks = row.marks else { continue }
            func x(_ value: Double) -> Double { area.place(SIMD2(value, 0)).x }
            canvas.fill(
                Rectangle(x: x(marks.low), y: row.y - 1.5, width: x(marks.high) - x(marks.low), height: 3),
                color: row.series.color.opacity(0.55), radius: 1.5)
            canvas.fill(
                Rectangle(
                    x: x(marks.lower), y: row.y - 5, width: x(marks.upper) - x(marks.lower), height: 10),
                color: row.series.color, radius: 3)
            canvas.fillCircle(at: Point(x(marks.mean), row.y), radius: 6, color: .paper)
            canvas.fillCircle(at: Point(x(marks.mean), row.y), radius: 4, color: row.series.color)
            canvas.text(
                Self.text(marks.mean), at: row.meanBox.center, font: Self.meanFont,
                color: row.series.color.mixed(with: .ink, 0.35), horizontal: .center, vertical: .middle)
        }
        axes.draw(on: canvas)
    }
}
