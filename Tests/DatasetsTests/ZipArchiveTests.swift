import Foundation
import Storage
import TestSupport
import Testing

/// Archives as programs write them, and as damage leaves them.
@Suite struct ZipArchiveTests {
    private static let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    private static let files: [(name: String, bytes: [UInt8])] = [
        ("a.npy", [1, 2, 3]), ("folder/b", content), ("none", []),
    ]

    private func opened(_ bytes: [UInt8]) throws -> (ZipArchive, TemporaryFolder) {
        let folder = try TemporaryFolder()
        return (try ZipArchive(try folder.write(bytes, to: "a.zip")), folder)
    }

    private func content(of entry: ZipArchive.Entry, _ archive: ZipArchive) throws -> [UInt8] {
        var reader = try archive.reader(of: entry), bytes: [UInt8] = []
        for count in [1, 1000, 1 << 20] { bytes += try reader.read(count) }
        let rest = try reader.read(1)
        #expect(rest.isEmpty)
        return bytes
    }

    @Test(arguments: [false, true], [false, true])
    func entriesAreReadStoredAndDeflated(isDeflated: Bool, isWide: Bool) throws {
        let options = ArrayFiles.Zip(isDeflated: isDeflated, isWide: isWide)
        let (archive, folder) = try opened(try ArrayFiles.zip(Self.files, options))
        defer { _ = folder }
        #expect(archive.entries.map(\.name) == Self.files.map(\.name))
        for (entry, file) in zip(archive.entries, Self.files) {
            #expect(entry.size == file.bytes.count)
            #expect(try content(of: entry, archive) == file.bytes)
        }
        let whole = try Data(contentsOf: archive.url)
        #expect(ZipArchive.begins(whole))
    }

    /// Few packed bytes unpack to many, which are still to come when the packed ones are used up.
    @Test func zerosAreReadInSmallPieces() throws {
        let zeros = [UInt8](repeating: 0, count: 20_000)
        let options = ArrayFiles.Zip(isDeflated: true)
        let (archive, folder) = try opened(try ArrayFiles.zip([("zeros", zeros)], options))
        defer { _ = folder }
        var reader = try archive.reader(of: archive.entries[0]), count = 0
        while true {
            let piece = try reader.read(97)
            if piece.isEmpty { break }
            #expect(piece.allSatisfy { $0 == 0 })
            count += piece.count
        }
        #expect(count == zeros.count)
    }

    @Test func aCommentMayFollow() throws {
        var bytes = try ArrayFiles.zip(Self.files)
        bytes.replaceSubrange(bytes.count - 2..<bytes.count, with: [5, 0] + Array("words".utf8))
        let (archive, folder) = try opened(bytes)
        defer { _ = folder }
        #expect(archive.entries.count == 3)
    }

    private static func refusal(_ change: (inout ArrayFiles.Zip) -> Void) -> ArrayFiles.Zip {
        var zip = ArrayFiles.Zip(isDeflated: true)
        change(&zip)
        return zip
    }

    private static let refusals: [(zip: ArrayFiles.Zip, words: String)] = [
        (refusal { $0.checksum = 1 }, "its checksum is another"),
        (refusal { $0.flags = 1 }, "encrypted"),
        (refusal { $0.method = 12 }, "packed by method 12"),
        (refusal { $0.method = 0 }, "cannot hold"),
        (refusal { $0.claimed = 200_000 }, "longer than the archive says"),
        (refusal { $0.claimed = 310_000 }, "shorter than the archive says"),
        // Zeros pack 1,032 times; more is a lie, told before there is memory for it.
        (refusal { $0.claimed = 4_000_000_000 }, "cannot hold"),
    ]

    @Test(arguments: refusals)
    func whatCannotBeReadIsRefused(_ zip: ArrayFiles.Zip, _ words: String) throws {
        let (archive, folder) = try opened(try ArrayFiles.zip([Self.files[1]], zip))
        defer { _ = folder }
        let error = #expect(throws: FileError.self) { try content(of: archive.entries[0], archive) }
        #expect(
            error?.kind == .damaged && error?.reason.contains(words) == true, "\(String(describing: error))")
        #expect(error?.location.hasSuffix("a.zip (folder/b)") == true)
    }

    @Test func brokenDataIsDamage() throws {
        var bytes = try ArrayFiles.zip([Self.files[1]], ArrayFiles.Zip(isDeflated: true))
        for place in bytes.count / 2..<bytes.count / 2 + 20 { bytes[place] ^= 0x55 }
        let (archive, folder) = try opened(bytes)
        defer { _ = folder }
        #expect(throws: FileError.self) { try content(of: archive.entries[0], archive) }
    }

    @Test func aBrokenDirectoryIsDamage() throws {
        let whole = try ArrayFiles.zip(Self.files)
        for bytes in [[], [1, 2, 3], Array(whole.dropLast(30)), Array(whole.suffix(300))] {
            let error = #expect(throws: FileError.self) { try opened(bytes) }
            #expect(error?.kind == .damaged)
        }
        let twice = try ArrayFiles.zip([Self.files[0], Self.files[0]])
        let error = #expect(throws: FileError.self) { try opened(twice) }
        #expect(error?.reason.contains("twice") == true)
    }
}
