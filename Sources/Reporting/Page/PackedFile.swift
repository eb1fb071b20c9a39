import Foundation
import Storage

/// A file that takes long to pack, kept among the run's pieces with the checksum of what it was made of.
struct PackedFile {
    /// What is kept.
    private struct Content: Codable {
        let source: UInt32
        let bytes: Data
    }

    private let url: URL
    private let source: UInt32

    /// The file `name` made of `source`, below `folder`.
    init(_ name: String, of source: [UInt8], in folder: URL) {
        url = folder.appendingPathComponent("\(name).piece")
        self.source = Checksum.crc32(source)
    }

    /// What is kept; `nil` where nothing is, it is damaged, or it was made of something else.
    var kept: [UInt8]? {
        guard let content = PieceFile.read(Content.self, from: url), content.source == source else {
            return nil
        }
        return [UInt8](content.bytes)
    }

    /// Keeps `bytes`, in the place of what was made of an earlier source.
    func keep(_ bytes: [UInt8]) throws {
        try AtomicFile.createFolder(url.deletingLastPathComponent())
        try PieceFile.save(Content(source: source, bytes: Data(bytes)), to: url)
    }
}
