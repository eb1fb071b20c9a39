public import Foundation
public import Storage

/// MNIST's format: a folder of IDX files, gzipped or not, and perhaps class names.
///
/// A folder without test images, or without any labels, is a data set too.
public struct IDXFormat: DatasetFormat {
    /// Whether all four files must be there; their classes are known then.
    private let isWhole: Bool

    package init() { isWhole = false }

    /// - Parameter isWhole: whether all four files must be there; their classes are known then, and not looked for.
    init(isWhole: Bool) { self.isWhole = isWhole }

    public var sought: String {
        "IDX files (\(IDXPart.trainImages.name), also with a dot before idx, with a prefix, gzipped, in a folder of its "
            + "own name, and below raw)"
    }

    public func read(_ place: URL) throws(FileError) -> FoundDataset? { try read(place, DatasetRequest()) }

    public func read(_ place: URL, _ request: DatasetRequest) throws(FileError) -> FoundDataset? {
        let files = try IDXFiles(in: place)
        guard isWhole || IDXPart.allCases.contains(where: { files[$0] != nil }) else { return nil }
        func isThere(_ parts: IDXPart...) -> Bool { isWhole || parts.contains { files[$0] != nil } }
        let isLabelled = isThere(.trainLabels, .testLabels)
        var found = FoundDataset(
            train: try images(.trainImages, isLabelled ? .trainLabels : nil, of: files, request),
            test: isThere(.testImages, .testLabels)
                ? try images(.testImages, isLabelled ? .testLabels : nil, of: files, request) : nil,
            isLabelled: isLabelled,
            classNames: isLabelled && !isWhole ? try ClassNamesFile.beside([files.folder, place]) : nil)
        if let images = files[.trainImages] {
            try EMNISTFiles.complete(&found, ofImagesIn: images, beside: [files.folder, place])
        }
        return found
    }

    /// One half of the data set; without labels all images are of class 0.
    private func images(
        _ images: IDXPart, _ labels: IDXPart?, of files: IDXFiles, _ request: DatasetRequest
    ) throws(FileError) -> ImageSet {
        let images = try IDXFile.readImages(files.file(images), memoryLimit: request.memoryLimit)
        let numbers =
            if let labels {
                try IDXFile.readLabels(files.file(labels), count: images.count)
            } else {
                [UInt8](repeating: 0, count: images.count)
            }
        return ImageSet(
            rows: images.rows, columns: images.columns, channels: images.channels, bytes: images.bytes,
            labels: numbers)
    }
}
