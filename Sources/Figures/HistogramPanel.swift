import Drawing
import LatentSpace

/// How often values of several series fall where: a stepped line for each, with its name.
struct HistogramPanel: Sendable {
    /// Values of one kind.
    struct Series: Sendable {
        let name: String
        let color: Color
        let values: [Double]
    }

    let title: String
    let frame: Rectangle
    let xTitle: String, yTitle: String
    let series: [Series]
    /// Values to places; the height is the share of a series' values in a bin.
    let area: PlotArea
    /// The share in each bin [series, bin].
    let shares: [[Double]]
    /// The width of a bin; the first begins at 0.
    private let binWidth: Double
    /// Where the names go, at the right.
    let names: [Rectangle]

    private static let binCount = 60

    init(title: String, frame: Rectangle, xTitle: String, yTitle: String, series: [Series]) {
        self.title = title
        self.frame = frame
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.series = series
        let all = series.flatMap(\.values).filter(\.isFinite)
        let highest = all.max() ?? 1
        // Whole numbers are counted fairly only by bins as wide as a whole number.
        let width = max(1, (highest / Double(Self.binCount)).rounded(.up))
        let count = max(1, Int(min(1e4, highest / width)) + 1)
        binWidth = width
        shares = series.map { series in
            var counts = Array(repeating: 0.0, count: count)
            let values = series.values.filter { $0.isFinite && $0 >= 0 }
            for value in values { counts[min(count - 1, Int(min(1e4, value / width)))] += 1 }
            return counts.map { $0 / Double(max(1, values.count)) }
        }
        let most = shares.joined().max() ?? 0
        area = PlotArea(frame: frame, x: 0...Double(count) * width, y: 0...max(most * 1.08, 1e-9))
        names = series.enumerated().map { index, series in
            let textWidth = Font.label.width(of: series.name)
            return Rectangle(
                x: frame.maxX - 12 - textWidth, y: frame.y + 8 + 18 * Double(index), width: textWidth,
                height: 14)
        }
    }

    func draw(on canvas: borrowing Canvas) {
        canvas.text(title, at: Point(frame.x, frame.y - 10), font: .heading)
        for (series, shares) in zip(series, shares) {
            var line = [area.place(SIMD2(0, 0))]
            for (bin, share) in shares.enumerated() {
                line.append(area.place(SIMD2(Double(bin) * binWidth, share)))
                line.append(area.place(SIMD2(Double(bin + 1) * binWidth, share)))
            }
            line.append(area.place(SIMD2(Double(shares.count) * binWidth, 0)))
            canvas.fill(line, color: series.color.opacity(0.16))
            canvas.stroke(line, Stroke(color: series.color, width: 1.6))
        }
        for (series, box) in zip(series, names) {
            canvas.fill(
                Rectangle(x: box.x - 16, y: box.center.y - 5, width: 10, height: 10), color: series.color)
            canvas.text(
                series.name, at: Point(box.x, box.center.y), font: .label, vertical: .middle,
                halo: (.paper, 2.5))
        }
        let ticks = AxisScale.ticks(in: area.x, count: 10)
        Axes(
            area: area, xTicks: ticks.map { Tick(value: $0, label: Numerals.fixed($0, decimals: 0)) },
            yTicks: [], xTitle: xTitle, yTitle: yTitle
        ).draw(on: canvas)
    }
}
