/// A picture that can be drawn as pixels, PNG, SVG or PDF; the same picture always gives the same bytes.
public struct Picture: Sendable {
    /// What becomes of text in an SVG document: outlines, which look the same without the fonts, or text, which can
    /// be marked, searched and edited.
    public enum TextForm: Sendable {
        case outlines, text
    }

    /// The size in pixels at scale 1.
    public let width: Int, height: Int
    let draw: @Sendable (borrowing Canvas) -> Void

    /// A white page of `width` x `height` pixels and what is drawn on it.
    ///
    /// `draw` runs once for each rendering and must always draw the same.
    public init(width: Int, height: Int, draw: @escaping @Sendable (borrowing Canvas) -> Void) {
        self.width = width
        self.height = height
        self.draw = draw
    }

    /// Draws the picture on a larger one, its top left corner at that of the canvas.
    public func draw(on canvas: borrowing Canvas) {
        draw(canvas)
    }

    /// The pixels at `scale` times the size, rounded to whole pixels.
    public func pixels(scale: Double = 1) throws(DrawingError) -> PixelImage {
        let surface = try Surface(.pixels, width: width, height: height, scale: scale)
        draw(Canvas(context: surface.context, isVector: false))
        return try surface.pixels()
    }

    /// The pixels at `scale` times the size, rounded to whole pixels, to be drawn under others.
    public func backdrop(scale: Double = 1) throws(DrawingError) -> Backdrop {
        let surface = try Surface(.pixels, width: width, height: height, scale: scale)
        draw(Canvas(context: surface.context, isVector: false))
        return try surface.backdrop()
    }

    /// The pixels at `scale` times the size, rounded to whole pixels, as runs of equal ones.
    public func runs(scale: Double = 1) throws(DrawingError) -> PixelRuns {
        let surface = try Surface(.pixels, width: width, height: height, scale: scale)
        draw(Canvas(context: surface.context, isVector: false))
        return try surface.runs()
    }

    /// A PNG file at `scale` times the size.
    public func png(scale: Double = 1) throws(DrawingError) -> [UInt8] {
        try pixels(scale: scale).png()
    }

    /// The scale at which a picture is written to be looked at: 2, so that fine screens show it sharp, or 1 where that
    /// would be more than 16 million pixels.
    public var viewingScale: Double { width * height > 4_000_000 ? 1 : 2 }

    /// An SVG document.
    ///
    /// - Parameters:
    ///   - title: what the picture is, for those who do not see it; left out where empty, as is `description`.
    ///   - description: what the picture shows, with its findings.
    ///   - text: what becomes of text.
    public func svg(
        title: String = "", description: String = "", text: TextForm = .outlines
    ) throws(DrawingError) -> [UInt8] {
        let surface = try Surface(.svg, width: width, height: height)
        let words = text == .text ? SVGText() : nil
        draw(Canvas(context: surface.context, isVector: true, words: words))
        let drawing = SVGDocument.polished(try surface.document())
        return SVGDocument.completed(
            drawing, title: title, description: description, text: words?.element ?? "")
    }

    /// A PDF document of one page, a point to a pixel, with its fonts inside.
    public func pdf() throws(DrawingError) -> [UInt8] {
        let surface = try Surface(.pdf, width: width, height: height)
        draw(Canvas(context: surface.context, isVector: true))
        return try surface.document()
    }
}
