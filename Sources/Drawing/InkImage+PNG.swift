import CCairo

extension InkImage {
    /// The most pixels that a picture may have to be read: a bound on the memory that a small file can ask for.
    private static let mostPixels = 100_000_000

    /// A picture file as a square image of ink on paper, such as a data set has.
    ///
    /// The picture is fitted into the square, smoothed, without changing its proportions; what it does not fill is
    /// paper, and so is what it leaves transparent. A light border means that it is dark on light, as a drawing or a
    /// photo of one is, a dark border that it is light on dark; either way what differs most from the border becomes
    /// full ink.
    ///
    /// - Parameters:
    ///   - png: the bytes of a PNG file, grey or in colour.
    ///   - side: the square's side in pixels.
    /// - Throws: `DrawingError.unreadable` for what is no PNG picture, or one of more than 100 million pixels.
    public init(png: [UInt8], side: Int) throws(DrawingError) {
        let picture = try LoadedPicture(png, mostPixels: Self.mostPixels)
        let (columns, rows) = picture.size(fittingInto: side)
        let light = try picture.lightness(columns: columns, rows: rows)
        let border = (0..<light.count).filter { index in
            let (row, column) = index.quotientAndRemainder(dividingBy: columns)
            return row == 0 || row == rows - 1 || column == 0 || column == columns - 1
        }.map { light[$0] }.sorted()
        let paper = border[border.count / 2]
        let isDarkOnLight = paper > 0.5
        let depths = light.map { max(0, isDarkOnLight ? paper - $0 : $0 - paper) }
        let deepest = depths.max() ?? 0
        var ink = [UInt8](repeating: 0, count: side * side)
        guard deepest > 0.02 else {
            // A blank page.
            self.init(rows: side, columns: side, ink: ink)
            return
        }
        let (top, left) = ((side - rows) / 2, (side - columns) / 2)
        for row in 0..<rows {
            for column in 0..<columns {
                let share = depths[row * columns + column] / deepest
                ink[(top + row) * side + left + column] = UInt8((share * 255).rounded())
            }
        }
        self.init(rows: side, columns: side, ink: ink)
    }
}

/// A picture in Cairo's hands, released with the value.
private struct LoadedPicture: ~Copyable {
    private let surface: OpaquePointer
    private let width: Int, height: Int

    init(_ png: [UInt8], mostPixels: Int) throws(DrawingError) {
        // The size stands in the header; it is checked before memory for the pixels is taken.
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard png.starts(with: signature), png.count >= 24 else { throw .unreadable("not a PNG picture") }
        func number(at start: Int) -> Int { png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (columns, rows) = (number(at: 16), number(at: 20))
        guard (1...32_767).contains(columns), (1...32_767).contains(rows), columns * rows <= mostPixels else {
            throw .unreadable("a picture of \(columns) x \(rows) pixels; make it smaller")
        }
        let source = ByteSource(png)
        let made = cairo_image_surface_create_from_png_stream(
            { receiver, target, length in
                guard let receiver, let target else { return CAIRO_STATUS_READ_ERROR }
                let source = Unmanaged<ByteSource>.fromOpaque(receiver).takeUnretainedValue()
                return source.read(into: target, count: Int(length))
                    ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR
            }, Unmanaged.passUnretained(source).toOpaque())
        guard let made, cairo_surface_status(made) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(made)
            throw .unreadable("a damaged PNG picture")
        }
        surface = made
        width = Int(cairo_image_surface_get_width(made))
        height = Int(cairo_image_surface_get_height(made))
    }

    deinit { cairo_surface_destroy(surface) }

    /// The size that the picture takes in a square of `side` pixels.
    func size(fittingInto side: Int) -> (columns: Int, rows: Int) {
        func scaled(_ length: Int) -> Int {
            min(side, max(1, Int((Double(length * side) / Double(max(width, height))).rounded())))
        }
        return (scaled(width), scaled(height))
    }

    /// How light the picture is [row, column], from 0 (black) to 1 (white), on white and at another size.
    func lightness(columns: Int, rows: Int) throws(DrawingError) -> [Double] {
        let target = try Surface(.pixels, width: columns, height: rows)
        cairo_scale(
            target.context, Double(columns) / Double(max(1, width)), Double(rows) / Double(max(1, height)))
        cairo_set_source_surface(target.context, surface, 0, 0)
        let pattern = cairo_get_source(target.context)
        cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD)
        // The edges are not to fade into nothing.
        cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
        cairo_paint(target.context)
        let pixels = try target.pixels()
        return (0..<columns * rows).map { index in
            let color = pixels.rgb[index * 3..<index * 3 + 3].map(Double.init)
            // The luma of ITU-R BT.601.
            return (0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]) / 255
        }
    }
}

/// Bytes for Cairo's stream readers.
private final class ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Hands out the next `count` bytes; false where there are fewer.
    func read(into target: UnsafeMutablePointer<UInt8>, count: Int) -> Bool {
        guard count >= 0, count <= bytes.count - position else { return false }
        bytes.withUnsafeBufferPointer { source in
            if let base = source.baseAddress, count > 0 {
                target.update(from: base + position, count: count)
            }
        }
        position += count
        return true
    }
}
