public import Foundation
public import Storage

/// Reading and writing IDX files, the format of MNIST: a big-endian header, then unsigned bytes.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
public enum IDXFile {
    /// Images as an IDX file of rank 3 holds them.
    public struct Images: Sendable, Equatable {
        /// Counts of the three axes.
        public let count: Int, rows: Int, columns: Int
        /// Intensities [image, row, column].
        public let pixels: [UInt8]
    }

    /// Reads a file of rank 3, gzipped or not.
    ///
    /// - Throws: `FileError`, of kind `damaged` where a header field or the length is wrong.
    public static func readImages(_ url: URL) throws(FileError) -> Images {
        let (axes, pixels) = try read(url, rank: 3)
        return Images(count: axes[0], rows: axes[1], columns: axes[2], pixels: pixels)
    }

    /// Reads a file of rank 1, gzipped or not: one class number for each image.
    ///
    /// - Throws: `FileError`, of kind `damaged` where a header field or the length is wrong.
    public static func readLabels(_ url: URL) throws(FileError) -> [UInt8] {
        try read(url, rank: 1).bytes
    }

    /// The bytes of an IDX file of unsigned bytes with the given axes.
    public static func encoded(axes: [Int], bytes: [UInt8]) -> [UInt8] {
        let header = [0, 0, unsignedByte, UInt8(axes.count)]
        let lengths = axes.flatMap { axis in withUnsafeBytes(of: UInt32(axis).bigEndian, Array.init) }
        return header + lengths + bytes
    }

    private static let unsignedByte: UInt8 = 8
    /// More than any data set of small pictures; a larger claim is a damaged header.
    private static let largestSize = 1 << 32

    private static func read(_ url: URL, rank: Int) throws(FileError) -> (axes: [Int], bytes: [UInt8]) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: url.path, reason) }
        var file = try GzipReader(url)
        let magic = try file.read(4)
        guard magic.count == 4, magic[0] == 0, magic[1] == 0 else {
            throw damaged("not an IDX file: it does not begin with two zero bytes")
        }
        guard magic[2] == unsignedByte else {
            throw damaged("IDX element type \(magic[2]) instead of \(unsignedByte) (unsigned byte)")
        }
        guard magic[3] == rank else {
            throw damaged(
                "IDX rank \(magic[3]) instead of \(rank); are the image and label files mixed up?")
        }
        let header = try file.read(4 * rank)
        guard header.count == 4 * rank else { throw damaged("the IDX header is cut short") }
        let axes = (0..<rank).map { axis in
            header[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        var size = 1
        for axis in axes {
            let (product, overflow) = size.multipliedReportingOverflow(by: axis)
            guard axis > 0, !overflow, product <= largestSize else {
                throw damaged("the IDX header claims \(axes.map(String.init).joined(separator: " x "))")
            }
            size = product
        }
        let bytes = try file.read(size)
        guard bytes.count == size else {
            throw damaged("\(bytes.count) bytes of data instead of \(size); the file is cut short")
        }
        guard try file.read(1).isEmpty else { throw damaged("data after the \(size) bytes of the header") }
        return (axes, bytes)
    }
}
