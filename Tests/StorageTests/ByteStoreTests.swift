import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct ByteStoreTests {
    private static let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 3) }

    /// The bytes in pieces of different lengths, one of them empty.
    private static func stored(limit: Int) throws -> ByteStore {
        var writer = ByteStoreWriter(limit: limit, expected: limit % 2 * 1000)
        var place = 0
        for length in [1, 0, 399, 400, 200] {
            try writer.append(bytes[place..<place + length])
            place += length
        }
        return writer.finish()
    }

    @Test(arguments: [0, 1, 399, 400, 401, 999, 1000, 4000])
    func whatIsWrittenIsReadAnywhere(limit: Int) throws {
        let store = try Self.stored(limit: limit)
        #expect(store.count == 1000 && store.limit == limit && store.isInMemory == (limit >= 1000))
        for range in [0..<1000, 0..<0, 0..<1, 398..<402, 999..<1000, 1000..<1000] {
            #expect(try store.read(range) == Array(Self.bytes[range]), "\(range)")
            #expect(try store.withBytes(range) { Array($0) } == Array(Self.bytes[range]), "\(range)")
        }
    }

    @Test func nothingIsAStoreToo() throws {
        let store = ByteStoreWriter(limit: 0).finish()
        #expect(store.count == 0 && store.isInMemory)
        #expect(try store.read(0..<0).isEmpty)
    }

    @Test(arguments: [0, 5000]) func streamsAreTakenAsFarAsTheyGo(limit: Int) throws {
        let folder = try TemporaryFolder()
        var file = try GzipReader(try folder.write(try Gzip.packed(Self.bytes), to: "packed"))
        var writer = ByteStoreWriter(limit: limit)
        #expect(try writer.append(10, from: &file) == 10)
        #expect(try writer.append(5000, from: &file) == 990)
        #expect(writer.count == 1000)
        #expect(try writer.finish().read(0..<1000) == Self.bytes)
    }

    @Test func theFileHasNoName() throws {
        let folder = try TemporaryFolder()
        let file = try UnnamedFile(environment: ["TMPDIR": folder.url.path])
        try file.append(Self.bytes)
        #expect(try folder.names().isEmpty)
        let readable = file.finish()
        #expect(try readable.read(1000, at: 0) == Self.bytes)
        #expect(try folder.names().isEmpty)
    }

    @Test func aFolderThatIsNotThereIsAnErrorThatSaysWhatToDo() throws {
        let error = try #require(
            #expect(throws: FileError.self) { try UnnamedFile(environment: ["TMPDIR": "/not/there"]) })
        #expect(error.kind == .cannotCreate && error.location == "/not/there")
        #expect(error.reason.contains("TMPDIR") && !error.reason.contains("\n"))
    }

    @Test func aFileThatGetsShorterIsAnError() throws {
        let folder = try TemporaryFolder()
        let url = try folder.write(Self.bytes, to: "file")
        let store = ByteStore(try SeekableFile(url), limit: 0)
        #expect(try store.read(0..<1000) == Self.bytes)
        truncate(url.path, 500)
        #expect(try store.read(0..<500) == Array(Self.bytes[..<500]))
        for range in [499..<501, 500..<501, 999..<1000] {
            let error = #expect(throws: FileError.self) { try store.read(range) }
            #expect(error?.kind == .inputOutput && error?.location == url.path)
            #expect(throws: FileError.self) { try store.withBytes(range) { $0.count } }
        }
    }
}
