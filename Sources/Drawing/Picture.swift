/// A picture that can be drawn as pixels, PNG, SVG or PDF; the same picture always gives the same bytes.
public struct Picture: Sendable {
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

    /// The pixels at `scale` times the size, rounded to whole pixels, as runs of equal ones.
    public func runs(scale: Double = 1) throws(DrawingError) -> PixelRuns {
        let surface = try Surface(.pixels, width: width, height: height, scale: scale)
        draw(Canvas(context: surface.context, isVector: false))
        return try surface.runs()
    }

    /// A PNG file at `scale` times the size.
    public func png(scale: Double = 1) throws(DrawingError) -> [UInt8] {
        let surface = try Surface(.pixels, width: width, height: height, scale: scale)
        draw(Canvas(context: surface.context, isVector: false))
        return try surface.png()
    }

    /// An SVG document; text becomes outlines, so that it looks the same without the fonts.
    public func svg() throws(DrawingError) -> [UInt8] {
        let surface = try Surface(.svg, width: width, height: height)
        draw(Canvas(context: surface.context, isVector: true))
        return SVGDocument.polished(try surface.document())
    }

    /// A PDF document of one page, a point to a pixel, with its fonts inside.
    public func pdf() throws(DrawingError) -> [UInt8] {
        let surface = try Surface(.pdf, width: width, height: height)
        draw(Canvas(context: surface.context, isVector: true))
        return try surface.document()
    }
}
