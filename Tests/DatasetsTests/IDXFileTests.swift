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
        #expect(read.pixels == Array(0..<12))
        let packed = try folder.write(try Gzip.packed(images), to: "images.gz")
        #expect(try IDXFile.readImages(packed) == read)
        let labels = try folder.write(IDXFile.encoded(axes: [3], bytes: [7, 8, 9]), to: "labels")
        #expect(try IDXFile.readLabels(labels) == [7, 8, 9])
    }

    @Test func everyHeaderFieldIsChecked() throws {
        for (offset, value, words) in [
            (0, 1, "two zero bytes"), (1, 9, "two zero bytes"), (2, 13, "element type 13"),
            (3, 1, "rank 1"), (7, 0, "claims 0 x 2 x 3"), (11, 0, "claims 2 x 0 x 3"),
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
}
