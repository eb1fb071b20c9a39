public import Drawing
public import LatentSpace

/// `interpolation-A-B`: a path over the plane in numbered steps, and what it decodes to.
public struct InterpolationFigure: Figure {
    /// A real image at one end of the path.
    public struct End: Sendable {
        /// The class of the image; `nil` for a bare code.
        public let label: Int?
        /// The image; `nil` for a bare code.
        public let image: DataImage?
        /// Its posterior on the plane; `nil` for a bare code.
        public let posterior: DiagonalGaussian?
        /// Which image or code it is: "test image 61", "drawing.png" or "code (0.50, −1.20)".
        public let source: String?

        /// An end of the path.
        package init(
            label: Int?, image: DataImage?, posterior: DiagonalGaussian?, source: String? = nil
        ) {
            self.label = label
            self.image = image
            self.posterior = posterior
            self.source = source
        }
    }

    /// A path and what its steps decode to.
    public struct Path: Sendable {
        /// What kind of path: "linear" or "geodesic".
        public let title: String
        /// Where each step lies on the plane.
        public let points: [SIMD2<Double>]
        /// What each step decodes to, as many as `points`.
        public let decoded: [DataImage]
        /// The classes that images along the path look like, in order; none twice in a row.
        public let passed: [Int]
        /// Its length and energy under the decoder's metric; `nil` where they were not measured.
        public let measure: PathMeasure?

        /// A path of steps; extra points or images are left out.
        package init(
            title: String, points: [SIMD2<Double>], decoded: [DataImage], passed: [Int] = [],
            measure: PathMeasure? = nil
        ) {
            self.title = title
            self.points = points
            self.decoded = decoded
            self.passed = passed
            self.measure = measure
        }

        /// "length 14.21, energy 203.4"; empty where they were not measured.
        var measureWords: String {
            measure.map {
                "length \(Numerals.fixed($0.length, decimals: 2)), "
                    + "energy \(Numerals.fixed($0.energy, decimals: 1))"
            } ?? ""
        }
    }

    let start: End
    let end: End
    let paths: [Path]
    let backdrop: LabelledPoints
    let decodedPlane: DecodedPlane?
    let classes: ClassNames
    let moment: Moment
    let window: PlaneWindow
    let plane: LatentPlane

    /// A path between two images.
    ///
    /// - Parameters:
    ///   - paths: one path, or more to compare; about 12 steps each.
    ///   - backdrop: the test set's posterior means.
    ///   - decodedPlane: a square around the paths as pictures, drawn beside the backdrop where given; take
    ///     ``window(from:to:paths:)`` for its window. The figure then shows that window.
    package init(
        from start: End, to end: End, paths: [Path], backdrop: LabelledPoints,
        decodedPlane: DecodedPlane? = nil, classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.start = start
        self.end = end
        self.paths = paths
        self.backdrop = backdrop
        self.decodedPlane = decodedPlane
        self.classes = classes
        self.moment = moment
        window = decodedPlane?.window ?? Self.window(from: start, to: end, paths: paths)
        self.plane = plane
    }

    /// The square that shows the paths and the ends' posteriors with some surroundings.
    public static func window(from start: End, to end: End, paths: [Path]) -> PlaneWindow {
        let curves = [start, end].compactMap(\.posterior).flatMap { $0.ellipse() }
        return .around(paths.flatMap(\.points) + curves)
    }

    public var alternativeText: String {
        let parts = paths.map { path in
            "The \(path.title) path of \(path.points.count) steps "
                + classes.passage(path.passed, from: start.label, to: end.label)
                + (path.measure == nil ? "." : "; under the decoder's metric it has \(path.measureWords).")
        }
        return "\(moment.dataset), \(moment.time): from \(start.fullName(classes)) to "
            + "\(end.fullName(classes)) over the latent plane. " + parts.joined(separator: " ")
    }

    public func picture() -> Picture {
        let layout = InterpolationLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            draw(layout, on: canvas)
        }
    }

    private func draw(_ layout: InterpolationLayout, on canvas: borrowing Canvas) {
        Page.drawHeader(
            title:
                "\(moment.dataset): from \(start.name(classes)) to \(end.name(classes)) on the latent plane",
            moment: moment, right: Double(layout.width) - Page.margin, on: canvas)
        drawHeading("Posterior means of the test images", above: layout.plot, on: canvas)
        layout.plot.drawPoints(
            backdrop, radius: layout.plot.dotRadius(for: backdrop), opacity: 0.4, on: canvas)
        layout.plot.drawPrior(on: canvas)
        layout.plot.draw(layout.labels, classes: classes, on: canvas)
        drawPaths(layout.markers, plot: layout.plot, on: canvas)
        layout.plot.axes().draw(on: canvas)
        if let plot = layout.decodedPlot, let decodedPlane {
            drawHeading("What the plane decodes to", above: plot, on: canvas)
            canvas.draw(
                .mosaic(decodedPlane.cells, across: decodedPlane.cellsPerAxis),
                at: Point(plot.frame.x, plot.frame.y), pixelSize: layout.pixelSize)
            canvas.fill(plot.frame, color: Color.paper.opacity(0.35))
            drawPaths(layout.decodedMarkers, plot: plot, on: canvas)
            plot.axes().draw(on: canvas)
        }
        for strip in layout.strips { draw(strip, on: canvas) }
    }

    private func drawHeading(_ text: String, above plot: PlanePlot, on canvas: borrowing Canvas) {
        canvas.text(text, at: Point(plot.frame.x, plot.frame.y - 9), font: .heading)
    }

    /// Draws the ends' posteriors, the lines and the numbered steps.
    private func drawPaths(
        _ markers: [InterpolationLayout.Marker], plot: PlanePlot, on canvas: borrowing Canvas
    ) {
        for (index, path) in paths.enumerated() {
            let line = path.points.map(plot.area.place)
            let color = InterpolationLayout.color(ofPath: index)
            canvas.clipped(to: plot.frame) { canvas in
                canvas.stroke(line, Stroke(color: .paper, width: 5, isRound: true))
                canvas.stroke(line, Stroke(color: color, width: 2, isRound: true))
            }
        }
        for end in [start, end] {
            if let posterior = end.posterior { plot.drawPosterior(posterior, color: .accent, on: canvas) }
        }
        for marker in markers {
            let color = InterpolationLayout.color(ofPath: marker.path)
            canvas.fillCircle(at: marker.center, radius: marker.radius + 1.2, color: .paper)
            canvas.fillCircle(at: marker.center, radius: marker.radius, color: color)
            guard marker.isNumbered else { continue }
            canvas.text(
                String(marker.step + 1), at: marker.center, font: InterpolationLayout.markerFont,
                color: .paper,
                horizontal: .center, vertical: .middle)
        }
    }

    private func draw(_ strip: InterpolationLayout.Strip, on canvas: borrowing Canvas) {
        let path = paths[strip.path]
        let color = InterpolationLayout.color(ofPath: strip.path)
        canvas.text(strip.title, at: Point(strip.left, strip.top - 10), font: .heading, color: color)
        canvas.text(
            strip.words, at: Point(strip.wordsLeft, strip.top - 10), font: .label, color: .secondary)
        for item in strip.items {
            canvas.draw(
                path.decoded[item.step], at: Point(item.box.x, item.box.y), pixelSize: strip.pixelSize)
            canvas.stroke(item.box.inset(by: -0.5), color: .rule)
            canvas.text(
                String(item.step + 1), at: Point(item.box.center.x, item.box.maxY + 6), font: .tick,
                color: color, horizontal: .center, vertical: .top)
        }
        for (box, end, anchor) in [
            (strip.start, start, HorizontalAnchor.left), (strip.end, end, HorizontalAnchor.right),
        ] {
            guard let box, let image = end.image else { continue }
            canvas.draw(image, at: Point(box.x, box.y), pixelSize: strip.pixelSize)
            canvas.stroke(box.inset(by: -1), color: .ink, width: 2)
            canvas.text(
                Font.tick.fitting(end.source ?? "real image", width: box.width + 34),
                at: Point(anchor == .left ? box.x : box.maxX, box.maxY + 6), font: .tick, color: .secondary,
                horizontal: anchor, vertical: .top)
        }
    }
}

extension InterpolationFigure.End {
    /// What it is, in a sentence: "an 8", "a code" or "an image".
    func name(_ classes: ClassNames) -> String {
        label.map { classes.one($0) } ?? (image == nil ? "a code" : "an image")
    }

    /// What it is, and which: "an 8 (test image 61)".
    func fullName(_ classes: ClassNames) -> String {
        name(classes) + (source.map { " (\($0))" } ?? "")
    }
}
