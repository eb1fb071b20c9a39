public import Foundation
public import Storage

/// A folder with the IDX files of a data set, gzipped or not, and perhaps its class names.
public struct IDXFolder: Sendable {
    public let url: URL

    package init(_ url: URL) {
        self.url = url
    }

    /// Whether all four files are there.
    public var isComplete: Bool {
        guard let files = try? IDXFiles(in: url) else { return false }
        return IDXPart.allCases.allSatisfy { files[$0] != nil }
    }

    /// A file that saving would replace or hide, if any is there.
    public var firstFile: URL? {
        IDXPart.allCases.flatMap { [url.appendingPathComponent($0.name), gzipped($0)] }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// Reads the data set as it was saved.
    ///
    /// - Throws: `FileError` of kind `missing`, or `damaged` where files are broken or do not fit each other.
    public func load(name: String, title: String, classNames: [String]) throws(FileError) -> Dataset {
        guard var found = try IDXFormat(isWhole: true).read(url) else {
            throw FileError(.missing, at: url.path, "no data set")
        }
        found.classNames = classNames
        return try Dataset(found, at: url, name: name, title: title)
    }

    /// Writes a data set as four gzipped IDX files and its class names.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` or `inputOutput`.
    public func save(_ dataset: Dataset, effort: PackingEffort = .fair) throws {
        try AtomicFile.createFolder(url)
        let halves = [
            (dataset.train, IDXPart.trainImages, IDXPart.trainLabels),
            (dataset.test, IDXPart.testImages, IDXPart.testLabels),
        ]
        for (half, images, labels) in halves {
            try Self.write(half, to: gzipped(images), effort)
            let numbers = IDXFile.encoded(axes: [half.count], bytes: half.labels)
            try AtomicFile.write(Gzip.packed(numbers, effort: effort), to: gzipped(labels))
        }
        let names = dataset.classNames.joined(separator: "\n") + "\n"
        try AtomicFile.write(names, to: url.appendingPathComponent(ClassNamesFile.name))
    }

    /// Bytes of images that are packed together.
    private static let packedSize = 1 << 27

    /// Writes images gzipped; of many, a part after another, which unpack as one.
    private static func write(_ images: ImageSet, to file: URL, _ effort: PackingEffort) throws {
        let axes =
            [images.count, images.rows, images.columns] + (images.channels > 1 ? [images.channels] : [])
        try AtomicFile.write(to: file) { append in
            var part = IDXFile.header(axes: axes)
            part.reserveCapacity(min(packedSize, images.count * images.imageSize + part.count))
            try images.bytes.forEachBlock { _, pixels throws(FileError) in
                part += pixels
                guard part.count >= packedSize else { return }
                try append(Gzip.packed(part, effort: effort))
                part.removeAll(keepingCapacity: true)
            }
            if !part.isEmpty { try append(Gzip.packed(part, effort: effort)) }
        }
    }

    private func gzipped(_ part: IDXPart) -> URL { url.appendingPathComponent(part.name + ".gz") }
}
