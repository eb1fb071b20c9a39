public import Foundation

extension AtomicFile {
    /// Replaces the file at `url` by what `body` writes piece by piece, so that it need not be held at once.
    ///
    /// A reader sees the old content or the new, never a part. Where `body` throws, nothing is replaced.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` or `inputOutput`, and what `body` throws; the temporary file
    ///   is gone by then.
    public static func write(
        to url: URL, _ body: (_ append: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let temporary = temporaryName(for: url)
        let descriptor = open(temporary.path, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { throw FileError.system(errno, kind: .cannotCreate, at: url.path) }
        var isOpen = true
        do {
            try body { bytes in
                let failure = bytes.withUnsafeBytes { put($0, into: descriptor) }
                guard failure == 0 else { throw FileError.system(failure, kind: .inputOutput, at: url.path) }
            }
            isOpen = false
            let failure = finish(descriptor)
            guard failure == 0 else { throw FileError.system(failure, kind: .inputOutput, at: url.path) }
            guard rename(temporary.path, url.path) == 0 else {
                throw FileError.system(errno, kind: .cannotCreate, at: url.path)
            }
        } catch {
            if isOpen { close(descriptor) }
            unlink(temporary.path)
            throw error
        }
    }
}
