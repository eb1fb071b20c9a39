import CDeflate

/// Bytes that are kept packed in memory, in little time, until they are wanted again.
public struct PackedBytes: Sendable {
    private let content: [UInt8]
    private let count: Int
    private let isPacked: Bool

    /// Packs `bytes`; where there is no memory for that, they are kept as they are.
    public init(_ bytes: [UInt8]) {
        let packed = try? Deflate.packed(bytes, as: .zlib, effort: .quick)
        content = packed ?? bytes
        count = bytes.count
        isPacked = packed != nil
    }

    /// The memory that they take, in bytes.
    public var size: Int { content.count }

    /// The bytes.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where there is no memory to unpack them.
    public func unpacked() throws(FileError) -> [UInt8] {
        guard isPacked else { return content }
        guard let decompressor = libdeflate_alloc_decompressor() else {
            throw FileError(.inputOutput, at: "libdeflate", "out of memory")
        }
        defer { libdeflate_free_decompressor(decompressor) }
        return content.withUnsafeBytes { input in
            [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
                _ = libdeflate_zlib_decompress(
                    decompressor, input.baseAddress, input.count, output.baseAddress, count, nil)
                initialized = count
            }
        }
    }
}
