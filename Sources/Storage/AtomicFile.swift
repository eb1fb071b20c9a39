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
        do throws(FileError) {
            try fill(temporary.path, with: bytes, flags: O_CREAT | O_EXCL)
            try move(temporary, to: url)
        } catch {
            unlink(temporary.path)
            // The temporary name would mean nothing to the user.
            throw FileError(error.kind, at: url.path, error.reason)
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

    /// Removes temporary files that a killed process left in `folder`; only safe while no other one writes there.
    public static func removeLeftovers(in folder: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(".") && name.hasSuffix(".tmp") {
            unlink(folder.appendingPathComponent(name).path)
        }
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

    /// Writes `bytes` into the file at `path` and waits until they are on the disk.
    static func fill(
        _ path: String, with bytes: some ContiguousBytes, flags: Int32 = 0
    ) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
        guard descriptor >= 0 else { throw .system(errno, kind: .cannotCreate, at: path) }
        var failure = bytes.withUnsafeBytes { put($0, into: descriptor) }
        if failure == 0 { failure = finish(descriptor) } else { close(descriptor) }
        guard failure == 0 else { throw .system(failure, kind: .inputOutput, at: path) }
    }

    /// Writes all of `bytes`.
    ///
    /// - Returns: 0, or the C library's `errno` value of what failed.
    static func put(_ bytes: UnsafeRawBufferPointer, into descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = UnsafeRawBufferPointer(rebasing: rest)
            let written = Foundation.write(descriptor, chunk.baseAddress, chunk.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return errno == 0 ? EIO : errno }
            rest = rest.dropFirst(written)
        }
        return 0
    }

    /// Waits until what was written is on the disk, and closes the file.
    ///
    /// - Returns: 0, or the C library's `errno` value of what failed.
    static func finish(_ descriptor: Int32) -> Int32 {
        var failure: Int32 = fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
        if close(descriptor) != 0 && failure == 0 { failure = errno }
        return failure
    }
}
