import CCairo
import Storage

extension Canvas {
    /// Draws an image as ink on paper or in its colours, every pixel a square of `pixelSize`, with no blur.
    ///
    /// Put it at whole pixels with a whole `pixelSize` to keep all its pixels the same size.
    public func draw(_ image: DataImage, at corner: Point, pixelSize: Double = 1) {
        guard image.channels == 1 else { return draw(image.picture, at: corner, pixelSize: pixelSize) }
        let png = isVector ? GreyPNG.encoded(image) : nil
        draw(rows: image.rows, columns: image.columns, at: corner, pixelSize: pixelSize, png: png) { pixels in
            for index in 0..<min(pixels.count, image.bytes.count) {
                pixels[index] = UInt32(255 &- image.bytes[index]) &* 0x010101
            }
        }
    }

    /// Draws a picture, every pixel a square of `pixelSize`, with no blur.
    public func draw(_ image: PixelImage, at corner: Point, pixelSize: Double = 1) {
        let png = isVector ? PalettePNG.encoded(image) : nil
        draw(rows: image.height, columns: image.width, at: corner, pixelSize: pixelSize, png: png) { pixels in
            image.rgb.withUnsafeBytes { rgb in
                // Four bytes at once, of which the next pixel's first is dropped; the last pixel has none behind it.
                let last = min(pixels.count, rgb.count / 3) - 1
                guard last >= 0 else { return }
                for index in 0..<last {
                    let four = rgb.loadUnaligned(fromByteOffset: index &* 3, as: UInt32.self)
                    pixels[index] = UInt32(bigEndian: four) >> 8
                }
                pixels[last] = rgb[(last * 3)...].prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
            }
        }
    }

    /// Draws what is to lie under others, every pixel a square of `pixelSize`, with no blur.
    public func draw(_ backdrop: Backdrop, at corner: Point, pixelSize: Double = 1) {
        guard !isVector else { return draw(backdrop.image, at: corner, pixelSize: pixelSize) }
        guard pixelSize > 0 else { return }
        backdrop.pixels.withUnsafeBufferPointer { pixels in
            // Cairo reads them alone.
            paint(
                pixels.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }, rows: backdrop.height,
                columns: backdrop.width, at: corner, pixelSize: pixelSize, png: nil)
        }
    }

    /// - Parameter fill: writes the pixels [row, column], 0xRRGGBB each.
    private func draw(
        rows: Int, columns: Int, at corner: Point, pixelSize: Double, png: [UInt8]?,
        fill: (UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        guard rows > 0, columns > 0, pixelSize > 0, rows <= 32_767, columns <= 32_767 else { return }
        // Without memory the context is in error, which the rendering reports.
        let memory = PixelMemory.lend(rows * columns * MemoryLayout<UInt32>.size)
        defer { memory?.giveBack() }
        let pixels = memory?.start.bindMemory(to: UInt32.self, capacity: rows * columns)
        if let pixels { fill(UnsafeMutableBufferPointer(start: pixels, count: rows * columns)) }
        paint(memory?.start, rows: rows, columns: columns, at: corner, pixelSize: pixelSize, png: png)
    }

    /// - Parameter pixels: [row, column], 32 bits each; needed no longer than this takes.
    private func paint(
        _ pixels: UnsafeMutableRawPointer?, rows: Int, columns: Int, at corner: Point, pixelSize: Double,
        png: [UInt8]?
    ) {
        let surface = cairo_image_surface_create_for_data(
            pixels?.assumingMemoryBound(to: UInt8.self), CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows),
            Int32(columns * MemoryLayout<UInt32>.size))
        defer {
            // A document that still needs the pixels takes a copy now.
            cairo_surface_finish(surface)
            cairo_surface_destroy(surface)
        }
        if let png { attach(png, to: surface) }
        cairo_save(context)
        cairo_translate(context, corner.x, corner.y)
        cairo_scale(context, pixelSize, pixelSize)
        cairo_set_source_surface(context, surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        cairo_rectangle(context, 0, 0, Double(columns), Double(rows))
        cairo_fill(context)
        cairo_restore(context)
    }

    /// Has a document hold `png` for the pixels of `surface`, rather than a file of three colours.
    private func attach(_ png: [UInt8], to surface: OpaquePointer?) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: png.count)
        copy.update(from: png, count: png.count)
        let status = cairo_surface_set_mime_data(
            surface, CAIRO_MIME_TYPE_PNG, copy, UInt(png.count), { $0?.deallocate() }, copy)
        if status != CAIRO_STATUS_SUCCESS { copy.deallocate() }
    }
}

/// PNG files of pictures in few colours, a byte a pixel.
private enum PalettePNG {
    /// `nil` where the picture has more than 256 colours, or the file cannot be made: then it is kept in full colour.
    static func encoded(_ image: PixelImage) -> [UInt8]? {
        let picture = PixelRuns(image)
        guard picture.colours.count <= 256 else { return nil }
        return try? PNGFile.encoded(
            width: image.width, height: image.height,
            indices: picture.runs.flatMap { repeatElement(UInt8($0 >> 8), count: Int($0 & 0xFF)) },
            palette: picture.colours.flatMap { colour in
                [16, 8, 0].map { UInt8(truncatingIfNeeded: colour >> $0) }
            })
    }
}

/// PNG files of grey images, a byte a pixel.
private enum GreyPNG {
    /// `nil` where Cairo cannot make it: then the image is kept in colour.
    static func encoded(_ image: DataImage) -> [UInt8]? {
        guard image.rows > 0, image.columns > 0, image.rows <= 32_767, image.columns <= 32_767 else {
            return nil
        }
        // Cairo writes a surface of opacities as a file of greys.
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(image.columns), Int32(image.rows))
        defer { cairo_surface_destroy(surface) }
        guard let data = cairo_image_surface_get_data(surface) else { return nil }
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<image.rows {
            for column in 0..<image.columns {
                data[row * stride + column] = 255 - image.bytes[row * image.columns + column]
            }
        }
        cairo_surface_mark_dirty(surface)
        let output = ByteSink()
        let receiver = Unmanaged.passUnretained(output).toOpaque()
        let status = cairo_surface_write_to_png_stream(surface, appendBytes, receiver)
        return status == CAIRO_STATUS_SUCCESS ? output.bytes : nil
    }
}
