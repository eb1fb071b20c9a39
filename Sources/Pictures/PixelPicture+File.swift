extension PixelPicture {
    /// The longer side of what is looked at for ink: more shows no more of a drawing.
    public static let workingSide = 1024

    /// Decodes the content of a picture file in one of the formats of ``PictureFormat``, told apart by how it begins.
    ///
    /// It is turned as its EXIF data say. Of a file with several pictures it is the first.
    ///
    /// - Parameter wantedSide: a JPEG picture may be decoded at a half, a quarter or an eighth, as long as its longer
    ///   side is not less than this.
    /// - Throws: `PictureError` for other content, damaged or cut off files, and for more than
    ///   ``mostPixels``, before memory is taken for them.
    public init(file bytes: [UInt8], wantedSide: Int = workingSide) throws(PictureError) {
        switch PictureFormat(firstBytes: bytes) {
        case .png: self = try PNGDecoder.picture(bytes)
        case .jpeg: self = try JPEGDecoder.picture(bytes, wantedSide: wantedSide)
        case .webp: self = try WebPDecoder.picture(bytes)
        case .gif: self = try GIFDecoder.picture(bytes)
        case .bmp: self = try BMPDecoder.picture(bytes)
        case nil: throw .format(PictureFormat.name(ofOther: bytes))
        }
    }

    /// The size of the picture in a file, turned as its EXIF data say, as far as the beginning of the file tells it.
    ///
    /// - Parameter bytes: the file's beginning, or all of it.
    /// - Throws: `PictureError` as ``init(file:wantedSide:)``; what is damaged further on is not noticed.
    public static func size(ofFile bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        let size =
            switch PictureFormat(firstBytes: bytes) {
            case .png: try PNGDecoder.size(bytes)
            case .jpeg: try JPEGDecoder.size(bytes)
            case .webp: try WebPDecoder.size(bytes)
            case .gif: try GIFDecoder.size(bytes)
            case .bmp: try BMPDecoder.size(bytes)
            case nil: throw PictureError.format(PictureFormat.name(ofOther: bytes))
            }
        try check(width: size.width, height: size.height)
        return size
    }
}
