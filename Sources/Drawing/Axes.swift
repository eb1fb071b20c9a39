/// The axes of a plot: ticks with their values outside the frame, and titles.
public struct Axes: Sendable {
    /// What the axes belong to.
    public let area: PlotArea
    /// The marks of the horizontal and of the vertical axis.
    public let xTicks: [Tick], yTicks: [Tick]
    /// What the axes show; empty for no title.
    public let xTitle: String, yTitle: String
    /// Whether faint lines run across the plot at the ticks.
    public let hasGridLines: Bool

    /// Axes around `area`.
    public init(
        area: PlotArea, xTicks: [Tick], yTicks: [Tick], xTitle: String = "", yTitle: String = "",
        hasGridLines: Bool = false
    ) {
        self.area = area
        self.xTicks = xTicks
        self.yTicks = yTicks
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.hasGridLines = hasGridLines
    }

    /// The pixels that the vertical axis's ticks, values and title take left of the frame, rounded up.
    public static func leftRoom(for yTicks: [Tick]) -> Double {
        let widest = yTicks.map { Font.tick.width(of: $0.label) }.max() ?? 0
        return (titleGap + widest + Font.heading.size).rounded(.up)
    }

    /// Between the widest value of the vertical axis and its title, and the tick marks.
    private static let titleGap = 18.0

    /// Draws the grid lines; call before the data.
    public func drawBackground(on canvas: borrowing Canvas) {
        guard hasGridLines else { return }
        let frame = area.frame
        for tick in xTicks {
            let x = crisp(area.place(SIMD2(tick.value, area.y.lowerBound)).x)
            canvas.line(from: Point(x, frame.y), to: Point(x, frame.maxY), Stroke(color: .hairline))
        }
        for tick in yTicks {
            let y = crisp(area.place(SIMD2(area.x.lowerBound, tick.value)).y)
            canvas.line(from: Point(frame.x, y), to: Point(frame.maxX, y), Stroke(color: .hairline))
        }
    }

    /// Draws the frame, the ticks, their values and the titles.
    public func draw(on canvas: borrowing Canvas) {
        let frame = area.frame
        let stroke = Stroke(color: .rule)
        canvas.stroke(
            Rectangle(
                x: crisp(frame.x), y: crisp(frame.y), width: frame.width.rounded(),
                height: frame.height.rounded()), color: .rule)
        var widest = 0.0
        for tick in xTicks {
            let x = crisp(area.place(SIMD2(tick.value, area.y.lowerBound)).x)
            canvas.line(from: Point(x, frame.maxY), to: Point(x, frame.maxY + 4), stroke)
            canvas.text(
                tick.label, at: Point(x, frame.maxY + 8), font: .tick, color: .secondary,
                horizontal: .center, vertical: .top)
        }
        for tick in yTicks {
            let y = crisp(area.place(SIMD2(area.x.lowerBound, tick.value)).y)
            canvas.line(from: Point(frame.x - 4, y), to: Point(frame.x, y), stroke)
            canvas.text(
                tick.label, at: Point(frame.x - 7, y), font: .tick, color: .secondary,
                horizontal: .right, vertical: .middle)
            widest = max(widest, Font.tick.width(of: tick.label))
        }
        canvas.text(
            xTitle, at: Point(frame.center.x, frame.maxY + 24), font: .heading, color: .secondary,
            horizontal: .center, vertical: .top)
        canvas.text(
            yTitle, at: Point(frame.x - Self.titleGap - widest, frame.center.y), font: .heading,
            color: .secondary,
            horizontal: .center, vertical: .baseline, rotation: 90)
    }

    /// The middle of the pixel at `position`, where a line of one pixel is sharp.
    private func crisp(_ position: Double) -> Double { position.rounded() + 0.5 }
}
