import CCairo
import Storage

extension PixelImage {
    /// Reads a PNG file; what is transparent in it shows white.
    ///
    /// - Throws: `DrawingError` for bytes that are no whole PNG file, or a picture too large to hold.
    public init(png: [UInt8]) throws(DrawingError) {
        let source = ByteSource(png)
        let reader = Unmanaged.passUnretained(source).toOpaque()
        let image = cairo_image_surface_create_from_png_stream(readBytes, reader)
        defer { cairo_surface_destroy(image) }
        let status = cairo_surface_status(image)
        guard let image, status == CAIRO_STATUS_SUCCESS else {
            let reason = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown"
            throw .cairo(action: "read a PNG image", reason: reason)
        }
        let page = try Surface(
            .pixels, width: Int(cairo_image_surface_get_width(image)),
            height: Int(cairo_image_surface_get_height(image)))
        cairo_set_source_surface(page.context, image, 0, 0)
        cairo_paint(page.context)
        self = try page.pixels()
    }

    /// A PNG file of the picture, in full colour.
    ///
    /// - Throws: `DrawingError` where there is no memory for it.
    public func png() throws(DrawingError) -> [UInt8] {
        do throws(FileError) { return try PNGFile.encoded(width: width, height: height, rgb: rgb) } catch {
            throw .cairo(action: "write a PNG image", reason: error.reason)
        }
    }
}

/// The bytes that Cairo's stream reader takes one piece after another.
private final class ByteSource {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

private func readBytes(
    _ reader: UnsafeMutableRawPointer?, _ target: UnsafeMutablePointer<UInt8>?, _ length: UInt32
) -> cairo_status_t {
    guard let reader, let target else { return CAIRO_STATUS_READ_ERROR }
    let source = Unmanaged<ByteSource>.fromOpaque(reader).takeUnretainedValue()
    let end = source.position + Int(length)
    guard end <= source.bytes.count else { return CAIRO_STATUS_READ_ERROR }
    for (offset, position) in (source.position..<end).enumerated() { target[offset] = source.bytes[position] }
    source.position = end
    return CAIRO_STATUS_SUCCESS
}
