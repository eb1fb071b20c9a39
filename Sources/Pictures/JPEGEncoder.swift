import CTurboJPEG

/// Writes JPEG files by libjpeg-turbo.
public enum JPEGEncoder {
    /// A picture as a baseline JPEG file with all its colours, none of them at a lower resolution.
    ///
    /// - Parameters:
    ///   - rgb: intensities [row, column, channel] of red, green and blue.
    ///   - quality: 1 to 100.
    /// - Returns: the file; `nil` where it cannot be made, as for a side of more than 65,535 pixels.
    public static func encoded(width: Int, height: Int, rgb: [UInt8], quality: Int) -> [UInt8]? {
        let sides = 1...65_535
        guard sides.contains(width), sides.contains(height), rgb.count == width * height * 3,
            let handle = tjInitCompress()
        else { return nil }
        defer { tjDestroy(handle) }
        var output: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        defer { tjFree(output) }
        let status = tjCompress2(
            handle, rgb, Int32(width), 0, Int32(height), Int32(TJPF_RGB.rawValue), &output, &size,
            Int32(TJSAMP_444.rawValue), Int32(min(100, max(1, quality))), 0)
        guard status == 0, let output else { return nil }
        return Array(UnsafeBufferPointer(start: output, count: Int(size)))
    }
}
