import CZlib
public import Foundation

/// A file read as a stream, unpacked on the way if it is a gzip file, as it is otherwise.
public struct GzipReader: ~Copyable {
    private let file: gzFile
    private let location: String

    /// Opens the file at `url`.
    ///
    /// - Throws: `FileError` of kind `missing` or `inputOutput`.
    public init(_ url: URL) throws(FileError) {
        errno = 0
        guard let file = gzopen(url.path, "rb") else {
            throw .system(errno == 0 ? ENOMEM : errno, kind: .inputOutput, at: url.path)
        }
        gzbuffer(file, 1 << 17)
        self.file = file
        location = url.path
    }

    deinit { gzclose_r(file) }

    /// The next `count` bytes; fewer only at the end of the file.
    ///
    /// Memory beyond 64 MiB grows with the bytes really there, whatever `count` claims.
    ///
    /// - Throws: `FileError` of kind `damaged` where the compressed data is broken or cut short.
    public mutating func read(_ count: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, 1 << 26))
        while bytes.count < count {
            let wanted = min(count - bytes.count, 1 << 20)
            var received: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
                received = gzread(file, buffer.baseAddress, UInt32(wanted))
                initialized = max(0, Int(received))
            }
            guard received >= 0 else { throw damage() }
            bytes += chunk
            if received < wanted { break }
        }
        try checkEnd()
        return bytes
    }

    /// zlib tells of a file that is cut short only when asked.
    private func checkEnd() throws(FileError) {
        var code: Int32 = Z_OK
        _ = gzerror(file, &code)
        guard code == Z_OK || code == Z_STREAM_END else { throw damage() }
    }

    private func damage() -> FileError {
        var code: Int32 = Z_OK
        _ = gzerror(file, &code)
        if code == Z_ERRNO { return .system(errno, kind: .inputOutput, at: location) }
        return FileError(
            .damaged, at: location,
            code == Z_BUF_ERROR
                ? "the gzip file is cut short; fetch it again" : "the gzip data is damaged; fetch it again")
    }
}

/// Gzip compression of whole files.
public enum Gzip {
    /// Packs `bytes` as a gzip file without a time stamp: the same bytes for the same input.
    ///
    /// - Parameter level: zlib's, 1 (fast) to 9 (small).
    /// - Throws: `FileError` of kind `inputOutput` where zlib finds no memory.
    public static func packed(_ bytes: [UInt8], level: Int32 = 6) throws(FileError) -> [UInt8] {
        guard bytes.count < UInt32.max / 2 else {
            throw FileError(.inputOutput, at: "zlib", "more than 2 GB cannot be packed at once")
        }
        var stream = z_stream()
        let gzipWindow: Int32 = 15 + 16
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
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
