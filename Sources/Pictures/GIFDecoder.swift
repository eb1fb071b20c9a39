import CGIF

/// GIF files by giflib: the first picture, in its place on the screen; what it leaves is clear.
enum GIFDecoder {
    /// - Throws: `PictureError` for a damaged or cut off file or one too large.
    static func picture(_ bytes: [UInt8]) throws(PictureError) -> PixelPicture {
        try GIFSource(bytes).picture()
    }

    /// The size of the screen.
    static func size(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        let frame = try GIFSource(bytes).firstFrame()
        return (frame.width, frame.height)
    }
}

/// A GIF file in giflib's hands, released with the value.
private struct GIFSource: ~Copyable {
    /// Where the first picture lies, and on how large a screen; the screen is at least as large as the picture.
    struct Frame {
        let width: Int, height: Int
        let left: Int, top: Int, columns: Int, rows: Int
        let isInterlaced: Bool
        /// The palette's entry that is clear; `nil` for none.
        let clear: Int?
    }

    /// Bytes to be read, and how many of them have been.
    private final class Reader {
        let bytes: [UInt8]
        var position = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    private let reader: Reader
    private let file: UnsafeMutablePointer<GifFileType>

    init(_ bytes: [UInt8]) throws(PictureError) {
        let reader = Reader(bytes)
        var code: Int32 = 0
        let file = DGifOpen(
            Unmanaged.passUnretained(reader).toOpaque(),
            { file, target, count in
                guard let data = file?.pointee.UserData, let target, count > 0 else { return 0 }
                let reader = Unmanaged<Reader>.fromOpaque(data).takeUnretainedValue()
                let available = min(Int(count), reader.bytes.count - reader.position)
                for offset in 0..<available { target[offset] = reader.bytes[reader.position + offset] }
                reader.position += available
                return Int32(available)
            }, &code)
        guard let file else { throw Self.damage(code) }
        self.reader = reader
        self.file = file
    }

    deinit {
        var code: Int32 = 0
        withExtendedLifetime(reader) { _ = DGifCloseFile(file, &code) }
    }

    /// Goes to the first picture's data.
    func firstFrame() throws(PictureError) -> Frame {
        var clear: Int?
        while true {
            var kind = UNDEFINED_RECORD_TYPE
            guard DGifGetRecordType(file, &kind) == GIF_OK else { throw damage() }
            switch kind {
            case IMAGE_DESC_RECORD_TYPE: return try frame(clear)
            case EXTENSION_RECORD_TYPE: clear = try clearEntry() ?? clear
            case TERMINATE_RECORD_TYPE: throw .damaged(format: "GIF", reason: "no picture in it")
            default: continue
            }
        }
    }

    private func frame(_ clear: Int?) throws(PictureError) -> Frame {
        guard DGifGetImageDesc(file) == GIF_OK else { throw damage() }
        let area = file.pointee.Image
        let (left, top, columns, rows) = (Int(area.Left), Int(area.Top), Int(area.Width), Int(area.Height))
        guard left >= 0, top >= 0, columns > 0, rows > 0 else {
            throw .size(width: columns, height: rows)
        }
        return Frame(
            width: max(Int(file.pointee.SWidth), left + columns),
            height: max(Int(file.pointee.SHeight), top + rows), left: left, top: top, columns: columns,
            rows: rows, isInterlaced: area.Interlace, clear: clear)
    }

    /// Passes over an extension; the clear entry of the palette where it tells one.
    private func clearEntry() throws(PictureError) -> Int? {
        var (function, block): (Int32, UnsafeMutablePointer<GifByteType>?) = (0, nil)
        guard DGifGetExtension(file, &function, &block) == GIF_OK else { throw damage() }
        var clear: Int?
        while let content = block {
            // The length, then the bytes.
            var control = GraphicsControlBlock()
            if function == GRAPHICS_EXT_FUNC_CODE,
                DGifExtensionToGCB(Int(content[0]), content + 1, &control) == GIF_OK
            {
                clear = control.TransparentColor >= 0 ? Int(control.TransparentColor) : nil
            }
            guard DGifGetExtensionNext(file, &block) == GIF_OK else { throw damage() }
        }
        return clear
    }

    /// Decodes the first picture.
    func picture() throws(PictureError) -> PixelPicture {
        let frame = try firstFrame()
        try PixelPicture.check(width: frame.width, height: frame.height)
        guard let palette = (file.pointee.Image.ColorMap ?? file.pointee.SColorMap)?.pointee,
            let colours = palette.Colors
        else { throw .damaged(format: "GIF", reason: "no palette") }
        var rgba = [UInt8](repeating: 0, count: frame.width * frame.height * 4)
        var line = [GifPixelType](repeating: 0, count: frame.columns)
        for row in Self.order(frame) {
            guard DGifGetLine(file, &line, Int32(frame.columns)) == GIF_OK else { throw damage() }
            var target = ((frame.top + row) * frame.width + frame.left) * 4
            for value in line {
                if Int(value) != frame.clear, Int(value) < Int(palette.ColorCount) {
                    let colour = colours[Int(value)]
                    rgba[target] = colour.Red
                    rgba[target + 1] = colour.Green
                    rgba[target + 2] = colour.Blue
                    rgba[target + 3] = 255
                }
                target += 4
            }
        }
        return PixelPicture(width: frame.width, height: frame.height, rgba: rgba)
    }

    /// The rows in the order in which the file holds them.
    ///
    /// Source: CompuServe, Graphics Interchange Format 89a, appendix E.
    private static func order(_ frame: Frame) -> [Int] {
        guard frame.isInterlaced else { return Array(0..<frame.rows) }
        return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap {
            Array(stride(from: $0.0, to: frame.rows, by: $0.1))
        }
    }

    private func damage() -> PictureError { Self.damage(file.pointee.Error) }

    private static func damage(_ code: Int32) -> PictureError {
        .damaged(format: "GIF", reason: GifErrorString(code).map { String(cString: $0) } ?? "unknown")
    }
}
