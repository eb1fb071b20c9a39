public import Foundation
public import Storage

/// A folder with the IDX files of a data set, gzipped or not, and perhaps its class names.
public struct IDXFolder: Sendable {
    /// What images without labels are called: all are of one class.
    public static let unlabelledClass = "image"

    public let url: URL

    public init(_ url: URL) {
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

    /// Reads the data set, and prepares it.
    ///
    /// A folder without test images, or without any labels, is a data set too, see ``DatasetPreparation``; one
    /// whose class names are given has all four files.
    ///
    /// - Parameters:
    ///   - classNames: the names to use; `nil` takes those of `classes.txt`, or the numbers.
    ///   - preparation: what was found fitting before; `nil` finds it.
    /// - Throws: `FileError` of kind `missing`, or `damaged` where files are broken or do not fit each other.
    public func load(
        name: String, title: String, classNames: [String]? = nil, preparation: DatasetPreparation? = nil
    ) throws(FileError) -> Dataset {
        let files = try IDXFiles(in: url)
        func isThere(_ parts: IDXPart...) -> Bool { classNames != nil || parts.contains { files[$0] != nil } }
        let isLabelled = isThere(.trainLabels, .testLabels)
        let train = try images(.trainImages, isLabelled ? .trainLabels : nil, of: files)
        let test =
            isThere(.testImages, .testLabels)
            ? try images(.testImages, isLabelled ? .testLabels : nil, of: files)
            : ImageSet(rows: train.rows, columns: train.columns, pixels: [], labels: [])
        guard train.rows == test.rows, train.columns == test.columns else {
            throw damaged(
                "training images are \(train.rows) x \(train.columns), test images \(test.rows) x \(test.columns)"
            )
        }
        let classCount = Int(max(train.labels.max() ?? 0, test.labels.max() ?? 0)) + 1
        let names =
            if let classNames {
                classNames
            } else if isLabelled {
                try namesBeside(files) ?? (0..<classCount).map(String.init)
            } else {
                [Self.unlabelledClass]
            }
        guard names.count >= classCount else {
            throw damaged("label \(classCount - 1) has no name: there are only \(names.count) classes")
        }
        let dataset = Dataset(name: name, title: title, classNames: names, train: train, test: test)
        let preparation = preparation ?? DatasetPreparation(fitting: dataset, isLabelled: isLabelled)
        guard let prepared = dataset.prepared(preparation) else {
            throw damaged(
                "a single image, and no test images; one is needed to train on and one to test with")
        }
        return prepared
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
            let pixels = IDXFile.encoded(axes: [half.count, half.rows, half.columns], bytes: half.pixels)
            try AtomicFile.write(Gzip.packed(pixels, effort: effort), to: gzipped(images))
            let numbers = IDXFile.encoded(axes: [half.count], bytes: half.labels)
            try AtomicFile.write(Gzip.packed(numbers, effort: effort), to: gzipped(labels))
        }
        let names = dataset.classNames.joined(separator: "\n") + "\n"
        try AtomicFile.write(names, to: url.appendingPathComponent(ClassNamesFile.name))
    }

    /// One half of the data set; without labels all images are of class 0.
    private func images(
        _ images: IDXPart, _ labels: IDXPart?, of files: IDXFiles
    ) throws(FileError) -> ImageSet {
        let images = try IDXFile.readImages(files.file(images))
        let numbers =
            if let labels {
                try IDXFile.readLabels(files.file(labels), count: images.count)
            } else {
                [UInt8](repeating: 0, count: images.count)
            }
        return ImageSet(rows: images.rows, columns: images.columns, pixels: images.pixels, labels: numbers)
    }

    /// The class names in the data set's folder, or in the one that was named.
    private func namesBeside(_ files: IDXFiles) throws(FileError) -> [String]? {
        for folder in [files.folder, url] {
            let names = folder.appendingPathComponent(ClassNamesFile.name)
            if FileManager.default.fileExists(atPath: names.path) { return try ClassNamesFile.read(names) }
        }
        return nil
    }

    private func gzipped(_ part: IDXPart) -> URL { url.appendingPathComponent(part.name + ".gz") }

    private func damaged(_ reason: String) -> FileError {
        FileError(.damaged, at: url.path, reason)
    }
}
