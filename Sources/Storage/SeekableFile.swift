import Foundation

/// A file that is read at any place.
final class SeekableFile: Sendable {
    private let descriptor: Int32
    private let location: String
    /// Its bytes.
    let size: Int

    /// - Throws: `FileError` of kind `missing` or `inputOutput`; of kind `damaged` for what is no plain file.
    init(_ url: URL) throws(FileError) {
        location = url.path
        descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, kind: .inputOutput, at: url.path) }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isKnown ? Int(status.st_size) : 0
        guard isKnown else { throw FileError(.damaged, at: url.path, "not a plain file") }
    }

    /// Takes an open file over, which is closed in the end.
    ///
    /// - Parameter location: what errors call it.
    init(takingOver descriptor: Int32, size: Int, location: String) {
        self.descriptor = descriptor
        self.size = size
        self.location = location
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The error of a file that holds less than it did.
    var shortened: FileError {
        FileError(.inputOutput, at: location, "shorter than it was; something else changes it")
    }

    /// The bytes from a place on, fewer at the file's end.
    ///
    /// - Throws: `FileError` of kind `inputOutput`.
    func read(_ count: Int, at place: Int) throws(FileError) -> [UInt8] {
        let wanted = max(0, min(count, size - place))
        guard place >= 0, wanted > 0 else { return [] }
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
            while initialized < wanted {
                let rest = UnsafeMutableRawBufferPointer(buffer)[initialized..<wanted]
                let got = pread(
                    descriptor, UnsafeMutableRawBufferPointer(rebasing: rest).baseAddress, rest.count,
                    off_t(place + initialized))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { break }
                initialized += got
            }
        }
        guard code == 0 else { throw .system(code, kind: .inputOutput, at: location) }
        return bytes
    }
}
