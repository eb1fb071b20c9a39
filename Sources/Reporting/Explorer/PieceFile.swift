import Foundation
import Storage

/// A file that can be made again at any time: a checksum, then a property list.
///
/// One that is damaged, or was written before there were checksums, counts as absent.
enum PieceFile {
    /// Writes a value.
    static func save(_ value: some Encodable, to url: URL) throws {
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        let body = [UInt8](try encoder.encode(value))
        try AtomicFile.write(checksum(of: body) + body, to: url)
    }

    /// Reads a value; `nil` where there is none, or it is damaged.
    static func read<Value: Decodable>(_ type: Value.Type, from url: URL) -> Value? {
        guard let bytes = try? AtomicFile.read(url), bytes.count > 4 else { return nil }
        // The decoder sees only what an encoder wrote: it may not stand damage.
        let body = [UInt8](bytes.dropFirst(4))
        guard [UInt8](bytes.prefix(4)) == checksum(of: body) else { return nil }
        return try? PropertyListDecoder().decode(type, from: Data(body))
    }

    private static func checksum(of body: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: Checksum.crc32(body).littleEndian, Array.init)
    }
}
