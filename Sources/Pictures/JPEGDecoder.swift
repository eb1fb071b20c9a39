import CTurboJPEG

/// JPEG files by libjpeg-turbo: baseline and progressive, in colours, grey, or in four inks.
enum JPEGDecoder {
    /// - Parameter wantedSide: the picture may be decoded smaller as long as its longer side is not less than this.
    /// - Throws: `PictureError` for a damaged or cut off file or one too large.
    static func picture(_ bytes: [UInt8], wantedSide: Int) throws(PictureError) -> PixelPicture {
        let decoder = try Decoder()
        let (width, height, inFourInks) = try decoder.readHeader(bytes)
        try PixelPicture.check(width: width, height: height)
        // What libjpeg skips while decoding, rounded up as its TJSCALED is.
        let divisor = [8, 4, 2].first { max(width, height) / $0 >= wantedSide } ?? 1
        let (columns, rows) = ((width + divisor - 1) / divisor, (height + divisor - 1) / divisor)
        var pixels = try decoder.decode(
            bytes, columns: columns, rows: rows, as: inFourInks ? TJPF_CMYK : TJPF_RGBA)
        if inFourInks { turnIntoColours(&pixels) }
        return PixelPicture(width: columns, height: rows, rgba: pixels, original: (width, height))
            .turned(by: ExifOrientation.value(inJPEG: bytes))
    }

    /// The picture's size, turned as its EXIF data say.
    static func size(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        let (width, height, _) = try Decoder().readHeader(bytes)
        return ExifOrientation.value(inJPEG: bytes) > 4 ? (height, width) : (width, height)
    }

    /// Cyan, magenta, yellow and black as Adobe's programs store them, 255 for no ink, become colours.
    private static func turnIntoColours(_ pixels: inout [UInt8]) {
        for pixel in stride(from: 0, to: pixels.count, by: 4) {
            let black = Int(pixels[pixel + 3])
            for channel in pixel..<pixel + 3 {
                pixels[channel] = UInt8((Int(pixels[channel]) * black + 127) / 255)
            }
            pixels[pixel + 3] = 255
        }
    }
}

/// A decompressor in libjpeg-turbo's hands, released with the value.
private struct Decoder: ~Copyable {
    private let handle: tjhandle

    init() throws(PictureError) {
        guard let handle = tjInitDecompress() else {
            throw .damaged(format: "JPEG", reason: "no memory for reading it")
        }
        self.handle = handle
    }

    deinit { tjDestroy(handle) }

    func readHeader(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int, inFourInks: Bool) {
        var (width, height, sampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        let status = tjDecompressHeader3(
            handle, bytes, UInt(bytes.count), &width, &height, &sampling, &space)
        guard status == 0 || isHarmless else { throw damage }
        return (
            Int(width), Int(height), [Int32(TJCS_CMYK.rawValue), Int32(TJCS_YCCK.rawValue)].contains(space)
        )
    }

    func decode(
        _ bytes: [UInt8], columns: Int, rows: Int, as format: TJPF
    ) throws(PictureError) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: columns * rows * 4)
        // A file of endless scans would keep the decoder busy for hours.
        let status = tjDecompress2(
            handle, bytes, UInt(bytes.count), &pixels, Int32(columns), Int32(columns * 4), Int32(rows),
            Int32(format.rawValue), TJFLAG_LIMITSCANS)
        guard status == 0 || isHarmless else { throw damage }
        return pixels
    }

    /// Whether what was complained of last takes nothing from the picture: some cameras leave bytes between segments.
    private var isHarmless: Bool {
        tjGetErrorCode(handle) == TJERR_WARNING.rawValue && words.contains("extraneous bytes")
    }

    private var words: String { tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown" }

    private var damage: PictureError { .damaged(format: "JPEG", reason: words) }
}
