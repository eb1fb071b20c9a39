public import Foundation

/// A zip archive, as far as NumPy's `.npz` and most others go: one file, entries stored or deflated, with or without
/// the fields of 64 bits.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
public struct ZipArchive: Sendable {
    /// A file in an archive.
    public struct Entry: Sendable, Equatable {
        /// The path in the archive.
        public let name: String
        /// Bytes in the archive, and unpacked.
        public let packedSize: Int, size: Int
        let checksum: UInt32
        let isDeflated: Bool
        /// Why it cannot be read; `nil` where it can.
        let obstacle: String?
        /// Where its own header begins.
        let place: Int
    }

    public let url: URL
    /// What is in it, in the directory's order.
    public let entries: [Entry]

    /// Whether a file that begins with these bytes is an archive.
    public static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
        let start = Array(bytes.prefix(4))
        return start == [0x50, 0x4B, 3, 4] || start == [0x50, 0x4B, 5, 6]
    }

    /// Reads the directory of the archive at `url`.
    ///
    /// - Throws: `FileError` of kind `missing`, `inputOutput`, or `damaged` where there is no whole directory.
    public init(_ url: URL) throws(FileError) {
        self.url = url
        entries = try ZipDirectory.entries(of: SeekableFile(url), at: url.path)
    }

    /// The entry's bytes, unpacked as they are read and checked at their end.
    ///
    /// - Throws: `FileError` of kind `missing`, `inputOutput`, or `damaged` for an entry that cannot be read, and for
    ///   one that claims to unpack to more than its bytes can.
    public func reader(of entry: Entry) throws(FileError) -> ZipEntryReader {
        try ZipEntryReader(entry, of: SeekableFile(url), at: "\(url.path) (\(entry.name))")
    }
}
