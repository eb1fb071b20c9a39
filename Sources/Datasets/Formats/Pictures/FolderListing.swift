import Foundation
import Storage

/// What a folder holds that is not hidden, each kind in its natural order; links are followed.
struct FolderListing {
    /// Names of folders and of plain files.
    private(set) var folders: [String] = [], files: [String] = []

    /// - Throws: `FileError` of kind `inputOutput` where the folder cannot be read.
    init(_ path: String) throws(FileError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw FileError(.inputOutput, at: path, "could not be read; check its permissions")
        }
        // What macOS packs beside a folder of pictures is none of them.
        for name in NaturalOrder.sorted(names) where !name.hasPrefix(".") && name != "__MACOSX" {
            var status = stat()
            guard stat(path + "/" + name, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: folders.append(name)
            case S_IFREG: files.append(name)
            default: continue
            }
        }
    }
}

/// Collects the files below folders, each folder once, so that links in a circle end.
struct FolderWalk {
    /// Folders within each other below which nothing is looked for.
    private static let depth = 5
    /// More files than any folder of pictures has that can be learned from.
    static let mostFiles = 1 << 21

    /// Where each folder that was entered lies: device and number on it.
    private struct Place: Hashable {
        let device: UInt64, number: UInt64
    }

    private var entered: Set<Place> = []
    private var count = 0
    private let root: String

    /// Paths that are given and collected are below `root`.
    init(_ root: String) { self.root = root }

    /// Notes that a folder is read in its own place: no link that leads to it is followed from then on.
    ///
    /// - Returns: false where it was noted before, or cannot be found.
    mutating func enter(_ folder: String) -> Bool {
        var status = stat()
        guard stat(path(folder), &status) == 0 else { return false }
        let place = Place(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
        return entered.insert(place).inserted
    }

    /// The paths of the files below a folder that was entered, in their natural order, those of a folder before those
    /// of its folders.
    ///
    /// - Throws: `FileError` where a folder cannot be read, or there are too many files.
    mutating func files(below folder: String, depth: Int = depth) throws(FileError) -> [String] {
        let listing = try FolderListing(path(folder))
        let prefix = folder.isEmpty ? "" : folder + "/"
        var files = listing.files.map { prefix + $0 }
        count += files.count
        guard count <= Self.mostFiles else {
            throw FileError(
                .damaged, at: root,
                "more than \(Self.mostFiles) files; name the folder that the pictures are in")
        }
        for name in listing.folders where depth > 0 && enter(prefix + name) {
            files += try self.files(below: prefix + name, depth: depth - 1)
        }
        return files
    }

    private func path(_ folder: String) -> String { folder.isEmpty ? root : root + "/" + folder }
}
