public import Foundation

/// Writing files whole or not at all: a temporary name beside the target, then a rename.
///
/// A reader sees the old content or the new, never a part, even if the process is killed or the disk is full. Once a
/// call returns, a power cut loses neither content nor name.
public enum AtomicFile {
    /// Replaces the file at `url` by `bytes`.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` or `inputOutput`; the temporary file is gone by then.
    public static func write(_ bytes: some ContiguousBytes, to url: URL) throws(FileError) {
        let file = try TemporaryFile(for: url)
        try file.append(bytes)
        try file.finish()
    }

    /// Replaces the file at `url` by UTF-8 text.
    public static func write(_ text: String, to url: URL) throws(FileError) {
        try write(Array(text.utf8), to: url)
    }

    /// Replaces the file at `url` by what `body` writes piece by piece, so that it need not be held at once.
    ///
    /// Where `body` throws, nothing is replaced.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` or `inputOutput`, and what `body` throws; the temporary file
    ///   is gone by then.
    public static func write(
        to url: URL, _ body: (_ append: ([UInt8]) throws(FileError) -> Void) throws -> Void
    ) throws {
        let file = try TemporaryFile(for: url)
        try body { bytes throws(FileError) in try file.append(bytes) }
        try file.finish()
    }

    /// Ends the process by `end` and leaves no temporary file of its own behind.
    public static func abandonAll(then end: () -> Never) -> Never { TemporaryFile.abandonAll(then: end) }

    /// The whole content of the file at `url`.
    public static func read(_ url: URL) throws(FileError) -> Data {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw FileError(.missing, at: url.path, "no such file")
        }
        guard !isFolder.boolValue else { throw FileError(.damaged, at: url.path, "a folder, not a file") }
        var status = stat()
        // Foundation does not give back the page of memory that it takes for a file without content.
        if stat(url.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 {
            return Data()
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw FileError(.inputOutput, at: url.path, "could not be read; check its permissions")
        }
    }

    /// Writes all of `bytes`.
    ///
    /// - Returns: 0, or the C library's `errno` value of what failed.
    public static func put(_ bytes: UnsafeRawBufferPointer, into descriptor: Int32) -> Int32 {
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
}
