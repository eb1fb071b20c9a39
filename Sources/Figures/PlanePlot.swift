import Drawing
import LatentSpace

/// A square of the latent plane on the page, with what several figures draw on it.
struct PlanePlot: Sendable {
    /// Values to places.
    let area: PlotArea
    /// What the axes are called; the second is empty on a line.
    private let axisNames: (horizontal: String, vertical: String)
    private let isLine: Bool
    private let tickCount: Int

    /// A plot of `extent` on both axes in a square `frame`.
    init(frame: Rectangle, extent: ClosedRange<Double>, plane: LatentPlane, tickCount: Int = 7) {
        self.init(frame: frame, window: PlaneWindow(square: extent), plane: plane, tickCount: tickCount)
    }

    /// A plot of `window` in `frame`.
    init(frame: Rectangle, window: PlaneWindow, plane: LatentPlane, tickCount: Int = 7) {
        area = PlotArea(frame: frame, x: window.x, y: window.y)
        axisNames = plane.axisNames
        isLine = plane.isLine
        self.tickCount = tickCount
    }

    /// A plot of `window` in `frame`, of a plane along any two directions.
    init(
        frame: Rectangle, window: PlaneWindow, axisNames: (horizontal: String, vertical: String),
        tickCount: Int = 7
    ) {
        area = PlotArea(frame: frame, x: window.x, y: window.y)
        self.axisNames = axisNames
        isLine = false
        self.tickCount = tickCount
    }

    var frame: Rectangle { area.frame }

    /// The axes with round values.
    func axes(hasTitles: Bool = true) -> Axes {
        func ticks(_ range: ClosedRange<Double>) -> [Tick] {
            let decimals = AxisScale.decimals(in: range, count: tickCount)
            return AxisScale.ticks(in: range, count: tickCount).map {
                Tick(value: $0, label: Numerals.fixed($0, decimals: decimals))
            }
        }
        return Axes(
            area: area, xTicks: ticks(area.x), yTicks: isLine ? [] : ticks(area.y),
            xTitle: hasTitles ? axisNames.horizontal : "", yTitle: hasTitles ? axisNames.vertical : "")
    }

    /// The prior's 1- and 2-sigma marks: where each circle's name goes, at its lower right.
    private func priorName(sigma: Double) -> (text: String, box: Rectangle) {
        let half = 0.5.squareRoot()
        let place = isLine ? SIMD2(sigma, area.y.lowerBound) : SIMD2(sigma * half, -sigma * half)
        let text = sigma == 1 ? "1σ" : "2σ"
        var center = area.place(place)
        if isLine { center.y -= 9 }
        return (text, Rectangle(center: center, width: Font.tick.width(of: text) + 4, height: 12))
    }

    /// What the prior's names take.
    var priorNames: [Rectangle] { namedSigmas.map { priorName(sigma: $0).box } }

    /// The circles that are named: where the plane is so wide that both names meet, the outer one.
    private var namedSigmas: [Double] {
        priorName(sigma: 1).box.overlaps(priorName(sigma: 2).box) ? [2] : [1, 2]
    }

    /// What other labels are to keep off, so that they are not read as one with the prior's names.
    var priorNameSurroundings: [Rectangle] { priorNames.map { $0.inset(by: -5) } }

    /// Draws the prior's 1- and 2-sigma circles, dashed; on a line, marks at either side.
    ///
    /// - Parameter hasHalo: whether a pale line lies under them, to be seen on dark ground.
    func drawPrior(hasHalo: Bool = false, on canvas: borrowing Canvas) {
        let stroke = Stroke(color: Color.ink.opacity(hasHalo ? 0.85 : 0.55), width: 1, dashes: [4, 3])
        let plot = self
        canvas.clipped(to: frame) { canvas in
            for sigma in [1.0, 2.0] {
                if plot.isLine {
                    for x in [-sigma, sigma] {
                        let foot = plot.area.place(SIMD2(x, plot.area.y.lowerBound))
                        canvas.line(from: foot, to: Point(foot.x, plot.frame.y), stroke)
                    }
                } else {
                    let circle = DiagonalGaussian(mean: SIMD2(0, 0), logVariance: SIMD2(0, 0))
                        .ellipse(sigmas: sigma, pointCount: 144).map(plot.area.place)
                    if hasHalo {
                        canvas.stroke(circle, Stroke(color: .paper.opacity(0.75), width: 2.4), isClosed: true)
                    }
                    canvas.stroke(circle, stroke, isClosed: true)
                }
            }
        }
    }

    /// Writes "1σ" and "2σ" on the prior's circles.
    func drawPriorNames(on canvas: borrowing Canvas) {
        for sigma in namedSigmas {
            let name = priorName(sigma: sigma)
            guard frame.contains(name.box) else { continue }
            canvas.text(
                name.text, at: name.box.center, font: .tick, horizontal: .center, vertical: .middle,
                halo: (.paper, 2.5))
        }
    }

    /// Draws a dot for each point, in layers that hold a share of every class, so that none lies over all others.
    func drawPoints(
        _ points: LabelledPoints, radius: Double, opacity: Double, on canvas: borrowing Canvas
    ) {
        let area = area
        let layers = Self.layers(of: points)
        canvas.clipped(to: frame) { canvas in
            for layer in layers {
                for (label, members) in layer.enumerated() where !members.isEmpty {
                    canvas.fill(
                        Mark(ofClass: label), at: members.map { area.place(points.points[$0]) },
                        radius: radius,
                        color: Palette.classes[label].opacity(opacity))
                }
            }
        }
    }

    /// The space that a posterior's 1-sigma ellipse and mean take.
    func bounds(of posterior: DiagonalGaussian) -> Rectangle {
        let radii = posterior.standardDeviation * area.pixelsPerUnit
        return Rectangle(
            center: area.place(posterior.mean), width: max(2 * radii.x, 10) + 4,
            height: max(2 * radii.y, 10) + 4)
    }

    /// Dots so large that those in the window cover about a fifth of it, within reason.
    func dotRadius(for points: LabelledPoints) -> Double {
        let visible = points.points.count {
            area.x.contains($0.x) && area.y.contains($0.y)
        }
        let space = frame.width * frame.height / Double(max(1, visible))
        return min(max((0.2 * space / .pi).squareRoot(), 1.2), 2.4)
    }

    /// Draws an ellipse with a white edge and a dot at its centre.
    func drawPosterior(
        _ posterior: DiagonalGaussian, color: Color, width: Double = 1.5, on canvas: borrowing Canvas
    ) {
        let curve = posterior.ellipse().map(area.place)
        let center = area.place(posterior.mean)
        canvas.clipped(to: frame) { canvas in
            canvas.stroke(curve, Stroke(color: .paper.opacity(0.9), width: width + 2), isClosed: true)
            canvas.stroke(curve, Stroke(color: color, width: width), isClosed: true)
            canvas.fillCircle(at: center, radius: width + 1.7, color: .paper)
            canvas.fillCircle(at: center, radius: width + 0.9, color: color)
        }
    }

    /// A class's name at its median.
    struct ClassLabel: Sendable {
        let label: Int
        let box: Rectangle
    }

    static let labelFont = Font(size: 13, weight: .bold)

    /// Places for the classes' names, none touching another or what is `occupied`.
    ///
    /// Each is at the median of the class's points that are in view; a class with less than half its share has no name, nor,
    /// of many classes, one whose name would stand far from it.
    func classLabels(
        of points: LabelledPoints, classes: ClassNames, occupied: [Rectangle] = []
    ) -> [ClassLabel] {
        let visible = points.points.indices.filter { index in
            area.x.contains(points.points[index].x) && area.y.contains(points.points[index].y)
        }
        let statistics = ClassStatistics(
            points: visible.map { points.points[$0] }, labels: visible.map { points.labels[$0] },
            classCount: classes.count)
        let fewest = visible.count / max(2, 2 * classes.count)
        var placer = LabelPlacer(bounds: frame.inset(by: 4), occupied: occupied)
        return (0..<classes.count).compactMap { label in
            guard let median = statistics.medians[label], statistics.counts[label] >= fewest else {
                return nil
            }
            let box = placer.place(
                width: Self.labelFont.width(of: classes[label]) + 4, height: 16,
                near: area.place(median), reach: classes.count > 30 ? 60 : 300)
            return box.map { ClassLabel(label: label, box: $0) }
        }
    }

    /// Writes the classes' names in their colours.
    func draw(_ labels: [ClassLabel], classes: ClassNames, on canvas: borrowing Canvas) {
        for label in labels {
            canvas.text(
                classes[label.label], at: label.box.center, font: Self.labelFont,
                color: Palette.classes[label.label].mixed(with: .ink, 0.3), horizontal: .center,
                vertical: .middle, halo: (.paper, 2.5))
        }
    }

    /// The points [layer, class, member] dealt out in a mixed order.
    static func layers(of points: LabelledPoints, count: Int = 12) -> [[[Int]]] {
        let classes = Int(points.labels.max() ?? 0) + 1
        var layers = Array(repeating: Array(repeating: [Int](), count: classes), count: max(1, count))
        for (place, index) in mixedOrder(count: points.points.count).enumerated() {
            layers[place * layers.count / points.points.count][Int(points.labels[index])].append(index)
        }
        return layers
    }

    /// The numbers below `count` in a fixed order that looks random: neighbours in a file end up far apart.
    static func mixedOrder(count: Int) -> [Int] {
        func mixed(_ index: Int) -> UInt64 {
            var bits = UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15
            bits = (bits ^ (bits >> 29)) &* 0xBF58_476D_1CE4_E5B9
            return bits ^ (bits >> 32)
        }
        let keys = (0..<count).map(mixed)
        return (0..<count).sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
    }
}
