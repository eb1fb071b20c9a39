import CCairo

/// A Cairo surface and its context: made, drawn on and finished in one place, released with the value.
struct Surface: ~Copyable {
    /// What a surface is for.
    enum Kind {
        case pixels, svg, pdf
    }

    private let surface: OpaquePointer
    let context: OpaquePointer
    private let output: ByteSink
    /// What the pixels are in.
    private let memory: PixelMemory?

    /// A white page of `width` x `height` at `scale`, checked to be usable.
    init(_ kind: Kind, width: Int, height: Int, scale: Double = 1) throws(DrawingError) {
        let across = (Double(width) * scale).rounded(), down = (Double(height) * scale).rounded()
        guard across >= 1, down >= 1, across <= 32_767, down <= 32_767 else {
            throw .size(width: across, height: down)
        }
        let output = ByteSink()
        let receiver = Unmanaged.passUnretained(output).toOpaque()
        let stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, Int32(across))
        let memory = kind == .pixels ? PixelMemory.lend(Int(stride) * Int(down)) : nil
        let made: OpaquePointer? =
            switch kind {
            case .pixels:
                memory.flatMap {
                    cairo_image_surface_create_for_data(
                        $0.start.assumingMemoryBound(to: UInt8.self), CAIRO_FORMAT_RGB24, Int32(across),
                        Int32(down), stride)
                }
            case .svg: cairo_svg_surface_create_for_stream(appendBytes, receiver, across, down)
            case .pdf: cairo_pdf_surface_create_for_stream(appendBytes, receiver, across, down)
            }
        let context = made.flatMap { cairo_create($0) }
        guard let made, let context, cairo_status(context) == CAIRO_STATUS_SUCCESS else {
            let reason = made.map { Self.reason(cairo_surface_status($0)) } ?? "there is no memory"
            cairo_destroy(context)
            cairo_surface_destroy(made)
            memory?.giveBack()
            throw .cairo(action: "make a \(width) x \(height) picture", reason: reason)
        }
        self.surface = made
        self.context = context
        self.output = output
        self.memory = memory
        switch kind {
        case .svg: cairo_svg_surface_set_document_unit(made, CAIRO_SVG_UNIT_PX)
        // A fixed date: the same picture is the same bytes whenever it is drawn.
        case .pdf:
            cairo_pdf_surface_set_metadata(made, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
        case .pixels: break
        }
        cairo_scale(context, scale, scale)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
        memory?.giveBack()
    }

    /// The bytes of an SVG or PDF document.
    consuming func document() throws(DrawingError) -> [UInt8] {
        try Self.check(cairo_status(context), "draw a picture")
        cairo_surface_finish(surface)
        try Self.check(cairo_surface_status(surface), "finish a picture")
        return output.bytes
    }

    /// The pixels.
    consuming func pixels() throws(DrawingError) -> PixelImage {
        try withPixels { width, height, start, stride in
            // Four bytes are written at once, of which the fourth is the next pixel's first; none follows the last.
            var rgb = [UInt8](unsafeUninitializedCapacity: width * height * 3 + 1) { bytes, count in
                let bytes = UnsafeMutableRawBufferPointer(bytes)
                var target = 0
                for row in 0..<height {
                    let line = start + row * stride
                    for column in 0..<width {
                        let pixel = line.loadUnaligned(fromByteOffset: column &* 4, as: UInt32.self)
                        bytes.storeBytes(of: (pixel &<< 8).bigEndian, toByteOffset: target, as: UInt32.self)
                        target &+= 3
                    }
                }
                count = width * height * 3 + 1
            }
            rgb.removeLast()
            return PixelImage(width: width, height: height, rgb: rgb)
        }
    }

    /// The pixels, to be drawn under others.
    consuming func backdrop() throws(DrawingError) -> Backdrop {
        try withPixels { width, height, start, stride in
            let pixels = [UInt32](unsafeUninitializedCapacity: width * height) { target, count in
                for row in 0..<height {
                    let line = (start + row * stride).assumingMemoryBound(to: UInt32.self)
                    target.baseAddress.map { $0 + row * width }?.initialize(from: line, count: width)
                }
                count = width * height
            }
            return Backdrop(width: width, height: height, pixels: pixels)
        }
    }

    /// The pixels as runs.
    consuming func runs() throws(DrawingError) -> PixelRuns {
        try withPixels { width, height, start, stride in
            PixelRuns(width: width, height: height, pixels: start, stride: stride)
        }
    }

    /// Lends the pixels, 32 bits each and `stride` bytes from row to row, once all is drawn.
    private borrowing func withPixels<Result>(
        _ body: (_ width: Int, _ height: Int, _ start: UnsafeRawPointer, _ stride: Int) -> Result
    ) throws(DrawingError) -> Result {
        try Self.check(cairo_status(context), "draw a picture")
        cairo_surface_flush(surface)
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        guard let data = cairo_image_surface_get_data(surface) else {
            throw .cairo(action: "read a picture", reason: "no pixels")
        }
        return body(width, height, UnsafeRawPointer(data), stride)
    }

    private static func check(_ status: cairo_status_t, _ action: String) throws(DrawingError) {
        if status != CAIRO_STATUS_SUCCESS { throw .cairo(action: action, reason: reason(status)) }
    }

    private static func reason(_ status: cairo_status_t) -> String {
        cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown"
    }
}

/// Where Cairo's stream writers put their bytes.
final class ByteSink {
    var bytes: [UInt8] = []
}

func appendBytes(
    _ receiver: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ length: UInt32
) -> cairo_status_t {
    guard let receiver, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = Unmanaged<ByteSink>.fromOpaque(receiver).takeUnretainedValue()
    sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
}
