import Datasets
import Foundation
import Storage
import TestSupport
import Testing

@Suite struct IDXFolderTests {
    let dataset: Dataset

    init() throws {
        dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: ["one", "two, or more"],
            train: ImageSet(rows: 2, columns: 2, pixels: Array(0..<12), labels: [0, 1, 0]),
            test: ImageSet(rows: 2, columns: 2, pixels: [20, 21, 22, 23, 24, 25, 26, 255], labels: [1, 1]))
    }

    @Test func whatIsSavedIsLoaded() throws {
        let folder = try TemporaryFolder()
        let target = IDXFolder(folder.url.appendingPathComponent("new/folder"))
        try target.save(dataset)
        #expect(target.isComplete)
        let loaded = try DatasetLibrary().load(target.url.path)
        #expect(try loaded.train.elementsEqual(dataset.train))
        #expect(try loaded.test.elementsEqual(dataset.test))
        #expect(loaded.classNames == dataset.classNames)
        #expect(loaded.sha256 == dataset.sha256)
        #expect(loaded.preparation == .untouched)
    }

    @Test func withoutNamesClassesAreNumbers() throws {
        let folder = try TemporaryFolder()
        try IDXFolder(folder.url).save(dataset)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("classes.txt"))
        #expect(try DatasetLibrary().load(folder.url.path).classNames == ["0", "1"])
    }

    @Test func aMissingFileIsNamed() throws {
        let folder = try TemporaryFolder()
        try IDXFolder(folder.url).save(dataset)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("t10k-labels-idx1-ubyte.gz"))
        let error = #expect(throws: FileError.self) { try DatasetLibrary().load(folder.url.path) }
        #expect(error?.kind == .missing)
        #expect(error?.reason.contains("t10k-labels-idx1-ubyte") == true)
    }

    @Test(arguments: [
        ("train-labels-idx1-ubyte", [1], [UInt8](repeating: 0, count: 1), "3 images, but 1 labels"),
        ("t10k-labels-idx1-ubyte", [2], [0, 9], "label 9 has no name"),
        ("t10k-images-idx3-ubyte", [2, 1, 4], [UInt8](repeating: 0, count: 8), "test images 1 x 4"),
    ])
    func filesThatDoNotFitAreDamage(name: String, axes: [Int], bytes: [UInt8], words: String) throws {
        let folder = try TemporaryFolder()
        try IDXFolder(folder.url).save(dataset)
        // The plain file is preferred to the gzipped one.
        try folder.write(IDXFile.encoded(axes: axes, bytes: bytes), to: name)
        let error = #expect(throws: FileError.self) { try DatasetLibrary().load(folder.url.path) }
        #expect(error?.kind == .damaged)
        #expect(error?.reason.contains(words) == true, "\(String(describing: error))")
    }

    @Test(.enabled(if: RealData.isPresent, "\(RealData.absence)"))
    func readsTheRealFiles() throws {
        let folder = try #require(RealData.folder)
        let library = DatasetLibrary(dataDirectory: folder)
        let mnist = try library.load("mnist")
        #expect(mnist.train.count == 60_000)
        #expect(mnist.test.count == 10_000)
        #expect(mnist.train.rows == 28)
        #expect(Array(mnist.train.labels.prefix(5)) == [5, 0, 4, 1, 9])
        #expect(try library.load("fashion-mnist").classNames[8] == "Bag")
    }
}
