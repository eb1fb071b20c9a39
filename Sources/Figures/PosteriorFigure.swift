public import Drawing
public import LatentSpace

/// `posterior`: the test set's posterior means by class over the prior's circles, with probe images' 1-sigma ellipses.
public struct PosteriorFigure: Figure {
    /// One image followed through training: its class and its posterior on the plane.
    public struct Probe: Sendable, Equatable {
        /// The class of the image.
        public let label: Int
        /// Its posterior on the plane.
        public let posterior: DiagonalGaussian

        /// A followed image.
        package init(label: Int, posterior: DiagonalGaussian) {
            self.label = label
            self.posterior = posterior
        }
    }

    let means: LabelledPoints
    let probes: [Probe]
    let classes: ClassNames
    let moment: Moment
    /// The values at the ends of both axes.
    public var extent: ClosedRange<Double>
    let plane: LatentPlane

    /// Encoded images on the plane.
    ///
    /// - Parameters:
    ///   - extent: the values at the ends of both axes; `nil` fits the points and ellipses. Give every frame of an
    ///     animation the same.
    ///   - plane: which latent dimensions the axes are.
    package init(
        means: LabelledPoints, probes: [Probe], classes: ClassNames, moment: Moment,
        extent: ClosedRange<Double>? = nil, plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.means = means
        self.probes = probes
        self.classes = classes
        self.moment = moment
        self.extent = extent ?? Self.extent(of: means.points, probes: probes)
        self.plane = plane
    }

    /// The ends of the axes that show nearly all points, and whole ellipses but for those that reach much farther,
    /// which the frame cuts off.
    private static func extent(of points: [SIMD2<Double>], probes: [Probe]) -> ClosedRange<Double> {
        let half = AxisScale.planeExtent(of: points).upperBound
        let reaches = probes.map { probe in
            let (mean, deviation) = (probe.posterior.mean, probe.posterior.standardDeviation)
            return max(abs(mean.x) + deviation.x, abs(mean.y) + deviation.y)
        }.filter { $0 <= 1.5 * half }
        let fitting = AxisScale.planeExtent(of: reaches.map { SIMD2($0, 0) }, trim: 0).upperBound
        return -max(half, fitting)...max(half, fitting)
    }

    public var alternativeText: String {
        let statistics = ClassStatistics(
            points: means.points, labels: means.labels, classCount: classes.count)
        let places = (0..<classes.count).compactMap { label in
            statistics.medians[label].map { "\(classes[label]) at \(Self.text($0))" }
        }
        let inside = means.points.count { ($0 * $0).sum() <= 4 }
        let share = means.points.isEmpty ? 0 : Double(inside) / Double(means.points.count)
        let quality = moment.testELBO.map {
            " Test \(moment.score) \(Numerals.fixed($0, decimals: 2)) nats per image."
        }
        return "\(moment.dataset), \(moment.time): posterior means of "
            + "\(Numerals.grouped(means.points.count)) test images on the latent plane, "
            + "\(Numerals.percent(share)) of them within the prior's 2-sigma circle." + (quality ?? "")
            + (places.isEmpty ? "" : " Class medians: \(places.joined(separator: ", ")).") + spread
    }

    private var spread: String {
        guard !probes.isEmpty else { return "" }
        let sigmas = probes.map { probe in
            let deviation = probe.posterior.standardDeviation
            return plane.isLine ? deviation.x : (deviation.x * deviation.y).squareRoot()
        }
        let mean = sigmas.reduce(0, +) / Double(sigmas.count)
        return " The posteriors of \(probes.count) followed images have a standard deviation of "
            + "\(Numerals.fixed(mean, decimals: 2)) on average."
    }

    private static func text(_ point: SIMD2<Double>) -> String {
        "(\(Numerals.fixed(point.x, decimals: 1)), \(Numerals.fixed(point.y, decimals: 1)))"
    }

    public func picture() -> Picture {
        let layout = PosteriorLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            draw(layout, on: canvas)
        }
    }

    private func draw(_ layout: PosteriorLayout, on canvas: borrowing Canvas) {
        Page.drawHeader(
            title: "\(moment.dataset): where the encoder puts the test images", moment: moment,
            right: layout.plot.frame.maxX, on: canvas)
        layout.plot.drawPoints(layout.means, radius: 1.5, opacity: 0.6, on: canvas)
        layout.plot.drawPrior(on: canvas)
        for probe in layout.probes {
            let color = Palette.classes[probe.label].mixed(with: .ink, 0.35)
            layout.plot.drawPosterior(probe.posterior, color: color, on: canvas)
        }
        layout.plot.drawPriorNames(on: canvas)
        layout.plot.axes().draw(on: canvas)
        layout.plot.draw(layout.labels, classes: classes, on: canvas)
        drawLegend(layout, on: canvas)
    }

    private func drawLegend(_ layout: PosteriorLayout, on canvas: borrowing Canvas) {
        layout.legend.draw(classes, on: canvas)
        let left = layout.key.x
        var y = layout.key.y
        if !probes.isEmpty {
            let example = DiagonalGaussian(mean: SIMD2(0, 0), logVariance: SIMD2(0, 0)).ellipse()
                .map { Point(left + 9 + 9 * $0.x, y - 5.5 * $0.y) }
            canvas.stroke(example, Stroke(color: .ink, width: 1.3), isClosed: true)
            canvas.fillCircle(at: Point(left + 9, y), radius: 1.8, color: .ink)
            canvas.text("one image's", at: Point(left + 25, y - 7), font: .tick, vertical: .middle)
            canvas.text("posterior, 1σ", at: Point(left + 25, y + 6), font: .tick, vertical: .middle)
            y += 30
        }
        canvas.line(
            from: Point(left, y), to: Point(left + 18, y), Stroke(color: .secondary, dashes: [4, 3]))
        canvas.text("prior, 1σ and 2σ", at: Point(left + 25, y), font: .tick, vertical: .middle)
    }
}
