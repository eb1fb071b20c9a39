import CZlib
public import Foundation

/// A file read as a stream, unpacked on the way if it is a gzip file, as it is otherwise.
public struct GzipReader: ~Copyable {
    /// A gzip file may unpack to so many bytes, however small it is.
    private static let smallContent = 1 << 26
    /// Beyond that it may unpack to so many times its size. Deflate packs zeros 1,032 times (zlib's technical
    /// details), pictures, even sparse ones, at most a few hundred times.
    private static let largestRatio = 500

    private let file: gzFile
    private let location: String
    /// The bytes that the file takes; 0 for a device or a pipe.
    public let size: Int
    /// Whether the file is gzipped.
    public let isPacked: Bool

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
        var status = stat()
        size = stat(url.path, &status) == 0 ? Int(status.st_size) : 0
        isPacked = gzdirect(file) == 0
    }

    deinit { gzclose_r(file) }

    /// The most bytes that the file can be believed to hold, unpacked. A reader that is told of more by a header
    /// refuses the file before it unpacks or keeps anything.
    public var capacity: Int { isPacked ? Self.mostContent(ofPacked: size) : size }

    /// The most bytes that packed ones can be believed to hold.
    static func mostContent(ofPacked size: Int) -> Int {
        max(smallContent, min(size, 1 << 40) * largestRatio)
    }

    /// The next `count` bytes; fewer only at the end of the file.
    ///
    /// Takes memory for no more than ``capacity`` at once, whatever `count` claims.
    ///
    /// - Throws: `FileError` of kind `damaged` where the compressed data is broken or cut short.
    public mutating func read(_ count: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, capacity))
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
                ? "the gzip file is cut short; copy or fetch it again"
                : "the gzip data is damaged; copy or fetch it again")
    }
}
