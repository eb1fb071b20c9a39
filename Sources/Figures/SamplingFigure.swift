public import Drawing
public import LatentSpace

/// `sampling-C`: one image's posterior, draws from it and what they decode to, at an early moment and at the last.
public struct SamplingFigure: Figure {
    /// The image's posterior and its draws at one moment of training.
    public struct Stage: Sendable {
        /// When.
        public let moment: Moment
        /// The posterior on the plane.
        public let posterior: DiagonalGaussian
        /// Where the draws lie on the plane; the same noise at every stage.
        public let samples: [SIMD2<Double>]
        /// What each draw decodes to, as many as `samples`.
        public let decoded: [DataImage]
        /// The image decoded from the posterior mean.
        public let reconstructed: DataImage
        /// The reconstruction's log-likelihood, in nats; at most 0.
        public let reconstruction: Double
        /// The divergence of the posterior from the prior, in nats.
        public let klDivergence: Double
        /// The test set's posterior means as a faint backdrop; `nil` for none.
        public let backdrop: LabelledPoints?

        /// A stage; extra samples or decoded images are left out.
        package init(
            moment: Moment, posterior: DiagonalGaussian, samples: [SIMD2<Double>], decoded: [DataImage],
            reconstructed: DataImage, reconstruction: Double, klDivergence: Double,
            backdrop: LabelledPoints? = nil
        ) {
            self.moment = moment
            self.posterior = posterior
            self.samples = samples
            self.decoded = decoded
            self.reconstructed = reconstructed
            self.reconstruction = reconstruction
            self.klDivergence = klDivergence
            self.backdrop = backdrop
        }
    }

    let label: Int
    let classes: ClassNames
    let input: DataImage
    let stages: [Stage]
    let extent: ClosedRange<Double>
    let plane: LatentPlane

    /// One image at one, two or more moments, side by side.
    ///
    /// - Parameters:
    ///   - label: the class of the image.
    ///   - input: the image itself.
    ///   - extent: the values at the ends of both axes; `nil` fits all stages.
    ///   - plane: which latent dimensions the axes are.
    package init(
        label: Int, classes: ClassNames, input: DataImage, stages: [Stage],
        extent: ClosedRange<Double>? = nil, plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.label = label
        self.classes = classes
        self.input = input
        self.stages = stages
        self.extent = extent ?? Self.extent(of: stages)
        self.plane = plane
    }

    /// Axes for all stages: every sample and posterior in full, and nearly all of the backdrops.
    private static func extent(of stages: [Stage]) -> ClosedRange<Double> {
        let own = stages.flatMap { $0.samples + $0.posterior.ellipse() }
        let half = max(
            AxisScale.planeExtent(of: own, trim: 0).upperBound,
            AxisScale.planeExtent(of: stages.flatMap { $0.backdrop?.points ?? [] }).upperBound)
        return -half...half
    }

    public var alternativeText: String {
        let parts = stages.map { stage in
            let deviation = stage.posterior.standardDeviation
            let spread =
                plane.isLine
                ? Numerals.fixed(deviation.x, decimals: 2)
                : "\(Numerals.fixed(deviation.x, decimals: 2)) by \(Numerals.fixed(deviation.y, decimals: 2))"
            return "\(Moment.capitalised(stage.moment.time)): posterior standard deviation \(spread), "
                + "reconstruction \(Self.nats(stage.reconstruction)), KL \(Self.nats(stage.klDivergence))."
        }
        return
            "\(subject), with its posterior, \(stages.first?.samples.count ?? 0) draws from it and what they "
            + "decode to. " + parts.joined(separator: " ")
    }

    /// The title's words.
    var title: String { subject + ", its posterior and what that decodes to" }

    private var subject: String {
        "\(stages.first?.moment.dataset ?? ""): one image of class \(classes[label])"
    }

    static func nats(_ value: Double) -> String {
        Numerals.fixed(value, decimals: 1) + " nats"
    }

    public func picture() -> Picture {
        let layout = SamplingLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            canvas.text(
                title, at: Point(Page.margin, 31), font: .title)
            for column in layout.columns { draw(column, on: canvas) }
        }
    }

    private func draw(_ column: SamplingLayout.Column, on canvas: borrowing Canvas) {
        let stage = column.stage
        canvas.text(
            Moment.capitalised(stage.moment.time), at: Point(column.left, 60),
            font: Font(size: 13, weight: .bold))
        canvas.text(
            stage.moment.measure, at: Point(column.right, 60), font: .label, color: .secondary,
            horizontal: .right)
        canvas.line(
            from: Point(column.left, 69.5), to: Point(column.right, 69.5), Stroke(color: .hairline))
        drawSummary(column, on: canvas)
        drawPlane(column, on: canvas)
        drawZoom(column, on: canvas)
    }

    /// The input, its reconstruction and the two terms of the ELBO.
    private func drawSummary(_ column: SamplingLayout.Column, on canvas: borrowing Canvas) {
        let stage = column.stage
        let top = 82.0, side = Double(input.columns) * 2, bottom = top + Double(input.rows) * 2
        var x = column.left
        for (image, caption) in [(input, "input"), (stage.reconstructed, "reconstruction")] {
            canvas.draw(image, at: Point(x, top), pixelSize: 2)
            canvas.stroke(
                Rectangle(x: x - 0.5, y: top - 0.5, width: side + 1, height: bottom - top + 1), color: .rule)
            canvas.text(
                caption, at: Point(x + side / 2, bottom + 14), font: .tick, color: .secondary,
                horizontal: .center)
            x += side + 36
        }
        canvas.text(
            "→", at: Point(column.left + side + 18, top + side / 2), font: Font(size: 15), color: .secondary,
            horizontal: .center, vertical: .middle)
        let lines = [
            ("Reconstruction log p(x | z)", stage.reconstruction),
            ("− KL(q(z | x) ‖ p(z))", -stage.klDivergence),
            ("ELBO of this image", stage.reconstruction - stage.klDivergence),
        ]
        for (index, line) in lines.enumerated() {
            let y = top + 14 + Double(index) * 20 + (index == 2 ? 5 : 0)
            let font: Font = index == 2 ? .heading : .label
            if index == 2 {
                canvas.line(
                    from: Point(x, y - 15.5), to: Point(column.right, y - 15.5), Stroke(color: .rule))
            }
            canvas.text(line.0, at: Point(x, y), font: font)
            canvas.text(
                Self.nats(line.1), at: Point(column.right, y), font: font, horizontal: .right)
        }
    }

    /// The whole plane: the posterior's mean, 1-sigma curve and samples, and what the zoom shows.
    private func drawPlane(_ column: SamplingLayout.Column, on canvas: borrowing Canvas) {
        let plot = column.plot
        canvas.text(
            "Posterior and its samples on the latent plane",
            at: Point(plot.frame.x, plot.frame.y - 9), font: .heading)
        if let backdrop = column.stage.backdrop {
            plot.drawPoints(backdrop, radius: 1, opacity: 0.16, on: canvas)
        }
        plot.drawPrior(on: canvas)
        canvas.clipped(to: plot.frame) { canvas in
            for sample in column.stage.samples {
                canvas.fillCircle(at: plot.area.place(sample), radius: 1.8, color: .sample)
            }
        }
        plot.drawPosterior(column.stage.posterior, color: .accent, on: canvas)
        if let box = column.zoomBox { canvas.stroke(box, color: .ink, width: 1) }
        plot.axes().draw(on: canvas)
    }

    /// The posterior close up, with as many samples replaced by their decoded images as fit.
    private func drawZoom(_ column: SamplingLayout.Column, on canvas: borrowing Canvas) {
        let plot = column.zoom
        canvas.text(
            column.zoomBox == nil ? "Samples as their decoded images" : "The box close up, samples decoded",
            at: Point(plot.frame.x, plot.frame.y - 9), font: .heading)
        canvas.clipped(to: plot.frame) { canvas in
            for sample in column.stage.samples {
                canvas.fillCircle(at: plot.area.place(sample), radius: 2.2, color: .sample)
            }
        }
        plot.drawPosterior(column.stage.posterior, color: .accent, on: canvas)
        for thumbnail in column.thumbnails {
            canvas.draw(column.stage.decoded[thumbnail.sample], at: Point(thumbnail.box.x, thumbnail.box.y))
            canvas.stroke(thumbnail.box.inset(by: -0.5), color: .sample, width: 1)
        }
        plot.axes(hasTitles: true).draw(on: canvas)
    }
}
