import CCairo

extension Canvas {
    /// Draws an image of ink on paper, every pixel a square of `pixelSize`, with no blur.
    ///
    /// Put it at whole pixels with a whole `pixelSize` to keep all its pixels the same size.
    public func draw(_ image: InkImage, at corner: Point, pixelSize: Double = 1) {
        draw(rows: image.rows, columns: image.columns, at: corner, pixelSize: pixelSize) { index in
            UInt32(255 - image.ink[index]) * 0x010101
        }
    }

    /// Draws a picture, every pixel a square of `pixelSize`, with no blur.
    public func draw(_ image: PixelImage, at corner: Point, pixelSize: Double = 1) {
        draw(rows: image.height, columns: image.width, at: corner, pixelSize: pixelSize) { index in
            let rgb = index * 3
            return UInt32(image.rgb[rgb]) << 16 | UInt32(image.rgb[rgb + 1]) << 8
                | UInt32(image.rgb[rgb + 2])
        }
    }

    private func draw(
        rows: Int, columns: Int, at corner: Point, pixelSize: Double, color: (Int) -> UInt32
    ) {
        guard rows > 0, columns > 0, pixelSize > 0, rows <= 32_767, columns <= 32_767 else { return }
        // A failed surface puts the context in error, which the rendering reports.
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
        defer { cairo_surface_destroy(surface) }
        if let data = cairo_image_surface_get_data(surface) {
            let stride = Int(cairo_image_surface_get_stride(surface))
            for row in 0..<rows {
                let line = UnsafeMutableRawPointer(data + row * stride)
                for column in 0..<columns {
                    line.storeBytes(
                        of: color(row * columns + column), toByteOffset: column * 4, as: UInt32.self)
                }
            }
            cairo_surface_mark_dirty(surface)
        }
        cairo_save(context)
        cairo_translate(context, corner.x, corner.y)
        cairo_scale(context, pixelSize, pixelSize)
        cairo_set_source_surface(context, surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        cairo_rectangle(context, 0, 0, Double(columns), Double(rows))
        cairo_fill(context)
        cairo_restore(context)
    }
}
