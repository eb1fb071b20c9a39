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
    public func save(_ dataset: Dataset, effort: PackingEffort = .fair) throws(FileError) {
        try AtomicFile.createFolder(url)
        let halves = [
            (dataset.train, IDXPart.trainImages, IDXPart.trainLabels),
            (dataset.test, IDXPart.testImages, IDXPart.testLabels),
        ]
        for (half, images, labels) in halves {
            let axes = [half.count, half.rows, half.columns] + (half.channels > 1 ? [half.channels] : [])
            let pixels = IDXFile.encoded(axes: axes, bytes: half.pixels)
            try AtomicFile.write(Gzip.packed(pixels, effort: effort), to: gzipped(images))
            let numbers = IDXFile.encoded(axes: [half.count], bytes: half.labels)
            try AtomicFile.write(Gzip.packed(numbers, effort: effort), to: gzipped(labels))
        }
        let names = dataset.classNames.joined(separator: "\n") + "\n"
        try AtomicFile.write(names, to: url.appendingPathComponent(ClassNamesFile.name))
    }

    private func gzipped(_ part: IDXPart) -> URL { url.appendingPathComponent(part.name + ".gz") }
}
