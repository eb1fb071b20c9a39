import Foundation

/// A file in the making that no folder lists: it is gone when nobody has it open, however the process ends.
final class UnnamedFile {
    private let folder: String
    /// Negative once another has taken it over.
    private var descriptor: Int32
    private var count = 0

    /// Begins a file where there is room for much: in the folder that `TMPDIR` names, else in `/var/tmp`, which is on a
    /// disk where `/tmp` may be in memory (file-hierarchy(7)).
    ///
    /// - Throws: `FileError` of kind `cannotCreate`.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(FileError) {
        let named = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
        folder =
            named
            ?? (access("/var/tmp", W_OK | X_OK) == 0
                ? "/var/tmp" : FileManager.default.temporaryDirectory.path)
        let path = "\(folder)/.vae-viz-\(UInt64.random(in: 0 ... .max)).tmp"
        descriptor = open(path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw Self.failure(errno, .cannotCreate, in: folder) }
        unlink(path)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Writes all of `bytes` behind those before.
    ///
    /// - Throws: `FileError` of kind `inputOutput`, as where the disk is full.
    func append(_ bytes: some Collection<UInt8>) throws(FileError) {
        let code =
            bytes.withContiguousStorageIfAvailable {
                AtomicFile.put(UnsafeRawBufferPointer($0), into: descriptor)
            }
            ?? Array(bytes).withUnsafeBytes { AtomicFile.put($0, into: descriptor) }
        guard code == 0 else { throw Self.failure(code, .inputOutput, in: folder) }
        count += bytes.count
    }

    /// The file to read; nothing can be appended from here on.
    func finish() -> SeekableFile {
        defer { descriptor = -1 }
        return SeekableFile(takingOver: descriptor, size: count, location: folder)
    }

    private static func failure(_ code: Int32, _ kind: FileError.Kind, in folder: String) -> FileError {
        let error = FileError.system(code, kind: kind, at: folder)
        return FileError(
            error.kind, at: folder,
            error.reason + "; large data are kept in a file there, or in the folder that TMPDIR names")
    }
}
