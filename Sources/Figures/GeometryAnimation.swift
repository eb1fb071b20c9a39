public import Drawing
public import LatentSpace

/// `geometry-A-B` in motion: two ways between the same two codes at once, each with its decoded image large, and
/// how much each of them changes.
///
/// Both take the same time. The linear way goes at a constant speed in the code, so that the image now stands still,
/// now changes at once; the geodesic goes at a constant speed in the image.
public struct GeometryAnimation: Sendable {
    /// A way and what its steps decode to.
    public struct Track: Sendable {
        /// What kind of path, and at what speed it goes.
        public let title: String, speed: String
        /// Where each step lies on the plane, and what it decodes to; as many of both.
        public let points: [SIMD2<Double>], decoded: [DataImage]
        /// The change of the image from each step to the next: one fewer.
        public let changes: [Double]

        /// A way of steps; extra points or images are left out.
        package init(
            title: String, speed: String, points: [SIMD2<Double>], decoded: [DataImage], changes: [Double]
        ) {
            self.title = title
            self.speed = speed
            self.points = points
            self.decoded = decoded
            self.changes = changes
        }
    }

    let tracks: [Track]
    private let field: PlaneField
    let start: InterpolationFigure.End
    let end: InterpolationFigure.End
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane
    private let scale: ColorScale
    private let plot: PlanePlot
    private let changes: ChangesPanel

    /// Two ways over the magnification of the decoder around them.
    ///
    /// - Parameters:
    ///   - tracks: the linear way and the geodesic; a third and more are left out.
    ///   - metric: the metric over a part of the plane that holds both.
    package init(
        tracks: [Track], over metric: MetricField, from start: InterpolationFigure.End,
        to end: InterpolationFigure.End, classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.tracks = Array(tracks.prefix(2))
        self.start = start
        self.end = end
        self.classes = classes
        self.moment = moment
        self.plane = plane
        let window = PlaneWindow.around(self.tracks.flatMap(\.points), margin: 0.4, smallest: 1)
        let cells = Self.planeSide / Self.cellSide
        field = metric.magnification(over: window, columns: cells, rows: cells)
        scale = .magnification(field)
        plot = PlanePlot(
            frame: Rectangle(
                x: 56, y: Page.contentTop + 22, width: Double(Self.planeSide), height: Double(Self.planeSide)),
            window: window, plane: plane)
        changes = ChangesPanel(
            self.tracks.map {
                ChangesPanel.Curve(
                    name: $0.title, color: GeometryFigure.color(of: $0.title), changes: $0.changes)
            },
            frame: Rectangle(x: Self.stageLeft, y: 404, width: 2 * Self.stageSide - 36, height: 92))
    }

    /// The size of a frame at scale 1, in pixels.
    public static let width = 1000, height = 548
    private static let stageLeft = 488.0, stageSide = 224.0
    private static let planeSide = 380, cellSide = 4

    /// How many steps each way has.
    public var count: Int { tracks.map { min($0.points.count, $0.decoded.count) }.min() ?? 0 }

    /// A picture for each step, all of one size. What does not move is drawn now and once.
    ///
    /// - Parameter scale: the scale at which the pictures are to be rendered; whole, so that images stay sharp.
    /// - Throws: ``DrawingError`` where the still part cannot be drawn.
    public func frames(scale: Int = 1) throws(DrawingError) -> [Picture] {
        try Picture.frames(count, over: still(), scale: scale) { drawMoving($0, on: $1) }
    }

    /// Where a way's decoded image is shown.
    private func stage(_ track: Int) -> Rectangle {
        Rectangle(
            x: Self.stageLeft + Double(track) * (Self.stageSide + 28), y: Page.contentTop + 44,
            width: Self.stageSide, height: Self.stageSide)
    }

    private func still() -> Picture {
        Picture(width: Self.width, height: Self.height) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): from \(start.name(classes)) to \(end.name(classes)), two ways",
                moment: moment, right: Double(Self.width) - 24, on: canvas)
            canvas.text(
                "Magnification of the decoder: darker is more", at: Point(plot.frame.x, plot.frame.y - 9),
                font: .heading)
            plot.drawMap(field, scale: scale, on: canvas)
            for track in tracks {
                let line = track.points.map(plot.area.place)
                canvas.clipped(to: plot.frame) { canvas in
                    canvas.stroke(line, Stroke(color: .paper, width: 5, isRound: true))
                    canvas.stroke(
                        line, Stroke(color: GeometryFigure.color(of: track.title), width: 2, isRound: true))
                }
            }
            plot.axes().draw(on: canvas)
            for (index, track) in tracks.enumerated() {
                let stage = stage(index), color = GeometryFigure.color(of: track.title)
                canvas.text(
                    Moment.capitalised(track.title), at: Point(stage.x, stage.y - 25),
                    font: Font(size: 13, weight: .bold), color: color)
                canvas.text(track.speed, at: Point(stage.x, stage.y - 9), font: .label, color: .secondary)
            }
            changes.draw(on: canvas)
        }
    }

    private func drawMoving(_ step: Int, on canvas: borrowing Canvas) {
        for (index, track) in tracks.enumerated() {
            let color = GeometryFigure.color(of: track.title)
            let center = plot.area.place(track.points[step])
            canvas.clipped(to: plot.frame) { canvas in
                canvas.fillCircle(at: center, radius: 8.5, color: .paper)
                canvas.fillCircle(at: center, radius: 6.5, color: color)
            }
            let stage = stage(index), image = track.decoded[step]
            let pixelSize = max(1, (stage.width / Double(max(1, image.columns))).rounded(.down))
            canvas.draw(image, at: Point(stage.x, stage.y), pixelSize: pixelSize)
            canvas.stroke(stage.inset(by: -0.5), color: .rule)
            // The change that led here; none has yet at the start.
            if let place = changes.place(curve: index, step: max(0, step - 1)) {
                canvas.fillCircle(at: place, radius: 6.5, color: .paper)
                canvas.fillCircle(at: place, radius: 5, color: color)
            }
        }
    }
}
