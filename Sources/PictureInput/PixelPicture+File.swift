extension PixelPicture {
    /// The longer side of what is looked at for ink: more shows no more of a drawing.
    static let workingSide = 1024

    /// Decodes the content of a picture file, PNG or JPEG, told apart by how it begins.
    ///
    /// A JPEG photo is turned as its EXIF data say, and decoded at a half, a quarter or an eighth where that is
    /// still as large as is looked at.
    ///
    /// - Throws: `PictureError` for other content, damaged or cut off files, and for more than
    ///   ``mostPixels``, before memory is taken for them.
    public init(file bytes: [UInt8]) throws(PictureError) {
        switch bytes {
        case _ where bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]):
            self = try PNGDecoder.picture(bytes)
        case _ where bytes.starts(with: [0xFF, 0xD8, 0xFF]):
            self = try JPEGDecoder.picture(bytes, wantedSide: Self.workingSide)
        default: throw .format(Self.name(ofFormat: bytes))
        }
    }

    /// What a file is that is no PNG and no JPEG.
    private static func name(ofFormat bytes: [UInt8]) -> String {
        func holds(_ text: String, at start: Int = 0) -> Bool {
            bytes.dropFirst(start).starts(with: text.utf8)
        }
        if bytes.isEmpty { return "an empty file" }
        if holds("GIF8") { return "a GIF picture" }
        if holds("RIFF"), holds("WEBP", at: 8) { return "a WebP picture" }
        if holds("ftyp", at: 4) { return holds("avif", at: 8) ? "an AVIF picture" : "a HEIC picture" }
        if holds("II*\0") || holds("MM\0*") { return "a TIFF picture" }
        if holds("%PDF") { return "a PDF document" }
        if holds("<svg") || holds("<?xml") { return "an SVG or XML document" }
        return "something else"
    }
}
