import Drawing
import LatentSpace

/// Where the parts of an ``AutoencoderComparisonFigure`` go on the page: a row for each model, and below how like
/// real images the draws are.
struct AutoencoderComparisonLayout: Sendable {
    /// One model: its codes, what they decode to, and random draws.
    struct Row: Sendable {
        let side: AutoencoderComparisonFigure.Side
        let top: Double
        let headings: [(text: String, place: Point)]
        /// The codes as they are drawn; on a line they are spread over the height.
        let codes: LabelledPoints
        let scatter: PlanePlot, decoded: PlanePlot
        let labels: [PlanePlot.ClassLabel]
        /// As many as the frame has cells for.
        let draws: [DataImage]
        let drawsFrame: Rectangle
        let pixelSize: Double
    }

    /// Cells across the decoded plane, and draws across.
    static let cellsPerAxis = 11

    let width: Int, height: Int
    let rows: [Row]
    /// How like real images the draws are.
    let ranges: RangePanel
    let note: (text: String, place: Point)

    init(_ figure: AutoencoderComparisonFigure) {
        let image = figure.sides.first?.draws.first
        let cell = Double(image?.columns ?? 28)
        // Small images are enlarged to be seen, large ones shown as they are.
        let pixelSize = max(1, (28 / cell).rounded(.down))
        let side = Double(Self.cellsPerAxis) * cell * pixelSize
        let left = 62.0
        rows = figure.sides.enumerated().map { index, model in
            let top = Page.contentTop + 18 + Double(index) * (side + 92)
            let frame = Rectangle(x: left, y: top + 34, width: side, height: side)
            let decodedFrame = frame.offset(x: side + 62, y: 0)
            let drawsFrame = decodedFrame.offset(x: side + 24, y: 0)
            let window = model.decodedPlane.window
            let scatter = PlanePlot(frame: frame, window: window, plane: model.plane, tickCount: 5)
            let codes = model.plane.isLine ? Self.raised(model.codes, window: window) : model.codes
            return Row(
                side: model, top: top,
                headings: [
                    ("The test images' codes", Point(frame.x, frame.y - 10)),
                    ("What the plane there decodes to", Point(decodedFrame.x, decodedFrame.y - 10)),
                    ("Codes drawn from the prior", Point(drawsFrame.x, drawsFrame.y - 10)),
                ],
                codes: codes, scatter: scatter,
                decoded: PlanePlot(frame: decodedFrame, window: window, plane: model.plane, tickCount: 5),
                labels: scatter.classLabels(
                    of: codes, classes: figure.classes, occupied: scatter.priorNameSurroundings),
                draws: Array(model.draws.prefix(Self.cellsPerAxis * Self.cellsPerAxis)),
                drawsFrame: drawsFrame, pixelSize: pixelSize)
        }
        let right = rows.last?.drawsFrame.maxX ?? left + side
        let bottom = rows.last.map { $0.drawsFrame.maxY + 52 } ?? Page.contentTop
        ranges = RangePanel(
            title: "How much of an image's \(figure.substance) differs from the most similar of "
                + "\(Numerals.grouped(figure.realCount)) real images",
            left: Page.margin, right: right, top: bottom + 20, range: 0...100,
            xTitle: "% of the \(figure.substance) of both that is not in both",
            series: figure.comparisons.map { comparison in
                RangePanel.Series(
                    name: comparison.name, color: comparison.color,
                    values: comparison.differences.map { 100 * $0 })
            })
        note = (
            "Dot: the mean. Thick: the middle half. Thin: from the 5th to the 95th of a hundred",
            Point(Page.margin, ranges.bottom + 20)
        )
        width = Int((right + Page.margin).rounded(.up))
        height = Int(ranges.bottom + 36)
    }

    /// Codes on a line spread over the window's height by the golden ratio.
    private static func raised(_ codes: LabelledPoints, window: PlaneWindow) -> LabelledPoints {
        let (low, high) = (window.y.lowerBound, window.y.upperBound)
        let points = codes.points.enumerated().map { index, point in
            let turn = (Double(index) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
            return SIMD2(point.x, low + (high - low) * (0.1 + 0.8 * turn))
        }
        return LabelledPoints(points: points, labels: codes.labels)
    }
}
