/// BMP files of 1 to 32 bits a pixel, by palette, in colours or as runs, from below or from above.
///
/// They are read here: no small library does it, and gdk-pixbuf's reader, a plug-in that its makers call weakly
/// maintained, takes pictures that are cut off for whole.
enum BMPDecoder {
    /// - Throws: `PictureError` for a damaged or cut off file, a kind that is not read, or one too large.
    static func picture(_ bytes: [UInt8]) throws(PictureError) -> PixelPicture {
        let header = try BMPHeader(bytes)
        let (width, height) = (header.width, header.height)
        // From the file's first row on.
        var rgba: [UInt8]
        switch header.coding {
        case .indices(let bits):
            let rows = try Rows(of: header, bits: bits, in: bytes)
            rgba = pixels(of: header) { row, column in
                opaque(header.palette, rows.small(row, column))
            }
        case .channels(let bits):
            let rows = try Rows(of: header, bits: bits, in: bytes)
            let masks = header.masks
            rgba = pixels(of: header) { row, column in
                let pixel = rows.large(row, column)
                return SIMD4(
                    masks[0].value(in: pixel), masks[1].value(in: pixel), masks[2].value(in: pixel),
                    masks[3].isEmpty ? 255 : masks[3].value(in: pixel))
            }
            // Many programs leave the opacity at 0 and mean a picture that is seen.
            if !masks[3].isEmpty, stride(from: 3, to: rgba.count, by: 4).allSatisfy({ rgba[$0] == 0 }) {
                for place in stride(from: 3, to: rgba.count, by: 4) { rgba[place] = 255 }
            }
        case .runs(let bits):
            let numbers = try BMPRuns(bytes: bytes, header: header, bits: bits).numbers()
            rgba = pixels(of: header) { row, column in
                // What no run reaches is clear.
                numbers[row * width + column].map { opaque(header.palette, Int($0)) } ?? .zero
            }
        }
        return PixelPicture(width: width, height: height, rgba: rgba)
    }

    /// The picture's size by the file's header.
    static func size(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        try BMPHeader.size(bytes)
    }

    static func damage(_ reason: String) -> PictureError { .damaged(format: "BMP", reason: reason) }

    /// A colour of the palette; black for numbers beyond it.
    private static func opaque(_ palette: [SIMD3<UInt8>], _ index: Int) -> SIMD4<UInt8> {
        SIMD4(index < palette.count ? palette[index] : .zero, 255)
    }

    /// All pixels, by the file's rows and columns, the uppermost row first.
    private static func pixels(
        of header: BMPHeader, _ pixel: (_ row: Int, _ column: Int) -> SIMD4<UInt8>
    ) -> [UInt8] {
        let (width, height) = (header.width, header.height)
        return [UInt8](unsafeUninitializedCapacity: width * height * 4) { target, initialized in
            for row in 0..<height {
                let source = header.isTopDown ? row : height - 1 - row
                for column in 0..<width {
                    let colour = pixel(source, column), place = (row * width + column) * 4
                    for channel in 0..<4 { target[place + channel] = colour[channel] }
                }
            }
            initialized = width * height * 4
        }
    }
}

/// Pixels in rows of whole groups of four bytes.
private struct Rows {
    private let bytes: [UInt8]
    private let start: Int, length: Int, bits: Int

    init(of header: BMPHeader, bits: Int, in bytes: [UInt8]) throws(PictureError) {
        self.bytes = bytes
        self.bits = bits
        start = header.start
        length = header.rowLength(bits: bits)
        guard start + length * header.height <= bytes.count else { throw BMPDecoder.damage("cut off") }
    }

    /// A pixel of at most eight bits; the first is in the highest bits of its byte.
    func small(_ row: Int, _ column: Int) -> Int {
        let bit = column * bits
        return Int(bytes[start + row * length + bit / 8]) >> (8 - bits - bit % 8) & (1 << bits - 1)
    }

    /// A pixel of whole bytes, the lowest first.
    func large(_ row: Int, _ column: Int) -> Int {
        let first = start + row * length + column * (bits / 8)
        return (0..<bits / 8).reversed().reduce(0) { $0 << 8 | Int(bytes[first + $1]) }
    }
}
