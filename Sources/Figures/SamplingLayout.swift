import Drawing
import LatentSpace

/// Where the parts of a ``SamplingFigure`` go on the page.
struct SamplingLayout: Sendable {
    /// A sample shown as its decoded image.
    struct Thumbnail: Sendable {
        let sample: Int
        let box: Rectangle
    }

    /// One moment of training: the whole plane and the posterior close up.
    struct Column: Sendable {
        let stage: SamplingFigure.Stage
        let left: Double, right: Double
        let plot: PlanePlot, zoom: PlanePlot
        /// What the close-up shows, on the whole plane; `nil` where it shows all of it.
        let zoomBox: Rectangle?
        let thumbnails: [Thumbnail]
    }

    private static let side = 220.0
    /// Between the plane and the close-up: room for the close-up's vertical axis.
    private static let gap = 66.0
    private static let columnWidth = 38 + 2 * side + gap

    let width: Int, height: Int
    let columns: [Column]

    init(_ figure: SamplingFigure) {
        let top = 190.0
        let stages = figure.plane.isLine ? figure.stages.map(Self.raised) : figure.stages
        columns = stages.enumerated().map { index, stage in
            let left = Page.margin + Double(index) * (Self.columnWidth + 36)
            let frame = Rectangle(x: left + 38, y: top, width: Self.side, height: Self.side)
            let zoomFrame = frame.offset(x: Self.side + Self.gap, y: 0)
            let plot = PlanePlot(frame: frame, extent: figure.extent, plane: figure.plane, tickCount: 5)
            let window = Self.window(of: stage.posterior, in: figure.extent)
            let zoom = PlanePlot(
                frame: zoomFrame, window: window ?? PlaneWindow(square: figure.extent), plane: figure.plane,
                tickCount: 4)
            let box = window.map { window in
                // Where the close-up reaches beyond the plane, its box ends at the plane's edge.
                let (x, y) = (window.x.clamped(to: figure.extent), window.y.clamped(to: figure.extent))
                let corner = plot.area.place(SIMD2(x.lowerBound, y.upperBound))
                let opposite = plot.area.place(SIMD2(x.upperBound, y.lowerBound))
                return Rectangle(
                    x: corner.x, y: corner.y, width: opposite.x - corner.x, height: opposite.y - corner.y)
            }
            return Column(
                stage: stage, left: left, right: zoomFrame.maxX, plot: plot, zoom: zoom, zoomBox: box,
                thumbnails: Self.thumbnails(stage, in: zoom))
        }
        let right = max(columns.last?.right ?? 0, Page.margin + Font.title.width(of: figure.title))
        width = Int((right + Page.margin).rounded(.up))
        height = Int(top + Self.side) + 52
    }

    /// A stage on a line with its samples and its backdrop spread over the height, which means nothing there.
    private static func raised(_ stage: SamplingFigure.Stage) -> SamplingFigure.Stage {
        func spread(_ points: [SIMD2<Double>], reach: Double) -> [SIMD2<Double>] {
            points.enumerated().map { index, point in
                let turn = (Double(index) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
                return SIMD2(point.x, (2 * turn - 1) * reach)
            }
        }
        let posterior = stage.posterior
        return SamplingFigure.Stage(
            moment: stage.moment,
            posterior: DiagonalGaussian(
                mean: posterior.mean, logVariance: SIMD2(repeating: posterior.logVariance.x)),
            samples: spread(stage.samples, reach: 2 * posterior.standardDeviation.x), decoded: stage.decoded,
            reconstructed: stage.reconstructed, reconstruction: stage.reconstruction,
            klDivergence: stage.klDivergence,
            backdrop: stage.backdrop.map {
                LabelledPoints(points: spread($0.points, reach: 1), labels: $0.labels)
            })
    }

    /// A square about the mean that holds 2.7 standard deviations of the wider dimension.
    ///
    /// `nil` where that is no close-up: when it is not much smaller than the plane, or not around a place on it.
    private static func window(
        of posterior: DiagonalGaussian, in extent: ClosedRange<Double>
    ) -> PlaneWindow? {
        let deviation = posterior.standardDeviation
        let half = max(2.7 * max(deviation.x, deviation.y), 1e-3)
        guard half.isFinite, posterior.mean.x.isFinite, posterior.mean.y.isFinite else { return nil }
        let x = posterior.mean.x - half...posterior.mean.x + half
        let y = posterior.mean.y - half...posterior.mean.y + half
        let isCloser = half < 0.35 * (extent.upperBound - extent.lowerBound)
        let isOnPlane = extent.contains(posterior.mean.x) && extent.contains(posterior.mean.y)
        return isCloser && isOnPlane ? PlaneWindow(x: x, y: y) : nil
    }

    /// In their order, the samples whose images touch no other image, nor the mean, nor the frame.
    ///
    /// Of a posterior so narrow that all hide its mean, the first sample's image beside it.
    private static func thumbnails(_ stage: SamplingFigure.Stage, in zoom: PlanePlot) -> [Thumbnail] {
        let mean = zoom.area.place(stage.posterior.mean)
        var placer = LabelPlacer(
            bounds: zoom.frame.inset(by: 3), occupied: [Rectangle(center: mean, width: 12, height: 12)])
        let count = min(stage.samples.count, stage.decoded.count)
        let thumbnails = (0..<count).compactMap { sample -> Thumbnail? in
            let image = stage.decoded[sample]
            let center = zoom.area.place(stage.samples[sample])
            let box = Rectangle(
                x: (center.x - Double(image.columns) / 2).rounded(),
                y: (center.y - Double(image.rows) / 2).rounded(), width: Double(image.columns),
                height: Double(image.rows))
            guard placer.isFree(box.inset(by: -2)) else { return nil }
            placer.occupy(box.inset(by: -2))
            return Thumbnail(sample: sample, box: box)
        }
        guard thumbnails.isEmpty, count > 0 else { return thumbnails }
        let width = Double(stage.decoded[0].columns), height = Double(stage.decoded[0].rows)
        let beside = placer.place(width: width + 4, height: height + 4, near: mean)
        return beside.map { [Thumbnail(sample: 0, box: $0.inset(by: 2))] } ?? []
    }
}
