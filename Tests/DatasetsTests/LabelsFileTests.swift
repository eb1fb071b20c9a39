import Foundation
import Storage
import TestSupport
import Testing

@testable import Datasets

/// Labels in a file of their own, and images whose rows and columns are swapped.
@Suite struct LabelsFileTests {
    private func labels(_ bytes: [UInt8], count: Int = 3) throws -> LabelList {
        let folder = try TemporaryFolder()
        return try LabelsFile.read(try folder.write(bytes, to: "labels"), count: count, of: "\(count) images")
    }

    private func labels(_ text: String, count: Int = 3) throws -> LabelList {
        try labels(Array(text.utf8), count: count)
    }

    @Test func arraysAndIDXFiles() throws {
        let npy = ArrayFiles.npy("<i8", [3], ArrayFiles.bytes([7, 0, 2] as [Int64]))
        #expect(try labels(npy) == .numbers([7, 0, 2]))
        #expect(try labels(try Gzip.packed(npy)) == .numbers([7, 0, 2]))
        #expect(try labels(try ArrayFiles.zip([("any.npy", npy)])) == .numbers([7, 0, 2]))
        let idx = IDXFile.encoded(axes: [3], bytes: [7, 0, 2])
        #expect(try labels(idx) == .numbers([7, 0, 2]))
        #expect(try labels(try Gzip.packed(idx)) == .numbers([7, 0, 2]))
    }

    @Test(arguments: [
        "7\n0\n2\n", "7\r\n0\r\n2", "\u{FEFF}7.0\n\"0\"\n 2 \n\n", "label\n7\n0\n2\n",
        "id,label\n0,7\n1,0\n2,2\n", "class;file\n7;a\n0;b\n2;c\n",
    ])
    func linesOfText(_ text: String) throws {
        #expect(try labels(text) == .texts(["7", "0", "2"]))
    }

    @Test func aWordThatNamesColumnsMayBeALabel() throws {
        #expect(try labels("y\nx, z\ny\n") == .texts(["y", "x, z", "y"]))
    }

    @Test func otherFilesAreRefused() throws {
        func expectDamage(_ bytes: [UInt8], _ words: String) {
            let error = #expect(throws: FileError.self) { try labels(bytes) }
            #expect(
                error?.kind == .damaged && error?.reason.contains(words) == true,
                "\(words): \(String(describing: error))")
        }
        expectDamage(Array("7\n0\n".utf8), "2 labels for 3 images")
        expectDamage([0, 1, 2, 3, 0], "no labels: looked for")
        expectDamage([0xFF, 0xFE, 0x41], "no labels: looked for")
        expectDamage(Array("id,label\n0,7\n1\n2,2\n".utf8), "line 3 has no column 2")
        let nowhere = URL(fileURLWithPath: "/nowhere/labels.txt")
        let error = #expect(throws: FileError.self) {
            try LabelsFile.read(nowhere, count: 1, of: "1 image")
        }
        #expect(error?.kind == .missing)
    }

    @Test func theyReplaceThoseOfAnyForm() throws {
        let folder = try TemporaryFolder()
        let images = ArrayFiles.npy("|u1", [4, 4, 4], (0..<64).map { UInt8($0 * 4) })
        let own = ArrayFiles.npy("|u1", [4], [0, 1, 0, 1])
        let file = try folder.write(
            try ArrayFiles.zip([
                ("x.npy", images), ("y.npy", own), ("x_test.npy", images), ("y_test.npy", own),
            ]),
            to: "a.npz")
        var wishes = DatasetWishes()
        wishes.labels = try folder.write(Array("b\na\nb\na\nc\na\nb\na\n".utf8), to: "l.txt").path
        let dataset = try DatasetLibrary().load(file.path, wishes: wishes)
        #expect(dataset.classNames == ["a", "b", "c"])
        #expect(dataset.train.labels == [1, 0, 1, 0] && dataset.test.labels == [2, 0, 1, 0])
        #expect(dataset.preparation.labels == wishes.labels)
        #expect(dataset.preparation.notes.contains("labels are those of l.txt"))
        let again = try DatasetLibrary().load(file.path, preparation: dataset.preparation)
        #expect(try again.sha256 == dataset.sha256 && again.test.elementsEqual(dataset.test))
        try folder.write(Array("a\nb\na\nb\n".utf8), to: "l.txt")
        let error = #expect(throws: FileError.self) { try DatasetLibrary().load(file.path, wishes: wishes) }
        #expect(error?.reason == "4 labels for 4 training images and then 4 test images")
    }

    @Test func imagesWithoutLabelsGetSome() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            ArrayFiles.npy("|u1", [10, 4, 4], (0..<160).map { UInt8($0) }), to: "x.npy")
        var wishes = DatasetWishes()
        wishes.labels = try folder.write(ArrayFiles.npy("|u1", [10], Array(0..<10)), to: "y.npy").path
        let dataset = try DatasetLibrary().load(file.path, wishes: wishes)
        #expect(dataset.preparation.isLabelled && dataset.classNames.count == 10)
        // A test image keeps its own label.
        #expect(try dataset.test.pixels.first.map { $0 / 16 } == dataset.test.labels.first)
    }
}

/// EMNIST's files, whose images lie on their side.
@Suite struct TransposedImagesTests {
    private static let images: [UInt8] = (0..<18).map { UInt8($0 * 10) }

    private func folder(_ prefix: String, mapping: String? = nil) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for part in ["train", "test"] {
            let images = IDXFile.encoded(axes: [2, 3, 3], bytes: Self.images)
            try folder.write(images, to: "\(prefix)\(part)-images-idx3-ubyte")
            try folder.write(
                IDXFile.encoded(axes: [2], bytes: [1, 2]), to: "\(prefix)\(part)-labels-idx1-ubyte")
        }
        if let mapping { try folder.write(Array(mapping.utf8), to: "\(prefix)mapping.txt") }
        return folder
    }

    private static let turned: [UInt8] = [0, 30, 60, 10, 40, 70, 20, 50, 80]

    @Test func filesOfThatNameAreKnown() throws {
        let folder = try folder("emnist-letters-", mapping: "1 65 97\n2 66 98\n")
        let dataset = try DatasetLibrary().load(folder.url.path)
        #expect(try Array(dataset.train.pixels.prefix(9)) == Self.turned)
        #expect(dataset.classNames == ["0", "A/a", "B/b"])
        #expect(dataset.preparation.isTransposed == true && dataset.preparation.isValid)
        #expect(dataset.preparation.notes.contains("rows and columns of each image are swapped"))
        #expect(dataset.preparation.notes.contains { $0.contains("begin with emnist-") })
        let again = try DatasetLibrary().load(folder.url.path, preparation: dataset.preparation)
        #expect(try again.train.elementsEqual(dataset.train) && again.preparation == dataset.preparation)
        // A run of before this was known has its images as they were.
        let untouched = try DatasetLibrary().load(folder.url.path, preparation: .untouched)
        #expect(try untouched.train.pixels == Self.images && untouched.sha256 == dataset.sha256)
    }

    @Test func otherFilesAreTransposedWhenAsked() throws {
        let folder = try folder("")
        #expect(try DatasetLibrary().load(folder.url.path).preparation.isTransposed == nil)
        var wishes = DatasetWishes()
        wishes.isTransposed = true
        let dataset = try DatasetLibrary().load(folder.url.path, wishes: wishes)
        #expect(try Array(dataset.train.pixels.prefix(9)) == Self.turned)
        #expect(dataset.preparation.notes == ["rows and columns of each image are swapped"])
        wishes.isTransposed = false
        let emnist = try self.folder("emnist-digits-")
        let plain = try DatasetLibrary().load(emnist.url.path, wishes: wishes)
        #expect(try plain.train.pixels == Self.images && plain.preparation.notes.isEmpty)
    }

    @Test func coloursStayTogether() throws {
        let set = try ImageSet(rows: 1, columns: 2, channels: 3, pixels: [1, 2, 3, 4, 5, 6], labels: [0])
            .transposed()
        #expect(try set.rows == 2 && set.columns == 1 && set.pixels == [1, 2, 3, 4, 5, 6])
    }

    @Test(arguments: ["0\n", "0 48\n0 49\n", "x 48\n", "0 7\n", "", "300 48\n"])
    func brokenLettersAreDamage(_ mapping: String) throws {
        let folder = try folder("emnist-balanced-", mapping: mapping)
        let error = #expect(throws: FileError.self) { try DatasetLibrary().load(folder.url.path) }
        #expect(error?.kind == .damaged && error?.location.hasSuffix("mapping.txt") == true)
    }
}
