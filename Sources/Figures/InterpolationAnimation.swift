public import Drawing
public import LatentSpace

/// `interpolation-A-B` in motion: a marker travels the path on the plane, the decoded image large beside it.
public struct InterpolationAnimation: Sendable {
    let start: InterpolationFigure.End
    let end: InterpolationFigure.End
    let path: InterpolationFigure.Path
    let backdrop: LabelledPoints
    let classes: ClassNames
    let moment: Moment
    let window: PlaneWindow
    let plane: LatentPlane

    /// A journey along one path; about 48 steps look smooth.
    ///
    /// - Parameter window: what part of the plane is shown; `nil` fits the path.
    package init(
        from start: InterpolationFigure.End, to end: InterpolationFigure.End, path: InterpolationFigure.Path,
        backdrop: LabelledPoints, classes: ClassNames, moment: Moment, window: PlaneWindow? = nil,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.start = start
        self.end = end
        self.path = path
        self.backdrop = backdrop
        self.classes = classes
        self.moment = moment
        self.window = window ?? InterpolationFigure.window(from: start, to: end, paths: [path])
        self.plane = plane
    }

    /// How many steps the path has.
    public var count: Int { min(path.points.count, path.decoded.count) }

    /// The size of a frame at scale 1, in pixels.
    public static let width = 780, height = 500

    /// A picture for each step, all of one size. What does not move is drawn now and once; the rest when a
    /// picture is rendered, so that no more frames need be held than are looked at.
    ///
    /// - Parameter scale: the scale at which the pictures are to be rendered; whole, so that images stay sharp.
    /// - Throws: ``DrawingError`` where the still part cannot be drawn.
    public func frames(scale: Int = 1) throws(DrawingError) -> [Picture] {
        try Picture.frames(count, over: still(), scale: scale) { drawMoving($0, on: $1) }
    }

    private var plot: PlanePlot {
        PlanePlot(
            frame: Rectangle(x: 56, y: Page.contentTop, width: 380, height: 380), window: window, plane: plane
        )
    }

    /// Where the decoded image is shown.
    private static let stage = Rectangle(x: 476, y: Page.contentTop, width: 280, height: 280)
    /// The line below it that shows how far the journey is, between the real images.
    private static let track = Rectangle(x: 476, y: 390, width: 280, height: 56)

    /// Everything that stays: title, plane, path, the ends' posteriors and images.
    private func still() -> Picture {
        Picture(width: Self.width, height: Self.height) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): from \(words(for: start)) to \(words(for: end))", moment: moment,
                right: Double(Self.width) - 24, on: canvas)
            let plot = plot
            let line = path.points.map(plot.area.place)
            plot.drawPoints(
                backdrop, radius: plot.dotRadius(for: backdrop), opacity: 0.4, on: canvas)
            plot.drawPrior(on: canvas)
            canvas.clipped(to: plot.frame) { canvas in
                canvas.stroke(line, Stroke(color: .paper, width: 4.5, isRound: true))
                canvas.stroke(line, Stroke(color: .ink, width: 1.5, isRound: true))
            }
            for end in [start, end] {
                if let posterior = end.posterior { plot.drawPosterior(posterior, color: .ink, on: canvas) }
            }
            plot.draw(
                plot.classLabels(
                    of: backdrop, classes: classes,
                    occupied: line.map { Rectangle(center: $0, width: 14, height: 14) }
                        + [start, end].compactMap(\.posterior).map(plot.bounds)),
                classes: classes, on: canvas)
            plot.axes().draw(on: canvas)
            let track = Self.track
            for (end, x) in [(start, track.x), (end, track.maxX - track.height)] {
                guard let image = end.image else { continue }
                let box = Rectangle(x: x, y: track.y, width: track.height, height: track.height)
                canvas.draw(image, at: Point(box.x, box.y), pixelSize: 2)
                canvas.stroke(box.inset(by: -0.5), color: .rule)
                canvas.text(
                    "real image", at: Point(box.center.x, box.maxY + 7), font: .tick, color: .secondary,
                    horizontal: .center, vertical: .top)
            }
            canvas.line(from: progress(0), to: progress(1), Stroke(color: .rule, width: 2, isRound: true))
        }
    }

    /// The marker, the decoded image and the count.
    private func drawMoving(_ step: Int, on canvas: borrowing Canvas) {
        let center = plot.area.place(path.points[step])
        canvas.clipped(to: plot.frame) { canvas in
            canvas.fillCircle(at: center, radius: 8, color: .paper)
            canvas.fillCircle(at: center, radius: 6.5, color: .accent)
        }
        let stage = Self.stage, image = path.decoded[step]
        let pixelSize = max(1, (stage.width / Double(max(1, image.columns))).rounded(.down))
        canvas.draw(image, at: Point(stage.x, stage.y), pixelSize: pixelSize)
        canvas.stroke(stage.inset(by: -0.5), color: .rule)
        canvas.text(
            "Decoded at step \(step + 1) of \(count)", at: Point(stage.center.x, stage.maxY + 12),
            font: .subtitle, horizontal: .center, vertical: .top)
        let place = progress(count > 1 ? Double(step) / Double(count - 1) : 0)
        canvas.fillCircle(at: place, radius: 6.5, color: .accent)
    }

    private func progress(_ fraction: Double) -> Point {
        let track = Self.track
        let left = track.x + track.height + 18, right = track.maxX - track.height - 18
        return Point(left + (right - left) * fraction, track.center.y)
    }

    private func words(for end: InterpolationFigure.End) -> String {
        end.label.map { classes[$0] } ?? "a code"
    }
}
