import CDeflate

/// How much work is spent on making packed bytes few.
public enum PackingEffort: Int32, Sendable {
    /// For what is packed while a person waits.
    case quick = 1
    case fair = 6
    /// For what is packed once and mailed often; more takes three times as long for a fiftieth of the bytes.
    case thorough = 7
}

/// Compression of whole byte strings by libdeflate: the same bytes for the same input.
enum Deflate {
    /// What is written around the compressed data.
    enum Wrapping {
        /// RFC 1950, as PNG holds it.
        case zlib
        /// RFC 1952, without a time stamp.
        case gzip
    }

    /// - Throws: `FileError` of kind `inputOutput` where there is no memory for the compressor.
    static func packed(
        _ bytes: [UInt8], as wrapping: Wrapping, effort: PackingEffort
    ) throws(FileError) -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(effort.rawValue) else {
            throw FileError(.inputOutput, at: "libdeflate", "out of memory")
        }
        defer { libdeflate_free_compressor(compressor) }
        let (bound, compress) =
            switch wrapping {
            case .zlib: (libdeflate_zlib_compress_bound(compressor, bytes.count), libdeflate_zlib_compress)
            case .gzip: (libdeflate_gzip_compress_bound(compressor, bytes.count), libdeflate_gzip_compress)
            }
        return bytes.withUnsafeBytes { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, initialized in
                initialized = compress(compressor, input.baseAddress, input.count, output.baseAddress, bound)
            }
        }
    }
}

/// Gzip compression of whole files.
public enum Gzip {
    /// Packs `bytes` as a gzip file without a time stamp: the same bytes for the same input.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where there is no memory for it.
    public static func packed(_ bytes: [UInt8], effort: PackingEffort = .fair) throws(FileError) -> [UInt8] {
        try Deflate.packed(bytes, as: .gzip, effort: effort)
    }
}

/// Checksums of byte strings.
public enum Checksum {
    /// The CRC-32 of gzip and PNG.
    public static func crc32(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    }
}
