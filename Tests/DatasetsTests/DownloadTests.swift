import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Datasets

@Suite struct DownloadTests {
    let content = [UInt8](repeating: 7, count: 5000)

    private func dataset(mirrors: [String], sha256: String? = nil) throws -> PublishedDataset {
        let sum = sha256 ?? SHA256.hexadecimal(content)
        return PublishedDataset(
            name: "tiny", title: "Tiny", classNames: ["0"], licence: "none",
            mirrors: try mirrors.map { try #require(URL(string: $0)) },
            files: [PublishedFile(name: "part.gz", bytes: content.count, sha256: sum)])
    }

    @Test func passesOverMirrorsThatFailAndChecksWhatItGets() throws {
        let server = try LoopbackServer(files: [
            "/good/part.gz": content, "/short/part.gz": Array(content.dropLast()),
            "/long/part.gz": content + [1], "/wrong/part.gz": content.dropLast() + [8],
        ])
        let mirrors = ["missing", "short", "long", "wrong", "good"].map {
            "http://127.0.0.1:\(server.port)/\($0)/"
        }
        let folder = try TemporaryFolder()
        let received = Mutex(0)
        try Download.fetch(try dataset(mirrors: mirrors), into: folder.url) { progress in
            received.withLock { $0 = max($0, progress.received) }
        }
        #expect(try folder.names() == ["part.gz"])
        #expect([UInt8](try AtomicFile.read(folder.url.appendingPathComponent("part.gz"))) == content)
        #expect(received.withLock { $0 } == content.count)
        // What is there and right is not fetched again.
        let requests = server.requestCount
        try Download.fetch(try dataset(mirrors: mirrors), into: folder.url) { _ in }
        #expect(server.requestCount == requests)
    }

    @Test func saysWhatEveryMirrorAnswered() throws {
        let server = try LoopbackServer(files: ["/wrong/part.gz": content])
        let base = "http://127.0.0.1:\(server.port)"
        let folder = try TemporaryFolder()
        let sum = String(repeating: "0", count: 64)
        let dataset = try dataset(
            mirrors: [base + "/missing/", base + "/wrong/", "http://127.0.0.1:1/"], sha256: sum)
        let error = #expect(throws: FileError.self) { try Download.fetch(dataset, into: folder.url) { _ in } }
        #expect(error?.kind == .unavailable)
        #expect(error?.reason.contains("HTTP status 404") == true)
        #expect(error?.reason.contains("wrong SHA-256") == true)
        #expect(error?.reason.contains("--data-dir") == true)
        #expect(try folder.names().isEmpty)
    }

    @Test func pythonDownloadsAsTheLibraryDoes() throws {
        let server = try LoopbackServer(files: ["/good": content, "/long": content + [1]])
        let received = Mutex(0)
        let file = PublishedFile(name: "part.gz", bytes: content.count, sha256: "")
        var transfer = PythonTransfer(file: file) { progress in
            received.withLock { $0 = max($0, progress.received) }
        }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        transfer.script = package.appendingPathComponent("python/src/vae_viz/fetch.py")
        func result(_ path: String) throws -> Result<Data, TransferFailure> {
            transfer.run(from: try #require(URL(string: "http://127.0.0.1:\(server.port)/\(path)")))
        }
        #expect(try result("good").get() == Data(content))
        #expect(received.withLock { $0 } == content.count)
        let missing = #expect(throws: TransferFailure.self) { try result("missing").get() }
        #expect(missing?.reason == "HTTP status 404")
        let long = #expect(throws: TransferFailure.self) { try result("long").get() }
        #expect(long?.reason.hasPrefix("more than the 5000 bytes") == true)
        transfer.python = "no-such-python"
        let none = #expect(throws: TransferFailure.self) { try result("good").get() }
        #expect(none?.reason.contains("no-such-python") == true)
    }
}
