public import Foundation
public import Storage

/// A folder with the four IDX files of a data set, gzipped or not, under MNIST's names.
public struct IDXFolder: Sendable {
    /// The four files: training images and labels, test images and labels.
    public static let parts = [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
    ]
    /// An optional file beside them: the class names, one a line.
    public static let classNamesFile = "classes.txt"

    public let url: URL

    public init(_ url: URL) {
        self.url = url
    }

    /// Whether all four files are there.
    public var isComplete: Bool { Self.parts.allSatisfy { file($0) != nil } }

    /// One of the files, if any is there.
    public var firstFile: URL? { Self.parts.lazy.compactMap(file).first }

    /// Reads the data set.
    ///
    /// - Parameter classNames: the names to use; `nil` takes those of `classes.txt`, or the numbers.
    /// - Throws: `FileError` of kind `missing`, or `damaged` where files are broken or do not fit each other.
    public func load(name: String, title: String, classNames: [String]? = nil) throws(FileError) -> Dataset {
        let train = try part(images: Self.parts[0], labels: Self.parts[1])
        let test = try part(images: Self.parts[2], labels: Self.parts[3])
        guard train.rows == test.rows, train.columns == test.columns else {
            throw damaged(
                "training images are \(train.rows) x \(train.columns), test images \(test.rows) x \(test.columns)"
            )
        }
        let classCount = Int(max(train.labels.max() ?? 0, test.labels.max() ?? 0)) + 1
        let named = if let classNames { classNames } else { try namesBeside() }
        let names = named ?? (0..<classCount).map(String.init)
        guard names.count >= classCount else {
            throw damaged("label \(classCount - 1) has no name: there are only \(names.count) classes")
        }
        return Dataset(name: name, title: title, classNames: names, train: train, test: test)
    }

    /// Writes a data set as four gzipped IDX files and its class names.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` or `inputOutput`.
    public func save(_ dataset: Dataset, effort: PackingEffort = .fair) throws(FileError) {
        try AtomicFile.createFolder(url)
        let halves = [
            (dataset.train, Self.parts[0], Self.parts[1]), (dataset.test, Self.parts[2], Self.parts[3]),
        ]
        for (half, images, labels) in halves {
            let pixels = IDXFile.encoded(axes: [half.count, half.rows, half.columns], bytes: half.pixels)
            try AtomicFile.write(Gzip.packed(pixels, effort: effort), to: gzipped(images))
            let numbers = IDXFile.encoded(axes: [half.count], bytes: half.labels)
            try AtomicFile.write(Gzip.packed(numbers, effort: effort), to: gzipped(labels))
        }
        let names = dataset.classNames.joined(separator: "\n") + "\n"
        try AtomicFile.write(names, to: url.appendingPathComponent(Self.classNamesFile))
    }

    private func part(images: String, labels: String) throws(FileError) -> ImageSet {
        let images = try IDXFile.readImages(existing(images))
        let labels = try IDXFile.readLabels(existing(labels))
        guard images.count == labels.count else {
            throw damaged("\(images.count) images, but \(labels.count) labels")
        }
        return ImageSet(rows: images.rows, columns: images.columns, pixels: images.pixels, labels: labels)
    }

    private func namesBeside() throws(FileError) -> [String]? {
        let names = url.appendingPathComponent(Self.classNamesFile)
        guard FileManager.default.fileExists(atPath: names.path) else { return nil }
        guard let text = String(data: try AtomicFile.read(names), encoding: .utf8) else {
            throw FileError(.damaged, at: names.path, "class names must be UTF-8 text, one a line")
        }
        let lines = text.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard Set(lines).count == lines.count, lines.count <= 256 else {
            throw FileError(.damaged, at: names.path, "class names must be at most 256, each of its own")
        }
        return lines
    }

    private func gzipped(_ part: String) -> URL { url.appendingPathComponent(part + ".gz") }

    private func file(_ part: String) -> URL? {
        [url.appendingPathComponent(part), gzipped(part)]
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    private func existing(_ part: String) throws(FileError) -> URL {
        guard let file = file(part) else {
            throw FileError(.missing, at: url.path, "no file \(part) or \(part).gz in this folder")
        }
        return file
    }

    private func damaged(_ reason: String) -> FileError {
        FileError(.damaged, at: url.path, reason)
    }
}
