import Foundation
import Storage

/// Arrays by their names in a file of NumPy's: a zip archive, not compressed, of `.npy` files of version 1.
///
/// Sources: the `numpy.lib.format` specification; PKWARE's APPNOTE 6.3.3 for the archive.
public struct NPZFile {
    /// What an array holds.
    private struct Array {
        let name: String, content: [UInt8]
    }

    private var arrays: [Array] = []

    package init() {}

    /// Adds floats of 32 bits. - Precondition: as many as the shape has.
    public mutating func add(_ name: String, _ values: [Float], shape: [Int]) {
        precondition(values.count == shape.reduce(1, *), "as many numbers as the shape has")
        add(name, type: "<f4", shape: shape, values.withUnsafeBytes { [UInt8]($0) })
    }

    /// Adds bytes. - Precondition: as many as the shape has.
    public mutating func add(_ name: String, bytes: [UInt8], shape: [Int]) {
        precondition(bytes.count == shape.reduce(1, *), "as many numbers as the shape has")
        add(name, type: "|u1", shape: shape, bytes)
    }

    private mutating func add(_ name: String, type: String, shape: [Int], _ content: [UInt8]) {
        let axes = shape.map { "\($0)," }.joined(separator: " ")
        var header = [UInt8]("{'descr': '\(type)', 'fortran_order': False, 'shape': (\(axes)), }".utf8)
        // Magic, version and length take ten bytes; the data begin at a multiple of 64.
        while !(header.count + 11).isMultiple(of: 64) { header.append(UInt8(ascii: " ")) }
        header.append(UInt8(ascii: "\n"))
        let length = Self.bytes(UInt16(header.count))
        arrays.append(
            Array(name: name, content: [0x93] + [UInt8]("NUMPY".utf8) + [1, 0] + length + header + content))
    }

    /// The file, smaller than 4 GiB.
    public func encoded() -> [UInt8] {
        var file: [UInt8] = [], directory: [UInt8] = []
        for array in arrays {
            let name = [UInt8]((array.name + ".npy").utf8), size = Self.bytes(UInt32(array.content.count))
            // Version 2.0, no flags, not compressed, 1 January 1980.
            let entry =
                Self.bytes(UInt16(20)) + [0, 0, 0, 0, 0, 0] + Self.bytes(UInt16(0x21))
                + Self.bytes(Checksum.crc32(array.content)) + size + size + Self.bytes(UInt16(name.count))
                + [0, 0]
            let place = UInt32(file.count)
            file += [0x50, 0x4B, 3, 4] + entry + name + array.content
            directory +=
                [0x50, 0x4B, 1, 2] + Self.bytes(UInt16(20)) + entry
                + [UInt8](repeating: 0, count: 10) + Self.bytes(place) + name
        }
        let count = Self.bytes(UInt16(arrays.count))
        return file + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
            + Self.bytes(UInt32(directory.count)) + Self.bytes(UInt32(file.count)) + [0, 0]
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
    }
}
