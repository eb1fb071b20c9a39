public import Foundation

/// A folder for files that are needed for a while, below the system's folder for such.
///
/// It is locked as long as its maker lives, so that one without a lock was left by a process that is gone.
public struct ScratchFolder {
    /// The folder.
    public let url: URL
    private let descriptor: Int32

    /// Does `body` with a folder, which then goes with all that is in it; those of its kind whose makers are gone are
    /// removed before.
    ///
    /// - Parameters:
    ///   - kind: what its name begins with.
    ///   - parent: where it is made.
    /// - Throws: `FileError` of kind `cannotCreate`, and what `body` throws.
    public static func with<Result>(
        _ kind: String, in parent: URL = FileManager.default.temporaryDirectory,
        _ body: (ScratchFolder) throws -> Result
    ) throws -> Result {
        removeLeftovers(of: kind, in: parent)
        let folder = try ScratchFolder(kind, in: parent)
        defer { folder.remove() }
        return try body(folder)
    }

    /// Writes a file into the folder, which a power cut may lose.
    ///
    /// - Throws: `FileError` of kind `inputOutput`.
    public func write(_ bytes: [UInt8], to name: String) throws(FileError) {
        let file = url.appendingPathComponent(name)
        do {
            try Data(bytes).write(to: file)
        } catch {
            throw FileError(.inputOutput, at: file.path, "could not be written; is there room on the disk?")
        }
    }

    private init(_ kind: String, in parent: URL) throws(FileError) {
        while true {
            let url = parent.appendingPathComponent("\(kind)-\(UUID().uuidString)", isDirectory: true)
            guard mkdir(url.path, 0o700) == 0 else { throw .system(errno, kind: .cannotCreate, at: url.path) }
            let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                let error = errno
                rmdir(url.path)
                throw .system(error, kind: .cannotCreate, at: url.path)
            }
            // Where there are no locks, nobody who looks for one removes the folder either.
            flock(descriptor, LOCK_EX)
            if access(url.path, F_OK) == 0 {
                TemporaryFile.remember(url.path)
                (self.url, self.descriptor) = (url, descriptor)
                return
            }
            // Somebody took it for a leftover before it was locked.
            close(descriptor)
        }
    }

    private func remove() {
        try? FileManager.default.removeItem(at: url)
        TemporaryFile.forget(url.path)
        close(descriptor)
    }

    private static func removeLeftovers(of kind: String, in parent: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where name.hasPrefix("\(kind)-") {
            TemporaryFile.removeLeftover(parent.appendingPathComponent(name).path)
        }
    }
}
