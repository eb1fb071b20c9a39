import CZlib

/// Compression of whole byte strings by zlib's deflate: the same bytes for the same input.
enum Deflate {
    /// What is written around the compressed data.
    enum Wrapping: Int32 {
        /// RFC 1950, as PNG holds it.
        case zlib = 15
        /// RFC 1952, without a time stamp.
        case gzip = 31
    }

    /// - Parameter level: zlib's, 1 (fast) to 9 (small).
    /// - Throws: `FileError` of kind `inputOutput` where zlib finds no memory.
    static func packed(
        _ bytes: [UInt8], as wrapping: Wrapping, level: Int32
    ) throws(FileError) -> [UInt8] {
        guard bytes.count < UInt32.max / 2 else {
            throw FileError(.inputOutput, at: "zlib", "more than 2 GB cannot be packed at once")
        }
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, wrapping.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw FileError(.inputOutput, at: "zlib", "out of memory") }
        defer { deflateEnd(&stream) }
        var status = Z_OK
        let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
        let packed = bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: capacity) { output, initialized in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(capacity)
                status = deflate(&stream, Z_FINISH)
                initialized = capacity - Int(stream.avail_out)
            }
        }
        guard status == Z_STREAM_END else { throw FileError(.inputOutput, at: "zlib", "packing failed") }
        return packed
    }
}

/// Gzip compression of whole files.
public enum Gzip {
    /// Packs `bytes` as a gzip file without a time stamp: the same bytes for the same input.
    ///
    /// - Parameter level: zlib's, 1 (fast) to 9 (small).
    /// - Throws: `FileError` of kind `inputOutput` where zlib finds no memory.
    public static func packed(_ bytes: [UInt8], level: Int32 = 6) throws(FileError) -> [UInt8] {
        try Deflate.packed(bytes, as: .gzip, level: level)
    }
}

/// Checksums of byte strings.
public enum Checksum {
    /// The CRC-32 of gzip and PNG.
    public static func crc32(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { buffer in
            var sum: UInt = 0
            var start = 0
            while start < buffer.count {
                let count = min(buffer.count - start, 1 << 30)
                let address = buffer.baseAddress?.advanced(by: start).assumingMemoryBound(to: UInt8.self)
                sum = CZlib.crc32(sum, address, UInt32(count))
                start += count
            }
            return UInt32(truncatingIfNeeded: sum)
        }
    }
}
