import Foundation
import Synchronization

/// A file in the making: under a temporary name beside its own, which it takes once it is whole.
///
/// It is locked as long as its writer lives, so that one without a lock was left by a process that is gone.
final class TemporaryFile {
    /// The temporary files and folders that this process is writing.
    private static let unfinished = Mutex<Set<String>>([])

    private let target: URL
    private let path: String
    private let descriptor: Int32

    /// Begins a file that is to replace `target`.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` that names the target: the temporary name would mean nothing to
    ///   the user.
    init(for target: URL) throws(FileError) {
        self.target = target
        while true {
            let path = Self.name(for: target)
            let descriptor = Self.unfinished.withLock { unfinished in
                let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o644)
                if descriptor >= 0 { unfinished.insert(path) }
                return descriptor
            }
            guard descriptor >= 0 else { throw .system(errno, kind: .cannotCreate, at: target.path) }
            // Where there are no locks, nobody who looks for one removes the file either.
            flock(descriptor, LOCK_EX)
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 {
                (self.path, self.descriptor) = (path, descriptor)
                return
            }
            // Somebody took it for a leftover before it was locked.
            close(descriptor)
            Self.forget(path)
        }
    }

    /// Ends the writing; a file that is not finished is gone.
    deinit {
        close(descriptor)
        unlink(path)
        Self.forget(path)
    }

    /// Writes all of `bytes` behind those before.
    func append(_ bytes: some ContiguousBytes) throws(FileError) {
        try check(bytes.withUnsafeBytes { AtomicFile.put($0, into: descriptor) })
    }

    /// Gives the file its name, once what was written is on the disk; then its name is too.
    func finish() throws(FileError) {
        try check(fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno)
        guard rename(path, target.path) == 0 else {
            throw .system(errno, kind: .cannotCreate, at: target.path)
        }
        try AtomicFile.synchronize(target.deletingLastPathComponent())
    }

    private func check(_ failure: Int32) throws(FileError) {
        guard failure == 0 else { throw .system(failure, kind: .inputOutput, at: target.path) }
    }

    /// A dot file, so that listings pass over it.
    private static func name(for target: URL) -> String {
        let unique = "\(getpid())-\(UInt32.random(in: 0 ... .max))"
        return target.deletingLastPathComponent().appendingPathComponent(
            ".\(target.lastPathComponent).\(unique).tmp"
        ).path
    }

    /// Has `abandonAll` remove what is at `path`.
    static func remember(_ path: String) {
        _ = unfinished.withLock { $0.insert(path) }
    }

    static func forget(_ path: String) {
        _ = unfinished.withLock { $0.remove(path) }
    }

    /// Removes this process's unfinished files and folders, and keeps others from being begun until `end` has ended it.
    static func abandonAll(then end: () -> Never) -> Never {
        unfinished.withLock { paths in
            for path in paths { try? FileManager.default.removeItem(atPath: path) }
            end()
        }
    }

    /// Removes the file or folder at `path` unless its writer lives.
    static func removeLeftover(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: path) }
    }
}
