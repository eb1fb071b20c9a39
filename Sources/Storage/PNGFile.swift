/// PNG files: of few colours, a byte or less a pixel, which is a fraction of what full colour takes; or of all.
///
/// No filter goes before the packing: drawings of even areas pack better without, and much faster.
///
/// Source: PNG specification, third edition, sections 5 (chunks) and 11 (IHDR, PLTE, IDAT, IEND).
public enum PNGFile {
    /// An image of palette indices.
    ///
    /// - Parameters:
    ///   - indices: palette indices [row, column].
    ///   - palette: red, green and blue of at most 256 colours.
    ///   - effort: spent on making the file small.
    /// - Precondition: as many indices as the image has pixels, each of a colour that there is.
    public static func encoded(
        width: Int, height: Int, indices: [UInt8], palette: [UInt8], effort: PackingEffort = .thorough
    ) throws(FileError) -> [UInt8] {
        precondition(indices.count == width * height && palette.count <= 768 && palette.count % 3 == 0)
        let bits = palette.count <= 16 * 3 ? 4 : 8
        var rows: [UInt8] = []
        rows.reserveCapacity((width * bits / 8 + 2) * height)
        for row in 0..<height {
            rows.append(0)
            let pixels = indices[row * width..<(row + 1) * width]
            if bits == 8 {
                rows.append(contentsOf: pixels)
            } else {
                var column = pixels.startIndex
                while column < pixels.endIndex {
                    let second = column + 1 < pixels.endIndex ? pixels[column + 1] : 0
                    rows.append(pixels[column] << 4 | second)
                    column += 2
                }
            }
        }
        return try file(
            width: width, height: height, bits: bits, colourType: 3, before: chunk("PLTE", palette), rows,
            effort)
    }

    /// An image in full colour.
    ///
    /// - Parameters:
    ///   - rgb: red, green and blue of each pixel [row, column, channel].
    ///   - effort: spent on making the file small.
    /// - Precondition: three bytes a pixel.
    public static func encoded(
        width: Int, height: Int, rgb: [UInt8], effort: PackingEffort = .fair
    ) throws(FileError) -> [UInt8] {
        precondition(rgb.count == 3 * width * height)
        var rows: [UInt8] = []
        rows.reserveCapacity((1 + 3 * width) * height)
        for row in 0..<height {
            rows.append(0)
            rows.append(contentsOf: rgb[3 * width * row..<3 * width * (row + 1)])
        }
        return try file(width: width, height: height, bits: 8, colourType: 2, rows, effort)
    }

    /// - Parameters:
    ///   - before: the chunk before the pixels.
    ///   - rows: the rows, each after the number of its filter.
    private static func file(
        width: Int, height: Int, bits: Int, colourType: UInt8, before: [UInt8] = [], _ rows: [UInt8],
        _ effort: PackingEffort
    ) throws(FileError) -> [UInt8] {
        let header = bigEndian(width) + bigEndian(height) + [UInt8(bits), colourType, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + before
            + chunk("IDAT", try Deflate.packed(rows, as: .zlib, effort: effort)) + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(data.count) + body + bigEndian(Int(Checksum.crc32(body)))
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}
