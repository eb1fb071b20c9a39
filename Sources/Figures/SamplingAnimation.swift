public import Drawing
public import LatentSpace

/// `sampling-C` in motion: draws from one image's posterior, one after another, and what each decodes to.
public struct SamplingAnimation: Sendable {
    let label: Int
    let classes: ClassNames
    let input: DataImage
    let stage: SamplingFigure.Stage
    let plane: LatentPlane
    let plot: PlanePlot

    /// The draws of one stage, in their order.
    ///
    /// - Parameters:
    ///   - label: the class of the image.
    ///   - input: the image itself.
    ///   - plane: which latent dimensions the axes are.
    package init(
        label: Int, classes: ClassNames, input: DataImage, stage: SamplingFigure.Stage,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.label = label
        self.classes = classes
        self.input = input
        self.stage = stage
        self.plane = plane
        let window = PlaneWindow.around(
            stage.posterior.ellipse() + stage.samples, margin: 0.15, smallest: 1e-3)
        plot = PlanePlot(
            frame: Rectangle(x: 56, y: Page.contentTop + 22, width: 380, height: 380), window: window,
            plane: plane, tickCount: 6)
    }

    /// How many draws there are.
    public var count: Int { min(stage.samples.count, stage.decoded.count) }

    /// The size of a frame at scale 1, in pixels.
    public static let width = 780, height = 520

    /// What the animation shows, in words.
    public var alternativeText: String {
        let deviation = stage.posterior.standardDeviation
        let spread =
            plane.isLine
            ? Numerals.fixed(deviation.x, decimals: 2)
            : "\(Numerals.fixed(deviation.x, decimals: 2)) by \(Numerals.fixed(deviation.y, decimals: 2))"
        return
            "\(stage.moment.dataset), \(stage.moment.time): \(count) draws from the posterior of one image "
            + "of class \(classes[label]), one after another, and what each decodes to. The posterior's "
            + "standard deviation is \(spread); its KL divergence from the prior is "
            + "\(SamplingFigure.nats(stage.klDivergence))."
    }

    /// A picture before the first draw and one after each, all of one size. What does not move is drawn once.
    ///
    /// - Parameter scale: the scale at which the pictures are to be rendered; whole, so that images stay sharp.
    /// - Throws: ``DrawingError`` where the still part cannot be drawn.
    public func frames(scale: Int = 1) throws(DrawingError) -> [Picture] {
        try Picture.frames(count + 1, over: still(), scale: scale) { drawDraws($0, on: $1) }
    }

    /// Where the input and the newest draw are shown, and the corner of the first of all draws.
    private static let inputBox = Rectangle(x: 476, y: Page.contentTop + 22, width: 132, height: 132)
    private static let drawBox = inputBox.offset(x: 148, y: 0)
    private static let gallery = Point(476, inputBox.maxY + 62)
    private static let across = 8

    /// Everything that stays: title, plane, posterior and the image itself.
    private func still() -> Picture {
        Picture(width: Self.width, height: Self.height) { canvas in
            Page.drawHeader(
                title:
                    "\(stage.moment.dataset): draws from the posterior of one image of class \(classes[label])",
                moment: stage.moment, right: Double(Self.width) - 24, on: canvas)
            canvas.text(
                "Around the posterior's mean: its 1σ curve, and every draw",
                at: Point(plot.frame.x, plot.frame.y - 9), font: .heading)
            if let backdrop = stage.backdrop {
                plot.drawPoints(backdrop, radius: plot.dotRadius(for: backdrop), opacity: 0.22, on: canvas)
            }
            plot.drawPrior(on: canvas)
            plot.axes().draw(on: canvas)
            draw(input, in: Self.inputBox, named: "The image", on: canvas)
            canvas.text(
                "All draws so far", at: Point(Self.gallery.x, Self.gallery.y - 10), font: .heading)
        }
    }

    /// The first draws: their places, the newest large, and all in rows.
    private func drawDraws(_ drawn: Int, on canvas: borrowing Canvas) {
        let plot = plot
        let places = stage.samples.prefix(drawn).map(plot.area.place)
        canvas.clipped(to: plot.frame) { canvas in
            for place in places.dropLast() { canvas.fillCircle(at: place, radius: 3, color: .sample) }
        }
        plot.drawPosterior(stage.posterior, color: .accent, on: canvas)
        if let newest = places.last {
            canvas.clipped(to: plot.frame) { canvas in
                canvas.fillCircle(at: newest, radius: 7.5, color: .paper)
                canvas.fillCircle(at: newest, radius: 6, color: .sample)
            }
        }
        if drawn > 0 {
            draw(
                stage.decoded[drawn - 1], in: Self.drawBox, named: "Draw \(drawn) of \(count)", on: canvas)
        }
        for index in 0..<drawn {
            let image = stage.decoded[index]
            let corner = Point(
                Self.gallery.x + Double(index % Self.across) * 35,
                Self.gallery.y + Double(index / Self.across) * 35)
            canvas.draw(image, at: corner)
            let box = Rectangle(
                x: corner.x, y: corner.y, width: Double(image.columns), height: Double(image.rows))
            let isNewest = index == drawn - 1
            canvas.stroke(box.inset(by: -0.5), color: isNewest ? .sample : .rule, width: isNewest ? 2 : 1)
        }
    }

    private func draw(_ image: DataImage, in box: Rectangle, named name: String, on canvas: borrowing Canvas)
    {
        let pixelSize = max(1, (box.width / Double(max(1, image.columns))).rounded(.down))
        let side = pixelSize * Double(image.columns)
        let corner = Point(
            (box.x + (box.width - side) / 2).rounded(), (box.y + (box.height - side) / 2).rounded())
        canvas.draw(image, at: corner, pixelSize: pixelSize)
        canvas.stroke(box.inset(by: -0.5), color: .rule)
        canvas.text(name, at: Point(box.x, box.y - 9), font: .heading)
    }
}
