public import Foundation

/// Writing files whole or not at all: a temporary name beside the target, then a rename.
public enum AtomicFile {
    /// Replaces the file at `url` by `bytes`.
    ///
    /// A reader sees the old content or the new, never a part, even if the process is killed or the disk is
    /// full.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` or `inputOutput`; the temporary file is gone by then.
    public static func write(_ bytes: some ContiguousBytes, to url: URL) throws(FileError) {
        let temporary = temporaryName(for: url)
        let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(errno, kind: .cannotCreate, at: url.path) }
        do throws(FileError) {
            try fill(descriptor, with: bytes, location: url.path)
            guard rename(temporary.path, url.path) == 0 else {
                throw .system(errno, kind: .cannotCreate, at: url.path)
            }
        } catch {
            unlink(temporary.path)
            throw error
        }
    }

    /// Replaces the file at `url` by UTF-8 text.
    public static func write(_ text: String, to url: URL) throws(FileError) {
        try write(Array(text.utf8), to: url)
    }

    /// Moves a finished temporary file to its final name.
    public static func move(_ temporary: URL, to url: URL) throws(FileError) {
        guard rename(temporary.path, url.path) == 0 else {
            throw .system(errno, kind: .cannotCreate, at: url.path)
        }
    }

    /// A name in the folder of `url` that no other process uses; a dot file, so that listings pass over it.
    public static func temporaryName(for url: URL) -> URL {
        let unique = "\(getpid())-\(UInt32.random(in: 0 ... .max))"
        return url.deletingLastPathComponent().appendingPathComponent(
            ".\(url.lastPathComponent).\(unique).tmp")
    }

    /// Creates a folder and those above it.
    public static func createFolder(_ url: URL) throws(FileError) {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            guard let cause, cause.domain == NSPOSIXErrorDomain else {
                throw FileError(.cannotCreate, at: url.path, "the folder could not be created")
            }
            throw .system(Int32(cause.code), kind: .cannotCreate, at: url.path)
        }
    }

    /// The whole content of the file at `url`.
    public static func read(_ url: URL) throws(FileError) -> Data {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw FileError(.missing, at: url.path, "no such file")
        }
        guard !isFolder.boolValue else { throw FileError(.damaged, at: url.path, "a folder, not a file") }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw FileError(.inputOutput, at: url.path, "could not be read; check its permissions")
        }
    }

    private static func fill(
        _ descriptor: Int32, with bytes: some ContiguousBytes, location: String
    ) throws(FileError) {
        let failure: Int32 = bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return errno == 0 ? EIO : errno }
                rest = rest.dropFirst(written)
            }
            return fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
        }
        guard close(descriptor) == 0 || failure != 0 else {
            throw .system(errno, kind: .inputOutput, at: location)
        }
        guard failure == 0 else { throw .system(failure, kind: .inputOutput, at: location) }
    }
}
