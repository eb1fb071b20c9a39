import Foundation
import Storage

/// Where the parts of a data set are, as programs and people leave them.
///
/// A part is a file of its name in the folder, or one in a folder that has the part's name, as unpacking
/// archives leaves it. Where the folder has neither, the data set lies in `raw/` or in `NAME/raw/`, as
/// torchvision puts it.
struct IDXFiles {
    /// The folder that the files were found in.
    let folder: URL
    private let files: [IDXPart: URL]

    /// Looks for the parts.
    ///
    /// - Throws: `FileError` of kind `damaged` where two files could be the same part, or there are two data sets.
    init(in folder: URL) throws(FileError) {
        let here = try Self.parts(in: folder)
        guard here.isEmpty else {
            self.folder = folder
            files = here
            return
        }
        var found: [(folder: URL, files: [IDXPart: URL])] = []
        for name in [""] + (try Self.names(in: folder)) {
            let raw = folder.appendingPathComponent(name).appendingPathComponent("raw")
            let files = try Self.parts(in: raw)
            if !files.isEmpty { found.append((raw, files)) }
        }
        guard found.count < 2 else {
            throw FileError(
                .damaged, at: folder.path,
                "data sets in \(found[0].folder.path) and in \(found[1].folder.path); name one of the folders"
            )
        }
        self.folder = found.first?.folder ?? folder
        files = found.first?.files ?? [:]
    }

    /// The file of a part; `nil` where there is none.
    subscript(part: IDXPart) -> URL? { files[part] }

    /// The file of a part.
    ///
    /// - Throws: `FileError` of kind `missing` that says what was looked for.
    func file(_ part: IDXPart) throws(FileError) -> URL {
        guard let file = files[part] else {
            throw FileError(
                .missing, at: folder.path,
                "no \(part.title): looked for \(part.name), also with a dot before idx, with test for t10k, with "
                    + "a prefix, gzipped, in a folder of its own name, and below raw")
        }
        return file
    }

    private static func parts(in folder: URL) throws(FileError) -> [IDXPart: URL] {
        var files: [IDXPart: [URL]] = [:], wrapped: [IDXPart: [URL]] = [:]
        for name in try names(in: folder) {
            guard let part = IDXPart(fileName: name) else { continue }
            let place = folder.appendingPathComponent(name)
            if isFolder(place) {
                wrapped[part, default: []] += try names(in: place)
                    .filter { IDXPart(fileName: $0) == part }.map(place.appendingPathComponent)
                    .filter { !isFolder($0) }
            } else {
                files[part, default: []].append(place)
            }
        }
        var found: [IDXPart: URL] = [:]
        for part in IDXPart.allCases {
            let candidates = files[part] ?? wrapped[part] ?? []
            // Unpacking by hand leaves the packed file beside the plain one.
            let paths = Set(candidates.map(\.path))
            let distinct = candidates.filter {
                !($0.pathExtension == "gz" && paths.contains($0.deletingPathExtension().path))
            }
            guard distinct.count < 2 else {
                let names = distinct.map { $0.path.dropFirst(folder.path.count + 1) }
                throw FileError(
                    .damaged, at: folder.path,
                    "the \(part.title) could be \(names[0]) or \(names[1]); leave one of them in the folder")
            }
            found[part] = distinct.first
        }
        return found
    }

    /// What a folder holds; nothing where there is none.
    private static func names(in folder: URL) throws(FileError) -> [String] {
        if let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) {
            return names.sorted()
        }
        guard !isFolder(folder) else {
            throw FileError(.inputOutput, at: folder.path, "could not be read; check its permissions")
        }
        return []
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
