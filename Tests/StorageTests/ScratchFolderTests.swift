import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct ScratchFolderTests {
    @Test func isThereForAWhile() throws {
        let parent = try TemporaryFolder()
        try ScratchFolder.with("film", in: parent.url) { folder in
            try folder.write([1, 2], to: "a")
            #expect(try AtomicFile.read(folder.url.appendingPathComponent("a")) == Data([1, 2]))
            let error = #expect(throws: FileError.self) { try folder.write([1], to: "no/such") }
            #expect(error?.kind == .inputOutput)
        }
        #expect(try parent.names() == [])
    }

    /// Killed makers leave folders that nobody has locked.
    @Test func leftoversOfDeadMakersAreRemovedAndNoOthers() throws {
        let parent = try TemporaryFolder()
        for name in ["film-1", "other-1"] {
            let folder = parent.url.appendingPathComponent(name)
            try AtomicFile.createFolder(folder)
            try AtomicFile.write([1] as [UInt8], to: folder.appendingPathComponent("frame"))
        }
        try ScratchFolder.with("film", in: parent.url) { first in
            try ScratchFolder.with("film", in: parent.url) { second in
                let kept = ["other-1", first.url.lastPathComponent, second.url.lastPathComponent]
                let names = try? parent.names()
                #expect(names == kept.sorted())
            }
        }
        #expect(try parent.names() == ["other-1"])
    }

    @Test func saysWhereItCannotBe() throws {
        let parent = try TemporaryFolder()
        let file = try parent.write([1], to: "file")
        let error = #expect(throws: FileError.self) { try ScratchFolder.with("film", in: file) { _ in } }
        #expect(error?.kind == .cannotCreate)
    }
}
