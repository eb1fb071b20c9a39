public import Foundation
import Synchronization

/// A folder that is there for one test, or where a fixture keeps it, until the tests' program ends.
public final class TemporaryFolder: Sendable {
    public let url: URL

    private static let folders = Mutex<Set<URL>>([])
    private static let cleanUp: Int32 = atexit {
        for folder in TemporaryFolder.folders.withLock({ $0 }) {
            try? FileManager.default.removeItem(at: folder)
        }
    }

    public init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "vae-viz-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        _ = Self.cleanUp
        _ = Self.folders.withLock { $0.insert(url) }
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
        _ = Self.folders.withLock { $0.remove(url) }
    }

    /// Writes a file into the folder.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file
    }

    /// The names in the folder, sorted.
    public func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }
}
