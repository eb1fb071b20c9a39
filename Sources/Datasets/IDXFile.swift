public import Foundation
public import Storage

/// Reading and writing IDX files, the format of MNIST: a big-endian header, then the elements.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
public enum IDXFile {
    /// Images as an IDX file of rank 3, or of rank 4 with the channels last, holds them.
    public struct Images: Sendable, Equatable {
        /// Counts of the axes; channels are 1 or 3.
        public let count: Int, rows: Int, columns: Int, channels: Int
        /// Intensities [image, row, column, channel].
        public let pixels: [UInt8]
    }

    /// Reads a file of unsigned bytes of rank 3, or 4 with 1 or 3 channels, gzipped or not.
    ///
    /// - Throws: `FileError`, of kind `damaged` where a header field or the length is wrong.
    public static func readImages(_ url: URL) throws(FileError) -> Images {
        var file = try GzipReader(url)
        let header = try IDXHeader(&file, at: url.path, ranks: 3...4)
        guard header.element == .unsignedByte else {
            throw FileError(
                .damaged, at: url.path,
                "pixels are of IDX element type \(header.element.rawValue) (\(header.element)); write them as "
                    + "unsigned bytes, type \(IDXHeader.Element.unsignedByte.rawValue)")
        }
        let channels = header.axes.count > 3 ? header.axes[3] : 1
        guard [1, 3].contains(channels) else {
            throw FileError(
                .damaged, at: url.path,
                "images of \(header.claim): a fourth axis must be 3 colours of a pixel, or 1 of grey")
        }
        let pixels = try content(header, of: &file, at: url.path)
        return Images(
            count: header.axes[0], rows: header.axes[1], columns: header.axes[2], channels: channels,
            pixels: pixels)
    }

    /// Reads a file of rank 1 and of any integer type, gzipped or not: one class number for each image.
    ///
    /// - Parameter count: the number of images.
    /// - Throws: `FileError`, of kind `damaged` where a header field or the length is wrong, where there is
    ///   another number of labels, or one that is not in 0...255.
    public static func readLabels(_ url: URL, count: Int) throws(FileError) -> [UInt8] {
        var file = try GzipReader(url)
        let header = try IDXHeader(&file, at: url.path, ranks: 1...1)
        guard header.axes[0] == count else {
            throw FileError(.damaged, at: url.path, "\(count) images, but \(header.axes[0]) labels")
        }
        let bytes = try content(header, of: &file, at: url.path)
        guard header.element != .unsignedByte else { return bytes }
        var labels: [UInt8] = []
        labels.reserveCapacity(count)
        for start in stride(from: 0, to: bytes.count, by: header.element.width) {
            let number = bytes[start + 1..<start + header.element.width]
                .reduce(Int(Int8(bitPattern: bytes[start]))) { $0 << 8 | Int($1) }
            guard let label = UInt8(exactly: number) else {
                throw FileError(
                    .damaged, at: url.path,
                    "label \(number) of image \(labels.count); classes are numbered from 0 to 255")
            }
            labels.append(label)
        }
        return labels
    }

    /// The bytes of an IDX file of unsigned bytes with the given axes.
    public static func encoded(axes: [Int], bytes: [UInt8]) -> [UInt8] {
        let header = [0, 0, IDXHeader.Element.unsignedByte.rawValue, UInt8(axes.count)]
        let lengths = axes.flatMap { axis in withUnsafeBytes(of: UInt32(axis).bigEndian, Array.init) }
        return header + lengths + bytes
    }

    /// The bytes that follow a header, which must be as many as it claims.
    private static func content(
        _ header: IDXHeader, of file: inout GzipReader, at path: String
    ) throws(FileError) -> [UInt8] {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: path, reason) }
        func cutShort(_ there: Int) -> FileError {
            damaged("\(there) bytes of data instead of \(header.size); the file is cut short")
        }
        // What cannot be there is refused before it takes memory or time.
        guard header.length + header.size <= file.capacity else {
            guard file.isPacked else { throw cutShort(max(0, file.size - header.length)) }
            throw damaged(
                "the IDX header claims \(header.claim), which no images in a gzip file of \(file.size) bytes "
                    + "unpack to")
        }
        let bytes = try file.read(header.size)
        guard bytes.count == header.size else { throw cutShort(bytes.count) }
        guard try file.read(1).isEmpty else {
            throw damaged("data after the \(header.size) bytes of the header")
        }
        return bytes
    }
}
