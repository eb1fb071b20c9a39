import Datasets
import Foundation
import Storage
import TestSupport
import Testing

@Suite struct IDXFileTests {
    /// Two images of 2 x 3 pixels.
    let images = IDXFile.encoded(axes: [2, 2, 3], bytes: Array(0..<12))

    private func damage(_ bytes: [UInt8]) throws -> FileError {
        let folder = try TemporaryFolder()
        let file = try folder.write(bytes, to: "images")
        return try #require(#expect(throws: FileError.self) { try IDXFile.readImages(file) })
    }

    @Test func writingAndReadingGiveTheSame() throws {
        let folder = try TemporaryFolder()
        let read = try IDXFile.readImages(try folder.write(images, to: "images"))
        #expect(read.count == 2)
        #expect(read.rows == 2)
        #expect(read.columns == 3)
        #expect(try read.bytes.withImage(0) { Array($0) } == Array(0..<6))
        let packed = try folder.write(try Gzip.packed(images), to: "images.gz")
        #expect(try IDXFile.readImages(packed).bytes.elementsEqual(read.bytes))
        let labels = try folder.write(IDXFile.encoded(axes: [3], bytes: [7, 8, 9]), to: "labels")
        #expect(try IDXFile.readLabels(labels, count: 3) == [7, 8, 9])
    }

    @Test func everyHeaderFieldIsChecked() throws {
        for (offset, value, words) in [
            (0, 1, "two zero bytes"), (1, 9, "two zero bytes"), (2, 13, "element type 13"),
            (2, 12, "type 12 (int)"), (3, 1, "rank 1"), (7, 0, "claims 0 x 2 x 3"),
            (11, 0, "claims 2 x 0 x 3"),
        ] {
            var bytes = images
            bytes[offset] = UInt8(value)
            let error = try damage(bytes)
            #expect(error.kind == .damaged)
            #expect(error.reason.contains(words), "\(error)")
        }
    }

    @Test(arguments: [0, 3, 4, 10, 15, 16, 27])
    func everyWayOfBeingCutShortIsDamage(length: Int) throws {
        #expect(try damage(Array(images.prefix(length))).kind == .damaged)
    }

    @Test func dataBeyondTheEndIsDamage() throws {
        #expect(try damage(images + [0]).reason.contains("data after"))
    }

    @Test func aHeaderThatClaimsMoreThanThereIsTakesNoMemoryForIt() throws {
        var bytes = images
        bytes.replaceSubrange(4..<16, with: [0, 0xFF, 0xFF, 0xFF, 0, 0, 0, 16, 0, 0, 0, 16])
        #expect(try damage(bytes).reason.contains("cut short"))
        bytes.replaceSubrange(4..<16, with: Array(repeating: 0xFF, count: 12))
        #expect(try damage(bytes).reason.contains("claims"))
    }

    /// A file of labels in an integer type, big-endian.
    private func labels(_ type: UInt8, _ elements: [[UInt8]], in folder: TemporaryFolder) throws -> URL {
        let header: [UInt8] = [0, 0, type, 1, 0, 0, 0, UInt8(elements.count)]
        return try folder.write(header + elements.joined(), to: "labels")
    }

    @Test func labelsOfAnyIntegerTypeAreRead() throws {
        let folder = try TemporaryFolder()
        let ints = try labels(12, [[0, 0, 0, 3], [0, 0, 0, 255]], in: folder)
        #expect(try IDXFile.readLabels(ints, count: 2) == [3, 255])
        let shorts = try labels(11, [[0, 7], [0, 0]], in: folder)
        #expect(try IDXFile.readLabels(shorts, count: 2) == [7, 0])
        let bytes = try labels(9, [[5], [127]], in: folder)
        #expect(try IDXFile.readLabels(bytes, count: 2) == [5, 127])
    }

    @Test(arguments: [
        (UInt8(12), [UInt8]([0, 0, 1, 0]), "label 256 of image 0"),
        (12, [0xFF, 0xFF, 0xFF, 0xFF], "label -1 of image 0"), (11, [0x80, 0], "label -32768"),
        (9, [0x80], "label -128"), (13, [0, 0, 0, 0], "element type 13"), (8, [1, 2], "data after"),
    ])
    func labelsThatNumberNoClassAreDamage(type: UInt8, bytes: [UInt8], words: String) throws {
        let folder = try TemporaryFolder()
        let file = try labels(type, [bytes], in: folder)
        let error = #expect(throws: FileError.self) { try IDXFile.readLabels(file, count: 1) }
        #expect(error?.kind == .damaged)
        #expect(error?.reason.contains(words) == true, "\(String(describing: error))")
    }

    /// A gzip file of 1 MB that unpacks to 1 GB of zeros, as its header says.
    @Test func aBombIsRefusedByItsHeader() throws {
        let folder = try TemporaryFolder()
        let header: [UInt8] = [0, 0, 8, 3, 0, 1, 0, 0, 0, 0, 0, 128, 0, 0, 0, 128]
        let zeros = try Gzip.packed([UInt8](repeating: 0, count: 1 << 24))
        // Members of a gzip file follow each other.
        let packed = Array(try Gzip.packed(header)) + (0..<64).flatMap { _ in zeros }
        let file = try folder.write(packed, to: "bomb.gz")
        let error = try #require(#expect(throws: FileError.self) { try IDXFile.readImages(file) })
        #expect(error.kind == .damaged)
        #expect(error.reason.contains("claims 65536 x 128 x 128"), "\(error)")
        #expect(error.reason.contains("\(packed.count) bytes"), "\(error)")
        // The same behind a small claim is found by reading one byte more.
        let small = IDXFile.encoded(axes: [1, 2, 2], bytes: [1, 2, 3, 4])
        let longer = try folder.write(
            Array(try Gzip.packed(small)) + (0..<64).flatMap { _ in zeros }, to: "longer.gz")
        let tail = try #require(#expect(throws: FileError.self) { try IDXFile.readImages(longer) })
        #expect(tail.reason.contains("data after the 4 bytes"), "\(tail)")
    }

    @Test func sidesBeyondAllImagesAreDamage() throws {
        var bytes = images
        bytes.replaceSubrange(4..<16, with: [0, 0, 0, 1, 0, 0, 0x10, 1, 0, 0, 0, 1])
        #expect(try damage(bytes).reason.contains("claims 1 x 4097 x 1"))
    }
}
