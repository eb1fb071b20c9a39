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

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"))
    func aFullDiskIsAnError() {
        let error = #expect(throws: FileError.self) {
            try AtomicFile.fill("/dev/full", with: [UInt8](repeating: 1, count: 1 << 16))
        }
        #expect(error?.kind == .inputOutput)
        #expect(error?.reason == "no space left on device")
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

    @Test func aFolderBelowAFileCannotBeCreated() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1], to: "file")
        let error = #expect(throws: FileError.self) {
            try AtomicFile.createFolder(file.appendingPathComponent("below"))
        }
        #expect(error?.kind == .cannotCreate)
    }
}
