import Drawing
import LatentSpace

/// Where the parts of a ``PosteriorFigure`` go on the page.
///
/// A latent space of one dimension leaves the height free: there every class gets a row of its own.
struct PosteriorLayout: Sendable {
    let width: Int, height: Int
    let plot: PlanePlot
    let legend: ClassLegend
    /// Where it is told, below the legend, what else is drawn.
    let key: Point
    let labels: [PlanePlot.ClassLabel]
    /// What is drawn, where it is drawn.
    let means: LabelledPoints
    let probes: [PosteriorFigure.Probe]

    init(_ figure: PosteriorFigure) {
        let frame = Rectangle(x: 66, y: Page.contentTop, width: 560, height: 560)
        let count = figure.classes.count
        if figure.plane.isLine {
            let rows = 0...Double(max(1, count))
            plot = PlanePlot(
                frame: frame, window: PlaneWindow(x: figure.extent, y: rows), plane: figure.plane)
            means = Self.inRows(figure.means, count: count)
            probes = figure.probes.map { Self.inRow($0, count: count) }
        } else {
            plot = PlanePlot(frame: frame, extent: figure.extent, plane: figure.plane)
            means = figure.means
            probes = figure.probes
        }
        legend = ClassLegend(
            figure.classes,
            present: Set(means.labels.map(Int.init)).union(probes.map(\.label)),
            at: Point(frame.maxX + 20, frame.y - 4), width: 470, height: 482)
        key = Point(legend.frame.x, legend.frame.maxY + 14)
        let keyRight = key.x + 25 + Font.tick.width(of: "prior, 1σ and 2σ")
        width = Int((max(legend.frame.maxX, keyRight) + Page.margin).rounded(.up))
        height = Int(frame.maxY) + 52
        let plot = plot
        // Ellipses as large as the prior's leave no room beside them: there names may lie within.
        let ellipses = probes.map(\.posterior).map(plot.bounds).filter { $0.width < 60 && $0.height < 60 }
        labels = plot.classLabels(
            of: means, classes: figure.classes, occupied: plot.priorNameSurroundings + ellipses)
    }

    /// The middle of a class's row, the first class at the top.
    private static func row(of label: Int, count: Int) -> Double {
        Double(count - label) - 0.5
    }

    /// The points spread over the heights of their classes' rows, by the golden ratio.
    private static func inRows(_ points: LabelledPoints, count: Int) -> LabelledPoints {
        let spread = points.points.indices.map { index in
            let turn = (Double(index) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
            return SIMD2(
                points.points[index].x, row(of: Int(points.labels[index]), count: count) + 0.7 * (turn - 0.5))
        }
        return LabelledPoints(points: spread, labels: points.labels)
    }

    /// The posterior as an ellipse that fills the height of its class's row.
    private static func inRow(_ probe: PosteriorFigure.Probe, count: Int) -> PosteriorFigure.Probe {
        let posterior = probe.posterior
        return PosteriorFigure.Probe(
            label: probe.label,
            posterior: DiagonalGaussian(
                mean: SIMD2(posterior.mean.x, row(of: probe.label, count: count)),
                logVariance: SIMD2(posterior.logVariance.x, -2.4)))
    }
}
