import CPNG

/// PNG files by libpng, of any depth, interlaced or not, grey, in colours or by palette.
enum PNGDecoder {
    /// - Throws: `PictureError` for a damaged file or one too large.
    static func picture(_ bytes: [UInt8]) throws(PictureError) -> PixelPicture {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        // The file's bytes must stay where they are until the pixels are read.
        let result: Result<PixelPicture, PictureError> = bytes.withUnsafeBytes { file in
            do throws(PictureError) {
                guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
                    throw damage(image)
                }
                let (width, height) = (Int(image.width), Int(image.height))
                try PixelPicture.check(width: width, height: height)
                image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
                image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
                var rgba = [UInt8](repeating: 0, count: width * height * 4)
                let isRead = rgba.withUnsafeMutableBytes { pixels in
                    png_image_finish_read(&image, nil, pixels.baseAddress, png_int_32(width * 4), nil) != 0
                }
                guard isRead else { throw damage(image) }
                return .success(
                    PixelPicture(width: width, height: height, rgba: rgba)
                        .turned(by: ExifOrientation.value(inPNG: bytes)))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// The picture's size by the file's first chunk, turned as its EXIF data say where they are in these bytes.
    static func size(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw .damaged(format: "PNG", reason: "no header")
        }
        func number(at start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (width, height) = (number(at: 16), number(at: 20))
        return ExifOrientation.value(inPNG: bytes) > 4 ? (height, width) : (width, height)
    }

    private static func damage(_ image: png_image) -> PictureError {
        .damaged(
            format: "PNG",
            reason: withUnsafeBytes(of: image.message) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            })
    }
}
