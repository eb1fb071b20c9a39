import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct AtomicFilePiecesTests {
    private struct Stop: Error {}

    @Test func joinsThePieces() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("pieces")
        try AtomicFile.write(to: file) { append in
            for piece in [[1, 2], [], [3]] as [[UInt8]] { try append(piece) }
        }
        #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["pieces"])
    }

    @Test func leavesTheOldFileWhereThePiecesEndEarly() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("pieces")
        try AtomicFile.write("old", to: file)
        #expect(throws: Stop.self) {
            try AtomicFile.write(to: file) { append in
                try append([1, 2, 3])
                throw Stop()
            }
        }
        #expect(try Data(contentsOf: file) == Data("old".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["pieces"])
    }

    /// A device that takes nothing, as a disk that has no room.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func tellsOfAFullDiskInOneLine() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let failure = [UInt8](repeating: 0, count: 10).withUnsafeBytes { AtomicFile.put($0, into: full) }
        #expect(failure == ENOSPC)
        #expect(
            FileError.system(failure, kind: .inputOutput, at: "a.gif").description
                == "a.gif: no space left on device")
    }

    @Test func namesTheFolderThatIsNotThere() {
        let file = URL(fileURLWithPath: "/nowhere-at-all/pieces")
        #expect(throws: FileError.self) { try AtomicFile.write(to: file) { _ in } }
    }
}
