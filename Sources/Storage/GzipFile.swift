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
