import Drawing
import LatentSpace

/// Curves over epochs, each named at its end; the first epoch is widened by a square-root axis.
struct CurvePanel: Sendable {
    /// A curve: epochs and values.
    struct Curve: Sendable {
        var name: String
        var color: Color
        var points: [SIMD2<Double>]
        var isMain = false
        /// Drawn thin and below the others: what a curve is compared with.
        var isReference = false
    }

    /// A curve's name and last value beside its end.
    struct EndLabel: Sendable {
        let curve: Int
        let text: String
        let box: Rectangle
    }

    let title: String
    let curves: [Curve]
    let area: PlotArea
    let endLabels: [EndLabel]
    private let yTicks: [Tick]
    /// The main curve's first value where it lies below the plot.
    private let hiddenStart: Double?
    private let lastEpoch: Double
    private let stepsPerEpoch: Int?

    /// - Parameters:
    ///   - left: the left edge on the page, of the vertical axis's title.
    ///   - stepsPerEpoch: steps for the axis at the top; `nil` where the curves are over steps.
    ///   - skipsStart: whether the main curve's steep beginning, below `floor`, is cut off.
    ///   - startsAtZero: whether the vertical axis begins at 0.
    init(
        title: String, left: Double, curves: [Curve], stepsPerEpoch: Int? = 1, skipsStart: Bool = false,
        startsAtZero: Bool = false
    ) {
        self.title = title
        self.stepsPerEpoch = stepsPerEpoch
        let curves = curves.filter { !$0.points.isEmpty }
        self.curves = curves
        let all = curves.flatMap(\.points).filter { $0.y.isFinite }
        let main = curves.last(where: \.isMain)?.points.filter { $0.y.isFinite } ?? []
        var values = all.map(\.y)
        if skipsStart, let floor = Self.floor(of: main), main.count(where: { $0.y >= floor }) >= Self.fewest {
            values.removeAll { $0 < floor }
        }
        let extent = AxisScale.extent(of: values, padding: 0.06)
        let y = startsAtZero ? min(0, values.min() ?? 0)...max(extent.upperBound, 0.1) : extent
        let decimals = AxisScale.decimals(in: y, count: 6)
        yTicks = AxisScale.ticks(in: y, count: 6).map {
            Tick(value: $0, label: Numerals.fixed($0, decimals: decimals))
        }
        lastEpoch = all.map(\.x).max() ?? 0
        area = PlotArea(
            frame: Rectangle(
                x: left + Axes.leftRoom(for: yTicks), y: Page.contentTop + 64, width: 340, height: 300),
            // What was measured before training only stands at its name.
            x: lastEpoch > 0 ? 0...lastEpoch.squareRoot() : -1...0, y: y)
        hiddenStart = main.first.flatMap { $0.y < y.lowerBound ? $0.y : nil }
        endLabels = Self.endLabels(curves, area: area)
    }

    /// A beginning is cut off only where so many points are left to be read.
    private static let fewest = 5

    /// Where the vertical axis begins so that the curve's slow part can be read: as far below the value after one
    /// epoch as twice what was gained since, or at the first value after epoch 0 where that is higher or the
    /// curve ends within an epoch or two.
    private static func floor(of curve: [SIMD2<Double>]) -> Double? {
        guard let first = curve.first(where: { $0.x > 0 })?.y else { return nil }
        guard let end = curve.last, end.x >= 2, let settled = curve.first(where: { $0.x >= 1 })?.y,
            end.y > settled
        else { return first }
        return max(first, settled - 2 * (end.y - settled))
    }

    /// The right edge of the longest name.
    var right: Double { endLabels.map(\.box.maxX).max() ?? area.frame.maxX }

    /// Names beside the curves' ends, moved apart where they would touch.
    private static func endLabels(_ curves: [Curve], area: PlotArea) -> [EndLabel] {
        let height = 14.0
        let ends = curves.enumerated().compactMap { index, curve -> (curve: Int, y: Double)? in
            guard !curve.name.isEmpty, let last = curve.points.last, last.y.isFinite else { return nil }
            return (index, area.place(SIMD2(0, last.y.clamped(to: area.y))).y)
        }.sorted { $0.y != $1.y ? $0.y < $1.y : $0.curve < $1.curve }
        let places = spread(
            ends.map(\.y), gap: height, low: area.frame.y, high: area.frame.maxY)
        return zip(ends, places).map { end, y in
            let curve = curves[end.curve]
            let text = "\(curve.name) \(Numerals.fixed(curve.points.last?.y ?? 0, decimals: 1))"
            let font: Font = curve.isMain ? .heading : .label
            return EndLabel(
                curve: end.curve, text: text,
                box: Rectangle(
                    x: area.frame.maxX + 22, y: y - height / 2, width: font.width(of: text), height: height))
        }
    }

    /// Ascending places moved as little as needed to lie `gap` apart between `low` and `high`.
    static func spread(_ places: [Double], gap: Double, low: Double, high: Double) -> [Double] {
        var moved = places
        for index in moved.indices {
            moved[index] = max(moved[index], index == 0 ? low : moved[index - 1] + gap)
        }
        for index in moved.indices.reversed() {
            moved[index] = min(moved[index], index == moved.count - 1 ? high : moved[index + 1] - gap)
        }
        return moved
    }

    func draw(on canvas: borrowing Canvas) {
        canvas.text(title, at: Point(area.frame.x, area.frame.y - 42), font: Font(size: 12, weight: .bold))
        let axes = Axes(
            area: area, xTicks: epochTicks, yTicks: yTicks, xTitle: stepsPerEpoch == nil ? "steps" : "epochs",
            yTitle: "nats per image",
            hasGridLines: true)
        axes.drawBackground(on: canvas)
        axes.draw(on: canvas)
        let placed = curves.map { curve in
            curve.points.filter { $0.y.isFinite }.map { area.place(SIMD2($0.x.squareRoot(), $0.y)) }
        }
        // Dots on the frame are whole.
        let room = area.frame.inset(by: -3)
        let seen = Rectangle(
            x: room.x, y: room.y, width: room.width,
            height: hiddenStart == nil ? room.height : room.height - 3)
        canvas.clipped(to: seen) { canvas in
            for (curve, line) in zip(curves, placed) {
                let width = curve.isMain ? 2.2 : curve.isReference ? 1 : 1.5
                canvas.stroke(line, Stroke(color: curve.color, width: width, isRound: true))
                guard curve.isMain || line.count == 1 else { continue }
                for point in line { canvas.fillCircle(at: point, radius: 2.4, color: curve.color) }
            }
        }
        drawSteps(on: canvas)
        drawEnds(placed, on: canvas)
        drawHidden(on: canvas)
    }

    private func drawEnds(_ lines: [[Point]], on canvas: borrowing Canvas) {
        for label in endLabels {
            guard let end = lines[label.curve].last else { continue }
            let color = curves[label.curve].color
            let y = label.box.center.y
            let endY = min(max(end.y, area.frame.y), area.frame.maxY)
            canvas.stroke(
                [Point(area.frame.maxX + 3, endY), Point(area.frame.maxX + 18, y)],
                Stroke(color: color, width: 1))
            canvas.text(
                label.text, at: Point(label.box.x, y),
                font: curves[label.curve].isMain ? .heading : .label, color: color.mixed(with: .ink, 0.35),
                vertical: .middle)
        }
    }

    /// Says what the untrained model had, where that lies below the plot.
    private func drawHidden(on canvas: borrowing Canvas) {
        guard let hiddenStart else { return }
        let name = Moment.capitalised(curves.last(where: \.isMain)?.name ?? "")
        canvas.text(
            "\(name) before training: \(Numerals.fixed(hiddenStart, decimals: 1)), below this plot",
            at: Point(area.frame.x, area.frame.maxY + 50), font: .tick, color: .secondary)
    }

    /// The axis at the top: the optimiser's steps at the ends of epochs.
    private func drawSteps(on canvas: borrowing Canvas) {
        guard let stepsPerEpoch else { return }
        var lastEnd = area.frame.x - 6
        for tick in epochTicks {
            let epoch = (tick.value * tick.value).rounded()
            let label = Numerals.grouped(Int(epoch) * stepsPerEpoch)
            let x = area.place(SIMD2(tick.value, 0)).x.rounded() + 0.5
            let half = Font.tick.width(of: label) / 2
            guard x - half >= lastEnd + 6 || epoch == 0 else { continue }
            lastEnd = x + half
            canvas.line(
                from: Point(x, area.frame.y - 4), to: Point(x, area.frame.y), Stroke(color: .rule))
            canvas.text(
                label, at: Point(x, area.frame.y - 8), font: .tick, color: .secondary, horizontal: .center)
        }
        canvas.text(
            "steps", at: Point(area.frame.maxX, area.frame.y - 25), font: .heading, color: .secondary,
            horizontal: .right)
    }

    /// Whole epochs, or round numbers of steps, thinned so that their numbers keep apart.
    private var epochTicks: [Tick] {
        guard lastEpoch.isFinite, lastEpoch < 1e6 || stepsPerEpoch == nil else { return [] }
        let last = Int(min(max(0, lastEpoch + 1e-9), 1e15))
        var ticks: [Tick] = []
        var lastLabel = -Double.infinity
        for number in stepsPerEpoch == nil ? Self.roundNumbers(to: last) : Array(0...last) {
            let value = Double(number).squareRoot(), label = Numerals.grouped(number)
            let x = area.place(SIMD2(value, 0)).x
            guard x - lastLabel >= max(22, Font.tick.width(of: label) + 8) else { continue }
            lastLabel = x
            ticks.append(Tick(value: value, label: label))
        }
        return ticks
    }

    /// 0, and 1, 2 and 5 times the powers of ten, ascending.
    private static func roundNumbers(to last: Int) -> [Int] {
        var numbers = [0], power = 1
        while power <= last {
            numbers += [1, 2, 5].map { $0 * power }.filter { $0 <= last }
            power *= 10
        }
        return numbers
    }
}

extension Double {
    /// The nearest value within `range`.
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
