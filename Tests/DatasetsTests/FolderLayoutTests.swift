import Foundation
import Storage
import TestSupport
import Testing

@testable import Datasets

/// IDX files as programs and people name and place them.
@Suite struct FolderLayoutTests {
    private let dataset: Dataset

    init() throws {
        dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: ["0", "1"],
            train: ImageSet(rows: 2, columns: 2, pixels: Array(244...255), labels: [0, 1, 0]),
            test: ImageSet(rows: 2, columns: 2, pixels: Array(20..<28), labels: [1, 1]))
    }

    /// Writes the four files, each to the path that `place` makes of MNIST's name for it.
    private func lay(out place: (String) -> String, in folder: URL) throws {
        let parts = [
            IDXFile.encoded(axes: [3, 2, 2], bytes: try dataset.train.pixels),
            IDXFile.encoded(axes: [3], bytes: dataset.train.labels),
            IDXFile.encoded(axes: [2, 2, 2], bytes: try dataset.test.pixels),
            IDXFile.encoded(axes: [2], bytes: dataset.test.labels),
        ]
        for (part, bytes) in zip(IDXPart.allCases, parts) {
            let file = folder.appendingPathComponent(place(part.name))
            try AtomicFile.createFolder(file.deletingLastPathComponent())
            try AtomicFile.write(file.pathExtension == "gz" ? Array(try Gzip.packed(bytes)) : bytes, to: file)
        }
    }

    private func load(_ folder: URL) throws -> Dataset { try DatasetLibrary().load(folder.path) }

    private func error(_ folder: URL) throws -> FileError {
        try #require(#expect(throws: FileError.self) { try load(folder) })
    }

    @Test(arguments: [
        ("-idx", ".idx"), ("t10k", "test"), ("train", "emnist-balanced-train"), ("-ubyte", "-ubyte.gz"),
        ("train-images", "Train_Images"), ("-idx1-ubyte", ""),
    ])
    func otherNamesAreFound(part: String, other: String) throws {
        let folder = try TemporaryFolder()
        try lay(out: { $0.replacingOccurrences(of: part, with: other) }, in: folder.url)
        let loaded = try load(folder.url)
        // EMNIST's images lie on their side.
        let isTurned = other.hasPrefix("emnist-")
        #expect(try loaded.train.elementsEqual(isTurned ? dataset.train.transposed() : dataset.train))
        #expect(try loaded.test.elementsEqual(isTurned ? dataset.test.transposed() : dataset.test))
        #expect(loaded.sha256 == dataset.sha256)
    }

    @Test(arguments: ["", "raw/", "MNIST/raw/", "FashionMNIST/raw/"])
    func foldersBelowAreFound(path: String) throws {
        let folder = try TemporaryFolder()
        try lay(out: { path + $0 }, in: folder.url)
        #expect(try load(folder.url).sha256 == dataset.sha256)
        // Both the packed and the unpacked file, as torchvision leaves them.
        try lay(out: { path + $0 + ".gz" }, in: folder.url)
        #expect(try load(folder.url).sha256 == dataset.sha256)
        // What a system leaves beside them.
        try lay(out: { path + "._" + $0 }, in: folder.url)
        #expect(try load(folder.url).sha256 == dataset.sha256)
    }

    @Test func foldersOfTheFilesNamesAreFound() throws {
        let folder = try TemporaryFolder()
        try lay(out: { "\($0)/\($0)" }, in: folder.url)
        #expect(try load(folder.url).sha256 == dataset.sha256)
        // A file in the folder itself is nearer.
        try lay(out: { $0.replacingOccurrences(of: "-idx", with: ".idx") }, in: folder.url)
        #expect(try load(folder.url).sha256 == dataset.sha256)
    }

    @Test func twoFilesForOnePartAreNamed() throws {
        let folder = try TemporaryFolder()
        try lay(out: { $0 }, in: folder.url)
        try lay(out: { "emnist-letters-" + $0 }, in: folder.url)
        let ambiguous = try error(folder.url)
        #expect(ambiguous.kind == .damaged)
        #expect(
            ambiguous.reason.contains(
                "the training images could be emnist-letters-train-images-idx3-ubyte or train-images-idx3-ubyte"
            ),
            "\(ambiguous)")
    }

    @Test func twoDataSetsAreNamed() throws {
        let folder = try TemporaryFolder()
        try lay(out: { "MNIST/raw/\($0)" }, in: folder.url)
        try lay(out: { "KMNIST/raw/\($0)" }, in: folder.url)
        let ambiguous = try error(folder.url)
        #expect(ambiguous.reason.contains("KMNIST/raw") && ambiguous.reason.contains("/MNIST/raw"))
        // As known data sets each is found by its name.
        let library = DatasetLibrary(dataDirectory: folder.url)
        #expect(library.folder(of: "mnist")?.lastPathComponent == "MNIST")
        #expect(library.folder(of: "kmnist")?.lastPathComponent == "KMNIST")
        #expect(try library.load("kmnist").sha256 == dataset.sha256)
    }

    @Test func aFolderWithoutImagesSaysWhatIsLookedFor() throws {
        let folder = try TemporaryFolder()
        try folder.write([1], to: "train-images.png")
        let missing = try error(folder.url)
        #expect(missing.kind == .missing)
        for words in ["no data set", "train-images-idx3-ubyte", "dot", "raw", "train.csv"] {
            #expect(missing.reason.contains(words), "\(missing)")
        }
    }

    @Test func withoutLabelsAllImagesAreOfOneClass() throws {
        let folder = try TemporaryFolder()
        try lay(out: { $0 }, in: folder.url)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("train-labels-idx1-ubyte"))
        #expect(try error(folder.url).reason.contains("no training labels"))
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("t10k-labels-idx1-ubyte"))
        let loaded = try load(folder.url)
        #expect(loaded.classNames == ["image"])
        #expect(loaded.train.labels == [0, 0, 0] && loaded.test.labels == [0, 0])
        #expect(loaded.preparation.notes == ["no labels: all images are of one class, \"image\""])
    }

    @Test func testLabelsWithoutImagesAreNoTestPart() throws {
        let folder = try TemporaryFolder()
        try lay(out: { $0 }, in: folder.url)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("t10k-images-idx3-ubyte"))
        #expect(try error(folder.url).reason.contains("no test images"))
    }
}
