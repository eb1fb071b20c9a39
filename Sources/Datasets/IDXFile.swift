public import Foundation
public import Storage

/// Reading and writing IDX files, the format of MNIST: a big-endian header, then the elements.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
public enum IDXFile {
    /// Images as an IDX file of rank 3, or of rank 4 with the channels last, holds them.
    public struct Images: Sendable {
        /// Counts of the axes; channels are 1 or 3.
        public let count: Int, rows: Int, columns: Int, channels: Int
        /// Intensities of each image [row, column, channel].
        public let bytes: ImageBytes
    }

    /// Reads a file of unsigned bytes of rank 3, or 4 with 1 or 3 channels, gzipped or not.
    ///
    /// - Parameter memoryLimit: the most bytes that are kept in memory; of more, all are in a file.
    /// - Throws: `FileError`, of kind `damaged` where a header field or the length is wrong.
    public static func readImages(
        _ url: URL, memoryLimit: Int = ByteStore.usualLimit
    ) throws(FileError) -> Images {
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
        let pixels = try content(header, of: &file, at: url.path, memoryLimit: memoryLimit)
        let (rows, columns) = (header.axes[1], header.axes[2])
        return Images(
            count: header.axes[0], rows: rows, columns: columns, channels: channels,
            bytes: ImageBytes(pixels, size: rows * columns * channels))
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
        let content = try content(header, of: &file, at: url.path)
        let bytes = try content.read(0..<content.count)
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
        header(axes: axes) + bytes
    }

    /// What comes before the bytes.
    static func header(axes: [Int]) -> [UInt8] {
        [0, 0, IDXHeader.Element.unsignedByte.rawValue, UInt8(axes.count)]
            + axes.flatMap { axis in withUnsafeBytes(of: UInt32(axis).bigEndian, Array.init) }
    }

    /// The bytes that follow a header, which must be as many as it claims.
    private static func content(
        _ header: IDXHeader, of file: inout GzipReader, at path: String,
        memoryLimit: Int = ByteStore.usualLimit
    ) throws(FileError) -> ByteStore {
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
        var bytes = ByteStoreWriter(limit: memoryLimit, expected: header.size)
        let there = try bytes.append(header.size, from: &file)
        guard there == header.size else { throw cutShort(there) }
        guard try file.read(1).isEmpty else {
            throw damaged("data after the \(header.size) bytes of the header")
        }
        return bytes.finish()
    }
}
