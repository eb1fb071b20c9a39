import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct AtomicFileTests {
    @Test func replacesAFileAndLeavesNothingElse() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.txt")
        try AtomicFile.write("old", to: file)
        try AtomicFile.write("new", to: file)
        #expect(try AtomicFile.read(file) == Data("new".utf8))
        #expect(try folder.names() == ["a.txt"])
    }

    @Test func namesTheFolderThatIsMissing() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: FileError.self) {
            try AtomicFile.write("x", to: folder.url.appendingPathComponent("no/such/file"))
        }
        #expect(error?.kind == .cannotCreate)
        #expect(error?.description.contains("no such file or directory") == true)
    }

    @Test func aTargetThatIsAFolderKeepsItsContent() throws {
        let folder = try TemporaryFolder()
        let target = folder.url.appendingPathComponent("folder")
        try AtomicFile.createFolder(target)
        try AtomicFile.write("kept", to: target.appendingPathComponent("inside"))
        #expect(throws: FileError.self) { try AtomicFile.write("x", to: target) }
        #expect(try folder.names() == ["folder"])
        #expect(try AtomicFile.read(target.appendingPathComponent("inside")) == Data("kept".utf8))
    }

    @Test func readingTellsMissingFromFolder() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: FileError.self) {
            try AtomicFile.read(folder.url.appendingPathComponent("x"))
        }
        #expect(missing?.kind == .missing)
        let wrong = #expect(throws: FileError.self) { try AtomicFile.read(folder.url) }
        #expect(wrong?.kind == .damaged)
    }

    /// Killed writers leave files that nobody has locked; those in the making are locked.
    @Test func leftoversOfDeadWritersAreRemovedAndNoOthers() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.txt")
        try folder.write([1], to: ".a.txt.1-2.tmp")
        try folder.write([1], to: ".kept")
        try AtomicFile.write(to: file) { append in
            try append([1, 2, 3])
            AtomicFile.removeLeftovers(in: folder.url)
            #expect(try folder.names().count == 2)
            try append([4])
        }
        #expect(try folder.names() == [".kept", "a.txt"])
        #expect(try AtomicFile.read(file) == Data([1, 2, 3, 4]))
    }

    @Test func foldersAreMadeWithThoseAboveThem() throws {
        let folder = try TemporaryFolder()
        let deep = folder.url.appendingPathComponent("a/b/c", isDirectory: true)
        try AtomicFile.createFolder(deep)
        try AtomicFile.createFolder(deep)
        #expect(try !AtomicFile.createNewFolder(deep))
        #expect(try AtomicFile.createNewFolder(deep.appendingPathComponent("d")))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).count == 4)
    }

    @Test func aFolderBelowAFileCannotBeCreated() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1], to: "file")
        let error = #expect(throws: FileError.self) {
            try AtomicFile.createFolder(file.appendingPathComponent("below"))
        }
        #expect(error?.kind == .cannotCreate)
    }
}
