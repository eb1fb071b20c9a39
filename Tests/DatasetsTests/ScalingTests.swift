import Foundation
import Pictures
import Storage
import TestSupport
import Testing

@testable import Datasets

/// Images of other forms at other sizes, other shares of test images, and colours in IDX files.
@Suite struct ScalingTests {
    private func folder(rows: Int, columns: Int, channels: Int = 1, count: Int = 20) throws -> TemporaryFolder
    {
        let folder = try TemporaryFolder()
        let size = rows * columns * channels
        let pixels = (0..<count * size).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let axes = [count, rows, columns] + (channels > 1 ? [channels] : [])
        try folder.write(IDXFile.encoded(axes: axes, bytes: pixels), to: "train-images-idx3-ubyte")
        let labels = (0..<count).map { UInt8($0 % 2) }
        try folder.write(IDXFile.encoded(axes: [count], bytes: labels), to: "train-labels-idx1-ubyte")
        return folder
    }

    private func load(_ folder: TemporaryFolder, _ change: (inout DatasetWishes) -> Void = { _ in }) throws
        -> Dataset
    {
        var wishes = DatasetWishes()
        change(&wishes)
        return try DatasetLibrary().load(folder.url.path, wishes: wishes)
    }

    @Test func anotherSizeIsTaken() throws {
        let folder = try folder(rows: 28, columns: 28)
        let plain = try load(folder)
        #expect(plain.train.rows == 28 && plain.preparation.scaling == nil)
        #expect(plain.preparation.options == [])
        let scaled = try load(folder) { $0.side = 32 }
        #expect(scaled.train.rows == 32 && scaled.test.columns == 32 && scaled.sha256 == plain.sha256)
        #expect(scaled.preparation.notes.contains("images of 28 x 28: scaled to 32 x 32"))
        let again = try DatasetLibrary().load(folder.url.path, preparation: scaled.preparation)
        #expect(try again.train.elementsEqual(scaled.train) && again.test.elementsEqual(scaled.test))
        #expect(try load(folder) { $0.side = 28 }.preparation.scaling == nil)
    }

    @Test func whatIsNoSquareBecomesOne() throws {
        let folder = try folder(rows: 22, columns: 30)
        let cropped = try load(folder)
        #expect(cropped.train.rows == 20 && cropped.train.columns == 20)
        #expect(
            cropped.preparation.notes.contains("images of 30 x 22: cropped to squares and scaled to 20 x 20"))
        let stretched = try load(folder) {
            $0.fit = .stretch
            $0.side = 24
        }
        #expect(stretched.train.rows == 24)
        #expect(stretched.preparation.notes.contains("images of 30 x 22: stretched to 24 x 24"))
    }

    @Test func knownDataSetsAreScaledToo() throws {
        let folder = try TemporaryFolder()
        let small = try Dataset(
            name: Digits.name, title: Digits.title, classNames: Digits.classNames,
            train: Digits.training(count: 12), test: Digits.test(count: 12))
        let library = DatasetLibrary(cache: folder.url)
        try IDXFolder(folder.url.appendingPathComponent("digits-\(Digits.version)")).save(small)
        var wishes = DatasetWishes()
        wishes.side = 16
        let scaled = try library.load("digits", wishes: wishes)
        #expect(scaled.train.rows == 16 && scaled.test.rows == 16 && scaled.sha256 == small.sha256)
        #expect(try library.load("digits", preparation: scaled.preparation).train.elementsEqual(scaled.train))
        #expect(try library.load("digits", preparation: .untouched).train.elementsEqual(small.train))
    }

    @Test(arguments: [(0.5, 10), (0.2, 4), (0.01, 1), (0.999, 19), (0.33, 7)])
    func anyShareIsHeldBack(share: Double, count: Int) throws {
        let dataset = try load(try folder(rows: 8, columns: 8)) { $0.testShare = share }
        #expect(dataset.test.count == count && dataset.train.count == 20 - count)
        #expect(dataset.preparation.testShare == share && dataset.preparation.testOneIn == nil)
        #expect(dataset.preparation.isValid)
        guard count.isMultiple(of: 2) else { return }
        #expect(dataset.test.labels.count { $0 == 0 } == count / 2)
    }

    @Test func sharesAreSaid() throws {
        let dataset = try load(try folder(rows: 8, columns: 8)) { $0.testShare = 0.125 }
        #expect(dataset.preparation.options == ["--test-share", "0.125"])
        #expect(dataset.preparation.notes == ["no test images: 12.5 % of each class are held back for that"])
    }

    @Test func coloursAreReadAsTheyAreWritten() throws {
        let dataset = try load(try folder(rows: 8, columns: 8, channels: 3))
        #expect(dataset.train.channels == 3 && dataset.train.imageSize == 192)
        let target = try TemporaryFolder()
        try IDXFolder(target.url).save(dataset)
        let again = try load(target)
        #expect(try again.train.elementsEqual(dataset.train) && again.test.elementsEqual(dataset.test))
        #expect(throws: FileError.self) { try load(try folder(rows: 8, columns: 8, channels: 2)) }
        // A product of axes that no number holds.
        let bomb = try TemporaryFolder()
        try bomb.write(
            [0, 0, 8, 4] + [UInt8](repeating: 255, count: 4) + [0, 0, 16, 0, 0, 0, 16, 0, 0, 0, 16, 0],
            to: "train-images-idx3-ubyte")
        #expect(throws: FileError.self) { try load(bomb) }
    }

    /// A run of before knows nothing of this.
    @Test func earlierRecordsAreRead() throws {
        let text = #"{"pixelMaximum": 16, "testOneIn": 7, "isLabelled": true}"#
        let preparation = try JSONDecoder().decode(DatasetPreparation.self, from: Data(text.utf8))
        #expect(preparation.isValid && preparation.scaling == nil && preparation.pictures == nil)
        var other = preparation
        other.testShare = 1
        #expect(!other.isValid)
        other = preparation
        other.scaling = ImageScaling(side: 0, fit: .crop, smallest: [1, 1], largest: [1, 1])
        #expect(!other.isValid)
        other = preparation
        other.pictures = PictureTreatment(background: .white, isColoured: true, isInverted: false)
        #expect(other.isValid)
        other.pictures?.background = "white"
        #expect(!other.isValid)
    }
}
