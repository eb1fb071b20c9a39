import CWebP

/// WebP files by libwebp: with losses or without, transparent or not; of an animation the first frame.
enum WebPDecoder {
    /// - Throws: `PictureError` for a damaged or cut off file or one too large.
    static func picture(_ bytes: [UInt8]) throws(PictureError) -> PixelPicture {
        let size = try canvas(bytes)
        try PixelPicture.check(width: size.width, height: size.height)
        let result: Result<PixelPicture, PictureError> = bytes.withUnsafeBufferPointer { file in
            do throws(PictureError) {
                var data = WebPData(bytes: file.baseAddress, size: file.count)
                guard let container = WebPDemux(&data) else { throw damage("not whole") }
                defer { WebPDemuxDelete(container) }
                let picture = try firstFrame(of: container, width: size.width, height: size.height)
                return .success(picture.turned(by: orientation(in: container)))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// The picture's size, turned as its EXIF data say where they are in these bytes.
    static func size(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        let size = try canvas(bytes)
        let orientation = bytes.withUnsafeBufferPointer { file in
            var data = WebPData(bytes: file.baseAddress, size: file.count)
            var state = WEBP_DEMUX_PARSE_ERROR
            guard let container = WebPDemuxPartial(&data, &state) else { return 1 }
            defer { WebPDemuxDelete(container) }
            return Self.orientation(in: container)
        }
        return orientation > 4 ? (size.height, size.width) : size
    }

    private static func canvas(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        var features = WebPBitstreamFeatures()
        let status = WebPGetFeatures(bytes, bytes.count, &features)
        guard status == VP8_STATUS_OK else { throw damage("no header that can be read") }
        return (Int(features.width), Int(features.height))
    }

    /// The first frame in its place on the canvas; what it leaves is clear.
    private static func firstFrame(
        of container: OpaquePointer, width: Int, height: Int
    ) throws(PictureError) -> PixelPicture {
        var frame = WebPIterator()
        guard WebPDemuxGetFrame(container, 1, &frame) != 0 else { throw damage("no picture in it") }
        defer { WebPDemuxReleaseIterator(&frame) }
        let (columns, rows) = (Int(frame.width), Int(frame.height))
        let (left, top) = (Int(frame.x_offset), Int(frame.y_offset))
        guard left >= 0, top >= 0, columns > 0, rows > 0, left + columns <= width, top + rows <= height,
            frame.complete != 0
        else { throw damage("cut short, or a frame beyond the picture") }
        var rgba = [UInt8](repeating: 0, count: width * height * 4)
        let isRead = rgba.withUnsafeMutableBufferPointer { pixels in
            // The rows of the frame lie between those of the canvas.
            let start = (top * width + left) * 4
            guard let base = pixels.baseAddress else { return false }
            return WebPDecodeRGBAInto(
                frame.fragment.bytes, frame.fragment.size, base + start, pixels.count - start,
                Int32(width * 4)) != nil
        }
        guard isRead else { throw damage("its data cannot be decoded") }
        return PixelPicture(width: width, height: height, rgba: rgba)
    }

    private static func orientation(in container: OpaquePointer) -> Int {
        var notes = WebPChunkIterator()
        guard WebPDemuxGetChunk(container, "EXIF", 1, &notes) != 0 else { return 1 }
        defer { WebPDemuxReleaseChunkIterator(&notes) }
        let bytes = Array(UnsafeBufferPointer(start: notes.chunk.bytes, count: notes.chunk.size))
        return ExifOrientation.value(inNotes: bytes)
    }

    private static func damage(_ reason: String) -> PictureError { .damaged(format: "WebP", reason: reason) }
}
