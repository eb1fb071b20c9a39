import Foundation
import Storage

/// How the files of a folder are laid out: in which part and in which class folder each is.
struct PictureFolder {
    /// The files of a part, by their paths below the folder.
    struct Part {
        /// The part's folder; empty for the whole.
        let name: String
        /// The files of each class folder, at any depth.
        let classes: [(name: String, files: [String])]
        /// The files in no class folder.
        let loose: [String]
    }

    private static let trainNames: Set = ["train", "training"]
    /// In the order in which they are preferred.
    private static let testNames: [Set<String>] = [["test", "testing"], ["val", "valid", "validation"]]
    /// Archives put folders around folders, but not more than so many.
    private static let wrappings = 4

    /// Paths begin here.
    let root: String
    let train: Part
    let test: Part?
    /// What is not used, a line each.
    private(set) var remarks: [String] = []

    /// Looks through a folder; `nil` for what is none.
    ///
    /// - Throws: `FileError` where a folder in it cannot be read, or where it holds too many files.
    init?(_ place: URL) throws(FileError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue
        else { return nil }
        var (root, listing) = (place.path, try FolderListing(place.path))
        for _ in 0..<Self.wrappings {
            // A folder with nothing but a folder of folders is a wrapping.
            guard listing.folders.count == 1, let only = listing.folders.first,
                !listing.files.contains(where: { [root] in PictureHead.isPicture(root + "/" + $0) })
            else { break }
            let inner = try FolderListing(root + "/" + only)
            guard !inner.folders.isEmpty, !Self.trainNames.contains(only.lowercased()) else { break }
            (root, listing) = (root + "/" + only, inner)
        }
        self.root = root
        func named(_ names: Set<String>) -> String? {
            listing.folders.first { names.contains($0.lowercased()) }
        }
        var walk = FolderWalk(root)
        _ = walk.enter("")
        guard let trainName = named(Self.trainNames) else {
            train = try Self.part("", listing, &walk)
            test = nil
            return
        }
        train = try Self.part(trainName, try FolderListing(root + "/" + trainName), &walk)
        let testName = Self.testNames.compactMap(named).first
        test =
            if let testName {
                try Self.part(testName, try FolderListing(root + "/" + testName), &walk)
            } else {
                nil
            }
        let others = listing.folders.filter { $0 != trainName && $0 != testName }
        if !others.isEmpty {
            let names = others.prefix(3).joined(separator: ", ") + (others.count > 3 ? ", ..." : "")
            remarks.append("beside \(trainName)\(testName.map { " and " + $0 } ?? ""), not used: \(names)")
        }
    }

    private static func part(
        _ name: String, _ listing: FolderListing, _ walk: inout FolderWalk
    ) throws(FileError) -> Part {
        let prefix = name.isEmpty ? "" : name + "/"
        // All class folders first, so that a link within one takes no files from the next.
        let folders = listing.folders.filter { walk.enter(prefix + $0) }
        var classes: [(name: String, files: [String])] = []
        for folder in folders { classes.append((folder, try walk.files(below: prefix + folder))) }
        return Part(name: name, classes: classes, loose: listing.files.map { prefix + $0 })
    }
}
