/// What stands before the pixels of a BMP file.
///
/// Source: Microsoft, Windows GDI, "Bitmap Storage", BITMAPCOREHEADER, BITMAPINFOHEADER and BITMAPV5HEADER.
struct BMPHeader {
    /// How the pixels are written.
    enum Coding: Equatable {
        /// Rows of pixels of so many bits: numbers of the palette.
        case indices(bits: Int)
        /// Rows of pixels of so many bits whose channels lie where the masks say.
        case channels(bits: Int)
        /// Runs of numbers of the palette, of 4 or 8 bits.
        case runs(bits: Int)
    }

    /// Where a channel lies in a pixel's number.
    struct Mask: Equatable {
        private let bits: Int, shift: Int, most: Int

        init(_ bits: Int) {
            self.bits = bits
            shift = bits == 0 ? 0 : bits.trailingZeroBitCount
            most = bits >> shift
        }

        var isEmpty: Bool { bits == 0 }

        /// The channel of a pixel, 0 to 255; 0 where the mask is empty.
        func value(in pixel: Int) -> UInt8 {
            most == 0 ? 0 : UInt8(((pixel & bits) >> shift * 255 + most / 2) / most)
        }
    }

    let width: Int, height: Int
    /// Whether the file's first row is the uppermost.
    let isTopDown: Bool
    let coding: Coding
    /// Red, green, blue and opacity; all pixels are opaque where the last is empty.
    let masks: [Mask]
    /// Colours of the palette: red, green, blue.
    let palette: [SIMD3<UInt8>]
    /// Where the pixels begin in the file.
    let start: Int
    /// How many bytes the runs take; 0 where the file does not say.
    let statedLength: Int

    /// Bytes of a row, which ends on a multiple of four.
    func rowLength(bits: Int) -> Int { (width * bits + 31) / 32 * 4 }

    /// The lengths of headers that are read: OS/2's first and second, and those of Windows from 3.1 on.
    private static let lengths: Set<Int> = [12, 40, 52, 56, 64, 108, 124]

    /// Whether a file begins as a BMP file does; two letters are too few to tell.
    static func begins(_ bytes: some Collection<UInt8>) -> Bool {
        let length = bytes.dropFirst(14).prefix(4)
        return bytes.starts(with: "BM".utf8) && length.count == 4
            && lengths.contains(length.reversed().reduce(0) { $0 << 8 | Int($1) })
    }

    /// The size alone, from the first 26 bytes.
    static func size(_ bytes: [UInt8]) throws(PictureError) -> (width: Int, height: Int) {
        let fields = Fields(bytes: bytes)
        if try fields.number(at: 14) == 12 {
            return (try fields.number(at: 18, bytes: 2), try fields.number(at: 20, bytes: 2))
        }
        return (try fields.signed(at: 18), abs(try fields.signed(at: 22)))
    }

    /// - Throws: `PictureError` for a damaged or cut off header, a kind that is not read, or too large a picture.
    init(_ bytes: [UInt8]) throws(PictureError) {
        let fields = Fields(bytes: bytes)
        let length = try fields.number(at: 14), isFirst = length == 12
        (width, height) = try Self.size(bytes)
        try PixelPicture.check(width: width, height: height)
        isTopDown = isFirst ? false : try fields.signed(at: 22) < 0
        let bits = try fields.number(at: isFirst ? 24 : 28, bytes: 2)
        let method = isFirst ? 0 : try fields.number(at: 30)
        statedLength = isFirst ? 0 : try fields.number(at: 34)
        // The second header of OS/2 has other methods under these numbers.
        switch (method, bits) {
        case (0, 1), (0, 2), (0, 4), (0, 8): coding = .indices(bits: bits)
        case (0, 16), (0, 24), (0, 32): coding = .channels(bits: bits)
        case (1, 8), (2, 4): coding = .runs(bits: bits)
        case (3, 16) where length != 64, (3, 32) where length != 64, (6, 16), (6, 32):
            coding = .channels(bits: bits)
        default:
            throw BMPDecoder.damage("\(bits) bits a pixel by method \(method), which is not read")
        }

        // Masks lie at the same place whether they belong to the header or come after it.
        let hasMasks = method == 3 || method == 6
        let hasOpacity = method == 6 || (method == 3 && length >= 56)
        var masks = bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF0000, 0x00FF00, 0x0000FF, 0]
        if hasMasks {
            for index in 0..<(hasOpacity ? 4 : 3) { masks[index] = try fields.number(at: 54 + 4 * index) }
        }
        self.masks = masks.map(Mask.init)

        start = try fields.number(at: 10)
        let paletteStart = 14 + length + (length == 40 && hasMasks ? (hasOpacity ? 16 : 12) : 0)
        guard start >= paletteStart, start <= bytes.count else {
            throw BMPDecoder.damage("its pixels are not where it says")
        }
        guard bits <= 8 else {
            palette = []
            return
        }
        let step = isFirst ? 3 : 4, stated = isFirst ? 0 : try fields.number(at: 46)
        // Colours that no number of so many bits means are passed over, and the pixels begin where they are said to.
        let count = min(stated == 0 ? 1 << bits : stated, 1 << bits, (start - paletteStart) / step)
        palette = (0..<count).map { index in
            let place = paletteStart + index * step
            return SIMD3(bytes[place + 2], bytes[place + 1], bytes[place])
        }
    }

    /// Numbers in a file, the lowest byte first.
    private struct Fields {
        let bytes: [UInt8]

        func number(at start: Int, bytes count: Int = 4) throws(PictureError) -> Int {
            guard start + count <= bytes.count else { throw BMPDecoder.damage("cut off in its header") }
            return bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }

        func signed(at start: Int) throws(PictureError) -> Int {
            Int(Int32(truncatingIfNeeded: try number(at: start)))
        }
    }
}
