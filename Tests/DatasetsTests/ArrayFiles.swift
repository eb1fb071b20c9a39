import Foundation
import Storage

/// Files of arrays as NumPy writes them, for tests.
enum ArrayFiles {
    /// An array; `bytes` are its elements in the file's order.
    static func npy(
        _ type: String, _ shape: [Int], _ bytes: [UInt8], isFortran: Bool = false, version: UInt8 = 1
    ) -> [UInt8] {
        let axes = "(" + shape.map { "\($0)," }.joined(separator: " ") + ")"
        let order = isFortran ? "True" : "False"
        return npy(
            header: "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(axes), }", bytes,
            version: version)
    }

    /// An array with a header of one's own.
    static func npy(header: String, _ bytes: [UInt8], version: UInt8 = 1) -> [UInt8] {
        let text = Array(header.utf8)
        let fixed = version == 1 ? 10 : 12
        let padding = 63 - (fixed + text.count) % 64
        let length = text.count + padding + 1
        return joined(
            [0x93], Array("NUMPY".utf8), [version, 0], little(length, version == 1 ? 2 : 4), text,
            [UInt8](repeating: 32, count: padding), [10], bytes)
    }

    private static func joined(_ parts: [UInt8]...) -> [UInt8] { Array(parts.joined()) }

    /// A whole number in bytes, the least first.
    static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// Numbers in bytes, the least first, or the greatest.
    static func bytes(_ numbers: [some FixedWidthInteger], isBigEndian: Bool = false) -> [UInt8] {
        numbers.flatMap { number in
            withUnsafeBytes(of: isBigEndian ? number.bigEndian : number.littleEndian, Array.init)
        }
    }

    /// Texts of `width` scalars as NumPy's type U.
    static func texts(_ texts: [String], width: Int) -> [UInt8] {
        texts.flatMap { text -> [UInt8] in
            let scalars = text.unicodeScalars.map(\.value)
            return bytes(scalars + [UInt32](repeating: 0, count: width - scalars.count))
        }
    }

    /// How an archive is written.
    struct Zip {
        var isDeflated = false
        /// Whether sizes and places are in fields of 64 bits.
        var isWide = false
        /// Sizes that the directory tells instead of the right ones.
        var claimed: Int?
        var flags = 0
        var method: Int?
        var checksum: UInt32?
    }

    /// A zip archive.
    static func zip(_ entries: [(name: String, bytes: [UInt8])], _ zip: Zip = Zip()) throws -> [UInt8] {
        var archive: [UInt8] = [], directory: [UInt8] = []
        for (name, bytes) in entries {
            let place = archive.count
            // Without the gzip file's head of ten bytes, and the checksum and length after it.
            let data = zip.isDeflated ? Array(try Gzip.packed(bytes).dropFirst(10).dropLast(8)) : bytes
            let method = zip.method ?? (zip.isDeflated ? 8 : 0)
            let start = joined(
                little(zip.flags, 2), little(method, 2), little(0, 4),
                little(Int(zip.checksum ?? Checksum.crc32(bytes)), 4))
            let size = zip.claimed ?? bytes.count, unknown = little(0xFFFF_FFFF, 4)
            let sizes =
                zip.isWide ? joined(unknown, unknown) : joined(little(data.count, 4), little(size, 4))
            let wide = joined(little(size, 8), little(data.count, 8))
            let local = zip.isWide ? joined(little(1, 2), little(16, 2), wide) : []
            archive += joined(
                little(0x0403_4B50, 4), little(45, 2), start, sizes, little(name.utf8.count, 2),
                little(local.count, 2), Array(name.utf8), local, data)
            let extra = zip.isWide ? joined(little(1, 2), little(24, 2), wide, little(place, 8)) : []
            directory += joined(
                little(0x0201_4B50, 4), little(45, 2), little(45, 2), start, sizes,
                little(name.utf8.count, 2), little(extra.count, 2), little(0, 10),
                zip.isWide ? unknown : little(place, 4), Array(name.utf8), extra)
        }
        let place = archive.count
        archive += directory
        if zip.isWide {
            let second = archive.count
            archive += joined(
                little(0x0606_4B50, 4), little(44, 8), little(45, 2), little(45, 2), little(0, 8),
                little(entries.count, 8), little(entries.count, 8), little(directory.count, 8),
                little(place, 8))
            archive += joined(little(0x0706_4B50, 4), little(0, 4), little(second, 8), little(1, 4))
        }
        let count = little(zip.isWide ? 0xFFFF : entries.count, 2), unknown = little(0xFFFF_FFFF, 4)
        archive += joined(little(0x0605_4B50, 4), little(0, 4), count, count)
        archive += zip.isWide ? unknown : little(directory.count, 4)
        archive += zip.isWide ? unknown : little(place, 4)
        archive += little(0, 2)
        return archive
    }
}
