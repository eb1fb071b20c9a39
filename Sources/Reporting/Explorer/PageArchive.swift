import Foundation
import Storage

/// Named arrays of numbers for the page's script: a JSON header that describes them, then their bytes.
///
/// The unpacked bytes are the header's length as 32 bits, the header, and the arrays one after another, each
/// beginning at a multiple of four; all numbers are little-endian.
struct PageArchive {
    /// How an array's numbers are stored.
    enum Element: String, Encodable {
        /// One byte each.
        case byte = "u8"
        /// 16 bits with a common scale: a number is the scale times the stored integer.
        case short = "i16"
        /// IEEE half precision, first the high bytes of all, then the low ones: like bytes together pack better.
        case half = "f16"
    }

    private struct Entry: Encodable {
        let name: String, type: Element, shape: [Int], scale: Double
    }

    private var entries: [Entry] = []
    private var bodies: [[UInt8]] = []

    /// Adds bytes. - Precondition: as many as `shape` has elements.
    mutating func add(_ name: String, bytes: [UInt8], shape: [Int]) {
        precondition(bytes.count == shape.reduce(1, *))
        entries.append(Entry(name: name, type: .byte, shape: shape, scale: 1))
        bodies.append(bytes)
    }

    /// Adds numbers as halves; beyond the halves' range they are clipped.
    mutating func add(_ name: String, halves values: [Float], shape: [Int]) {
        precondition(values.count == shape.reduce(1, *))
        let largest = Float(Float16.greatestFiniteMagnitude)
        let bits = values.map { Float16(min(max($0, -largest), largest)).bitPattern }
        entries.append(Entry(name: name, type: .half, shape: shape, scale: 1))
        bodies.append(bits.map { UInt8($0 >> 8) } + bits.map { UInt8(truncatingIfNeeded: $0) })
    }

    /// Adds numbers in 65,535 even steps; what is not finite counts as 0.
    mutating func add(_ name: String, shorts values: [Float], shape: [Int]) {
        precondition(values.count == shape.reduce(1, *))
        let largest = values.reduce(Float(0)) { $1.isFinite ? max($0, abs($1)) : $0 }
        let scale = Double(max(largest, .leastNormalMagnitude)) / Double(Int16.max)
        entries.append(Entry(name: name, type: .short, shape: shape, scale: scale))
        bodies.append(
            values.flatMap { value -> [UInt8] in
                let steps = value.isFinite ? (Double(value) / scale).rounded() : 0
                let bits = UInt16(bitPattern: Int16(steps))
                return [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
            })
    }

    /// The archive as a gzip file.
    func packed(_ effort: PackingEffort = .thorough) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        var header = [UInt8](try encoder.encode(entries))
        while !header.count.isMultiple(of: 4) { header.append(UInt8(ascii: " ")) }
        var bytes = Self.bytes(of: UInt32(header.count)) + header
        for body in bodies {
            bytes += body
            while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
        }
        return try Gzip.packed(bytes, effort: effort)
    }

    /// The lowest byte first.
    private static func bytes(of number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
