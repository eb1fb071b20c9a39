public import Foundation

/// The folders that files are written into.
extension AtomicFile {
    /// Creates a folder and those above it, as far as they are not there.
    ///
    /// - Throws: `FileError` of kind `cannotCreate`.
    public static func createFolder(_ url: URL) throws(FileError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
            return
        }
        let parent = url.standardizedFileURL.deletingLastPathComponent()
        if parent.path != url.standardizedFileURL.path { try createFolder(parent) }
        // Another process may have been quicker; a file of this name is in the way.
        guard try !createNewFolder(url) else { return }
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue
        else { throw .system(EEXIST, kind: .cannotCreate, at: url.path) }
    }

    /// Creates a folder in one that is there.
    ///
    /// - Returns: false where something of this name is there already.
    /// - Throws: `FileError` of kind `cannotCreate`.
    public static func createNewFolder(_ url: URL) throws(FileError) -> Bool {
        guard mkdir(url.path, 0o777) == 0 else {
            if errno == EEXIST { return false }
            throw .system(errno, kind: .cannotCreate, at: url.path)
        }
        do throws(FileError) {
            try synchronize(url.standardizedFileURL.deletingLastPathComponent())
        } catch {
            rmdir(url.path)
            throw error
        }
        return true
    }

    /// Removes the temporary files in `folder` whose writers are gone; those of processes that live stay.
    public static func removeLeftovers(in folder: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(".") && name.hasSuffix(".tmp") {
            TemporaryFile.removeLeftover(folder.appendingPathComponent(name).path)
        }
    }

    /// Waits until the names in a folder are on the disk, where the file system can tell.
    static func synchronize(_ folder: URL) throws(FileError) {
        let descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
        // A folder may be written but not read.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let isDone = fsync(descriptor) == 0 || [EINVAL, ENOTSUP, EROFS, EBADF].contains(errno)
        guard isDone else { throw .system(errno, kind: .inputOutput, at: folder.path) }
    }
}
