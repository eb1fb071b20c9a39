import Foundation
import Storage
import TestSupport
import Testing

@Suite struct GzipTests {
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }

    private func read(_ url: URL, _ count: Int) throws -> [UInt8] {
        var reader = try GzipReader(url)
        return try reader.read(count)
    }

    @Test func packingAndReadingGiveTheSameBytes() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try Gzip.packed(content), to: "a.gz")
        #expect(try read(file, content.count) == content)
        #expect(try read(file, content.count + 10) == content)
    }

    @Test func readsPlainFilesAsTheyAre() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(content, to: "a")
        #expect(try read(file, 1000) == Array(content[..<1000]))
    }

    @Test func aFileIsBelievedToHoldWhatItCan() throws {
        let folder = try TemporaryFolder()
        let plain = try GzipReader(folder.write([1, 2, 3], to: "a"))
        #expect(!plain.isPacked && plain.size == 3 && plain.capacity == 3)
        let packed = try GzipReader(folder.write(try Gzip.packed(content), to: "a.gz"))
        #expect(packed.isPacked && packed.capacity == 1 << 26)
        let large = try GzipReader(
            folder.write(Array(try Gzip.packed([1])) + [UInt8](repeating: 0, count: 1_000_000), to: "b.gz"))
        #expect(large.capacity == 500 * large.size)
    }

    @Test func packsTheSameBytesEachTime() throws {
        #expect(try Gzip.packed(content) == Gzip.packed(content))
        #expect(try Gzip.packed([]).isEmpty == false)
    }

    @Test(arguments: [5, 20, 1000])
    func aFileCutShortIsDamaged(missing: Int) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Array(try Gzip.packed(content).dropLast(missing)), to: "a.gz")
        let error = #expect(throws: FileError.self) { try read(file, content.count + 1) }
        #expect(error?.kind == .damaged)
    }

    @Test func aFlippedByteIsDamage() throws {
        let folder = try TemporaryFolder()
        var packed = try Gzip.packed(content)
        packed[packed.count / 2] ^= 0xFF
        let file = try folder.write(packed, to: "a.gz")
        let error = #expect(throws: FileError.self) { try read(file, content.count + 1) }
        #expect(error?.kind == .damaged)
    }

    @Test func aMissingFileIsMissing() throws {
        let error = #expect(throws: FileError.self) {
            try read(URL(fileURLWithPath: "/nowhere/at/all.gz"), 1)
        }
        #expect(error?.kind == .missing)
    }
}
