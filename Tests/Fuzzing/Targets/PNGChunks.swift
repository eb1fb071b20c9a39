import Storage

/// The chunks of PNG files, whose checksums hide what is behind them from a fuzzer that only changes bytes.
enum PNGChunks {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The same bytes with right checksums behind the chunks, as far as there are any.
    static func mended(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.starts(with: signature) else { return bytes }
        var (bytes, start) = (bytes, signature.count)
        // Length, type, data, checksum.
        while start + 12 <= bytes.count {
            let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = start + 8 + length
            guard end + 4 <= bytes.count else { break }
            let checksum = Checksum.crc32(Array(bytes[start + 4..<end])).bigEndian
            bytes.replaceSubrange(end..<end + 4, with: withUnsafeBytes(of: checksum, Array.init))
            start = end + 4
        }
        return bytes
    }

    /// A picture of black on white.
    static func indexed(width: Int, height: Int, indices: [UInt8]) throws -> [UInt8] {
        try PNGFile.encoded(
            width: width, height: height, indices: indices, palette: [255, 255, 255, 0, 0, 0])
    }
}
