import Foundation
import Storage

/// Arrays by name: those of an archive (`.npz`), of a folder, or the one of a file (`.npy`, gzipped or not).
struct ArrayStore {
    private enum Source {
        case archive(ZipArchive, [String: ZipArchive.Entry])
        case files([String: URL])
    }

    private let source: Source
    /// The folder of the files.
    let folder: URL
    /// The names in their order, without `.npy`.
    let names: [String]
    /// Whether there is one array, in a file by itself.
    let isSingle: Bool
    /// Whether somebody may have put other things there.
    let isFolder: Bool

    /// What is at a place, a file or a folder; `nil` where there are no arrays.
    ///
    /// - Throws: `FileError`, of kind `damaged` for a folder with several archives and no arrays.
    init?(_ place: URL) throws(FileError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
            try self.init(file: place)
            return
        }
        func files(_ endings: [String]) -> [URL] {
            names.sorted().filter { name in
                !name.hasPrefix(".") && endings.contains(where: name.lowercased().hasSuffix)
            }
            .map(place.appendingPathComponent)
        }
        var arrays: [String: URL] = [:]
        for file in files([".npy", ".npy.gz"]) {
            let name = Self.arrayName(file.lastPathComponent)
            if let other = arrays.updateValue(file, forKey: name) {
                throw FileError(
                    .damaged, at: place.path,
                    "\(other.lastPathComponent) and \(file.lastPathComponent) could be the same array; leave one of them"
                )
            }
        }
        let archives = files([".npz"])
        guard arrays.isEmpty, let archive = archives.first else {
            guard !arrays.isEmpty else { return nil }
            self.init(
                source: .files(arrays), in: place, names: arrays.keys.sorted(), isSingle: false,
                isFolder: true)
            return
        }
        guard archives.count == 1 else {
            throw FileError(
                .damaged, at: place.path,
                "\(archive.lastPathComponent) and \(archives[1].lastPathComponent) are data sets of their own; name "
                    + "one file")
        }
        try self.init(file: archive)
    }

    /// What is in a file, by its first bytes; `nil` where that are no arrays.
    init?(file: URL) throws(FileError) {
        var stream = try GzipReader(file)
        // Nothing is taken from a pipe, which gives its bytes once.
        guard stream.size > 0 else { return nil }
        let start = try stream.read(NPYHeader.magic.count)
        if start == NPYHeader.magic {
            let name = Self.arrayName(file.lastPathComponent)
            self.init(
                source: .files([name: file]), in: file.deletingLastPathComponent(), names: [name],
                isSingle: true,
                isFolder: false)
            return
        }
        guard ZipArchive.begins(start), !stream.isPacked else { return nil }
        let archive = try ZipArchive(file)
        let arrays = archive.entries.filter { $0.name.hasSuffix(".npy") }
        guard !arrays.isEmpty else { return nil }
        let named = Dictionary(arrays.map { (Self.arrayName($0.name), $0) }) { first, _ in first }
        self.init(
            source: .archive(archive, named), in: file.deletingLastPathComponent(),
            names: named.keys.sorted(),
            isSingle: false, isFolder: false)
    }

    private init(source: Source, in folder: URL, names: [String], isSingle: Bool, isFolder: Bool) {
        self.source = source
        self.folder = folder
        self.names = names
        self.isSingle = isSingle
        self.isFolder = isFolder
    }

    private static func arrayName(_ fileName: String) -> String {
        var name = fileName[...]
        for ending in [".gz", ".npy"] where name.lowercased().hasSuffix(ending) {
            name = name.dropLast(ending.count)
        }
        return String(name)
    }

    /// An array's header, without its elements.
    ///
    /// - Throws: `FileError` where it cannot be read.
    func header(of name: String) throws(FileError) -> NPYHeader {
        switch source {
        case .archive(let archive, let entries):
            guard let entry = entries[name] else { throw missing(name) }
            var stream = try archive.reader(of: entry)
            return try NPYHeader(&stream, at: location(of: name))
        case .files(let files):
            guard let file = files[name] else { throw missing(name) }
            var stream = try GzipReader(file)
            return try NPYHeader(&stream, at: location(of: name))
        }
    }

    /// An array.
    ///
    /// - Parameter memoryLimit: the most bytes that are kept in memory; of more, all are in a file.
    /// - Throws: `FileError` where it cannot be read, or is not whole.
    func array(
        _ name: String, memoryLimit: Int = ByteStore.usualLimit
    ) throws(FileError) -> NPYArray {
        switch source {
        case .archive(let archive, let entries):
            guard let entry = entries[name] else { throw missing(name) }
            var stream = try archive.reader(of: entry)
            return try NPYArray(&stream, at: location(of: name), memoryLimit: memoryLimit)
        case .files(let files):
            guard let file = files[name] else { throw missing(name) }
            var stream = try GzipReader(file)
            return try NPYArray(&stream, at: location(of: name), memoryLimit: memoryLimit)
        }
    }

    /// The array's file, for errors.
    func location(of name: String) -> String {
        switch source {
        case .archive(let archive, _): "\(archive.url.path) (\(name))"
        case .files(let files): files[name]?.path ?? name
        }
    }

    private func missing(_ name: String) -> FileError {
        FileError(.missing, at: location(of: name), "no such array")
    }
}
