public import Drawing
import Foundation
public import LatentSpace

/// `compared-plane`: one run's decoded plane or its codes, in a frame that is the same for all runs that are compared.
public struct ComparedPlaneFigure: Figure {
    /// What the frame shows.
    public enum Content: Sendable {
        /// What the cells of a grid decode to [row, column], top row first.
        case decoded(LatentGrid, [DataImage])
        /// Encoded images; the values at the ends of both axes.
        case codes(LabelledPoints, ClassNames, extent: ClosedRange<Double>)
        /// An empty frame, and why: a few words in lower case.
        case nothing(String)
    }

    public let content: Content
    /// Which run it is, for the words.
    public let name: String
    public let moment: Moment
    /// What stands at the axes; empty below a plane that is a line.
    public let axisNames: (horizontal: String, vertical: String)
    /// Whether the latent space has one dimension only.
    public let isLine: Bool

    public init(
        _ content: Content, name: String, moment: Moment, axisNames: (horizontal: String, vertical: String),
        isLine: Bool
    ) {
        self.content = content
        self.name = name
        self.moment = moment
        self.axisNames = axisNames
        self.isLine = isLine
    }

    /// The frame in the picture, which has the same size for all runs.
    public static let frame = Rectangle(x: 52, y: 10, width: 336, height: 336)
    public static let width = 400, height = 396

    public var alternativeText: String {
        let opening = "\(name), \(moment.dataset), \(moment.time): "
        let quality = moment.testELBO.map {
            " Test \(moment.score) \(Numerals.fixed($0, decimals: 2)) nats per image."
        }
        switch content {
        case .decoded(let grid, _):
            return opening + "what the decoder draws at \(grid.columns) by \(grid.rows) codes."
                + (quality ?? "")
        case .codes(let points, let classes, _):
            let statistics = ClassStatistics(
                points: points.points, labels: points.labels, classCount: classes.count)
            let places = (0..<classes.count).compactMap { label in
                statistics.medians[label].map { median in
                    "\(classes[label]) at (\(Numerals.fixed(median.x, decimals: 1)), "
                        + "\(Numerals.fixed(median.y, decimals: 1)))"
                }
            }
            return opening + "the codes of \(Numerals.grouped(points.points.count)) test images."
                + (quality ?? "") + " Class medians: \(places.joined(separator: ", "))."
        case .nothing(let reason): return opening + reason + "." + (quality ?? "")
        }
    }

    public func picture() -> Picture {
        Picture(width: Self.width, height: Self.height) { canvas in
            switch content {
            case .decoded(let grid, let cells): draw(grid, cells, on: canvas)
            case .codes(let points, let classes, let extent): draw(points, classes, extent, on: canvas)
            case .nothing(let reason): draw(Moment.capitalised(reason), on: canvas)
            }
        }
    }

    private func draw(_ reason: String, on canvas: borrowing Canvas) {
        canvas.stroke(Self.frame, color: .rule)
        let lines = Font.subtitle.lines(of: reason, width: 0.7 * Self.frame.width)
        for (index, line) in lines.enumerated() {
            let middle = Self.frame.center + Point(0, 17 * (Double(index) - Double(lines.count - 1) / 2))
            canvas.text(
                line, at: middle, font: .subtitle, color: .secondary, horizontal: .center, vertical: .middle)
        }
    }

    private func draw(_ grid: LatentGrid, _ cells: [DataImage], on canvas: borrowing Canvas) {
        let frame = Self.frame
        let image = DataImage.mosaic(cells, across: grid.columns)
        let size = frame.width / Double(max(1, max(image.columns, image.rows)))
        let height = size * Double(image.rows)
        // A line's only row lies in the middle.
        canvas.draw(
            image, at: Point(frame.x, frame.y + (frame.height - height) / 2), pixelSize: size)
        let area = PlotArea(
            frame: frame, x: -0.5...Double(grid.columns) - 0.5, y: 0.5 - Double(grid.rows)...0.5)
        let names = axisNames
        Axes(
            area: area, xTicks: Self.ticks(grid.columnValues) { grid.cell(at: SIMD2($0, 0)).x },
            yTicks: isLine
                ? [] : Self.ticks(grid.rowValues.reversed()) { -grid.cell(at: SIMD2(0, $0)).y },
            xTitle: names.horizontal, yTitle: names.vertical
        ).draw(on: canvas)
    }

    /// Round values among ascending ones, whatever is between them.
    private static func ticks(_ values: [Double], position: (Double) -> Double) -> [Tick] {
        guard let low = values.first, let high = values.last, low < high else { return [] }
        let decimals = AxisScale.decimals(in: low...high, count: 6)
        return AxisScale.ticks(in: low...high, count: 6).map {
            Tick(value: position($0), label: Numerals.fixed($0, decimals: decimals))
        }
    }

    private func draw(
        _ points: LabelledPoints, _ classes: ClassNames, _ extent: ClosedRange<Double>,
        on canvas: borrowing Canvas
    ) {
        let plot = PlanePlot(
            frame: Self.frame, extent: extent, plane: LatentPlane(dimensions: isLine ? 1 : 2), tickCount: 6)
        plot.drawPoints(points, radius: 1.9, opacity: 0.75, on: canvas)
        plot.drawPrior(on: canvas)
        let axes = plot.axes(hasTitles: false)
        let names = axisNames
        Axes(
            area: axes.area, xTicks: axes.xTicks, yTicks: axes.yTicks, xTitle: names.horizontal,
            yTitle: names.vertical
        ).draw(on: canvas)
        plot.drawPriorNames(on: canvas)
        let labels = plot.classLabels(
            of: points, classes: classes, occupied: plot.priorNameSurroundings)
        plot.draw(labels, classes: classes, on: canvas)
    }
}
