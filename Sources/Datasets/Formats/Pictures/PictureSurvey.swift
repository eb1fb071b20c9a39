import Foundation
import Storage

/// A picture file of a data set.
struct PictureFile: Sendable {
    /// Below the survey's root.
    let path: String
    let label: UInt8
    /// As the picture is seen.
    let width: Int, height: Int
}

/// A picture that cannot be read.
struct UnreadablePicture: Error {
    let path: String, reason: String
}

/// The pictures of a folder with their classes and sizes, none of them decoded yet.
struct PictureSurvey {
    let root: String
    /// In their natural order, those of a class together.
    private(set) var train: [PictureFile] = []
    /// `nil` where there is no such part.
    private(set) var test: [PictureFile]?
    /// The class folders in their natural order; `nil` where there are none.
    private(set) var classNames: [String]?
    private(set) var unreadable: [UnreadablePicture] = []
    private(set) var remarks: [String]

    /// All pictures.
    var files: [PictureFile] { train + (test ?? []) }

    /// Looks at the beginning of each file; `nil` where there are no pictures.
    ///
    /// - Throws: `FileError` of kind `damaged` for too many classes, and where no picture can be read.
    init?(
        _ folder: PictureFolder, activity: @Sendable (DatasetLibrary.Activity) -> Void
    ) throws(FileError) {
        root = folder.root
        remarks = folder.remarks
        let parts = [folder.train] + (folder.test.map { [$0] } ?? [])
        let paths = parts.flatMap { part in part.classes.flatMap(\.files) + part.loose }
        var heads: [String: PictureHead] = [:]
        for start in stride(from: 0, to: paths.count, by: PictureReader.block) {
            if start > 0 { activity(.lookingAtPictures(done: start, count: paths.count)) }
            let some = Array(paths[start..<min(start + PictureReader.block, paths.count)])
            let found = concurrentMap(some.count, together: 4) { [root] in
                PictureHead(of: root + "/" + some[$0])
            }
            for (path, head) in zip(some, found) where head != .other {
                heads[path] = head
                switch head {
                case .unreadable(let reason), .named(let reason):
                    unreadable.append(UnreadablePicture(path: path, reason: reason))
                case .picture, .other: break
                }
            }
        }
        func pictures(_ paths: [String], label: Int = 0) -> [PictureFile] {
            paths.compactMap { path in
                guard case .picture(let width, let height) = heads[path] else { return nil }
                return PictureFile(path: path, label: UInt8(label), width: width, height: height)
            }
        }
        func names(_ part: PictureFolder.Part) -> [String] {
            part.classes.filter { $0.files.contains { heads[$0] != nil } }.map(\.name)
        }
        var found = folder.test
        let trainNames = names(folder.train)
        if let test = found, !trainNames.isEmpty, names(test).isEmpty {
            remarks.append("the pictures in \(test.name) are in no class folders, and are left out")
            found = nil
        }
        let known = trainNames.isEmpty ? [] : NaturalOrder.sorted(Set(trainNames + (found.map(names) ?? [])))
        guard known.count <= 256 else {
            throw FileError(
                .damaged, at: root,
                "\(known.count) folders with pictures; there may be 256 classes, a folder each")
        }
        let labels = Dictionary(uniqueKeysWithValues: zip(known, 0...))
        func pictures(of part: PictureFolder.Part) -> [PictureFile] {
            guard !known.isEmpty else { return pictures(part.loose + part.classes.flatMap(\.files)) }
            return part.classes.flatMap { pictures($0.files, label: labels[$0.name] ?? 0) }
        }
        train = pictures(of: folder.train)
        if let found {
            let files = pictures(of: found)
            if !files.isEmpty { test = files }
        }
        let loose = known.isEmpty ? 0 : pictures(parts.flatMap(\.loose)).count
        if loose > 0 { remarks.append("pictures beside the class folders are left out: \(loose)") }
        classNames = known.isEmpty ? nil : known
        guard !train.isEmpty else {
            let first = unreadable.first { picture in
                if case .unreadable = heads[picture.path] { true } else { false }
            }
            guard let first else { return nil }
            throw FileError(
                .damaged, at: root + "/" + first.path,
                "\(first.reason); none of \(unreadable.count) training pictures can be read")
        }
    }
}
