import CCairo

/// What a picture is drawn on, in pixels at scale 1 from the top left; valid while its picture is drawn.
///
/// A failure inside is kept by Cairo and thrown by the rendering that called for the picture.
public struct Canvas: ~Copyable {
    let context: OpaquePointer
    /// Whether the result is a document of shapes rather than pixels.
    let isVector: Bool
    /// Where the text that is written is noted; `nil` where nobody asks.
    let record: TextRecord?
    /// Takes the text that is written as elements of an SVG document; `nil` where letters are drawn.
    let words: SVGText?

    init(context: OpaquePointer, isVector: Bool, record: TextRecord? = nil, words: SVGText? = nil) {
        self.context = context
        self.isVector = isVector
        self.record = record
        self.words = words
    }

    // MARK: Shapes

    /// Fills a rectangle, its corners rounded by `radius`.
    public func fill(_ rectangle: Rectangle, color: Color, radius: Double = 0) {
        trace(rectangle, radius: radius)
        paintFill(color)
    }

    /// Draws the outline of a rectangle, centred on its edges.
    public func stroke(_ rectangle: Rectangle, color: Color, width: Double = 1, radius: Double = 0) {
        trace(rectangle, radius: radius)
        paintStroke(Stroke(color: color, width: width))
    }

    /// Fills a closed shape.
    public func fill(_ corners: [Point], color: Color) {
        trace(corners, isClosed: true)
        paintFill(color)
    }

    /// Draws a line through `points`; `isClosed` joins the last to the first.
    public func stroke(_ points: [Point], _ stroke: Stroke, isClosed: Bool = false) {
        trace(points, isClosed: isClosed)
        paintStroke(stroke)
    }

    /// Draws a straight line.
    public func line(from start: Point, to end: Point, _ stroke: Stroke) {
        trace([start, end], isClosed: false)
        paintStroke(stroke)
    }

    /// Fills a circle.
    public func fillCircle(at center: Point, radius: Double, color: Color) {
        guard Self.isDrawable(center), radius > 0 else { return }
        cairo_new_path(context)
        cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
        paintFill(color)
    }

    /// Draws equal dots as one shape: where two of them overlap, the colour is no denser.
    public func fillDots(at centers: [Point], radius: Double, color: Color) {
        if !isVector, radius > 0, let page = PixelPage(of: context, clip: clip),
            radius * page.scale <= DotStamp.largestRadius
        {
            DotStamp.ofRadius(radius * page.scale).fill(
                page, at: centers.filter(Self.isDrawable).map { $0 * page.scale }, color: color)
            return page.markChanged()
        }
        cairo_new_path(context)
        for center in centers where Self.isDrawable(center) {
            // A line without length and with round ends.
            cairo_move_to(context, center.x, center.y)
            cairo_line_to(context, center.x, center.y)
        }
        paintStroke(Stroke(color: color, width: 2 * radius, isRound: true))
    }

    /// Draws equal marks as one shape, as `fillDots` does; each covers as much as a circle of `radius`.
    public func fill(_ mark: Mark, at centers: [Point], radius: Double, color: Color) {
        let corners = mark.corners.map { $0 * radius }
        guard let first = corners.first else { return fillDots(at: centers, radius: radius, color: color) }
        cairo_new_path(context)
        for center in centers where Self.isDrawable(center) {
            cairo_move_to(context, center.x + first.x, center.y + first.y)
            for corner in corners.dropFirst() {
                cairo_line_to(context, center.x + corner.x, center.y + corner.y)
            }
            cairo_close_path(context)
        }
        paintFill(color)
    }

    /// Runs `draw` with everything outside `rectangle` left untouched.
    public func clipped(to rectangle: Rectangle, draw: (borrowing Canvas) -> Void) {
        cairo_save(context)
        trace(rectangle, radius: 0)
        cairo_clip(context)
        draw(self)
        cairo_restore(context)
    }

    /// What may be drawn on: the page, or the part of it that drawing is clipped to.
    var clip: Rectangle {
        var left = 0.0, top = 0.0, right = 0.0, bottom = 0.0
        cairo_clip_extents(context, &left, &top, &right, &bottom)
        return Rectangle(x: left, y: top, width: right - left, height: bottom - top)
    }

    // MARK: Path and paint

    private func trace(_ rectangle: Rectangle, radius: Double) {
        let r = min(radius, rectangle.width / 2, rectangle.height / 2)
        cairo_new_path(context)
        guard r > 0 else {
            cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
            return
        }
        cairo_arc(context, rectangle.maxX - r, rectangle.y + r, r, -.pi / 2, 0)
        cairo_arc(context, rectangle.maxX - r, rectangle.maxY - r, r, 0, .pi / 2)
        cairo_arc(context, rectangle.x + r, rectangle.maxY - r, r, .pi / 2, .pi)
        cairo_arc(context, rectangle.x + r, rectangle.y + r, r, .pi, 3 * .pi / 2)
        cairo_close_path(context)
    }

    private func trace(_ points: [Point], isClosed: Bool) {
        cairo_new_path(context)
        for point in points where Self.isDrawable(point) { cairo_line_to(context, point.x, point.y) }
        if isClosed { cairo_close_path(context) }
    }

    /// Whether Cairo's fixed-point coordinates can hold the point.
    private static func isDrawable(_ point: Point) -> Bool {
        abs(point.x) < 1e6 && abs(point.y) < 1e6
    }

    func paintFill(_ color: Color) {
        setSource(color)
        cairo_fill(context)
    }

    func paintStroke(_ stroke: Stroke) {
        setSource(stroke.color)
        cairo_set_line_width(context, stroke.width)
        cairo_set_line_cap(context, stroke.isRound ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_line_join(context, stroke.isRound ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
        cairo_set_dash(context, stroke.dashes, Int32(stroke.dashes.count), 0)
        cairo_stroke(context)
    }

    private func setSource(_ color: Color) {
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.opacity)
    }
}
