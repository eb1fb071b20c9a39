/// Pixels of a BMP file that are written as runs.
///
/// Source: Microsoft, Windows GDI, "Bitmap Compression".
struct BMPRuns {
    private let bytes: [UInt8]
    private let header: BMPHeader
    private let bits: Int

    init(bytes: [UInt8], header: BMPHeader, bits: Int) throws(PictureError) {
        guard header.start + header.statedLength <= bytes.count else { throw BMPDecoder.damage("cut off") }
        self.bytes = bytes
        self.header = header
        self.bits = bits
    }

    /// Numbers of the palette [row, column] by the file's rows; `nil` where no run comes.
    func numbers() throws(PictureError) -> [UInt8?] {
        var numbers = [UInt8?](repeating: nil, count: header.width * header.height)
        var (row, column, position) = (0, 0, header.start)
        func next() throws(PictureError) -> Int {
            guard position < bytes.count else { throw BMPDecoder.damage("cut off") }
            defer { position += 1 }
            return Int(bytes[position])
        }
        /// Sets `count` pixels; those beyond the end of the row are left out.
        func fill(_ count: Int, _ number: (Int) -> Int) {
            for index in 0..<min(count, header.width - column) {
                numbers[row * header.width + column + index] = UInt8(truncatingIfNeeded: number(index))
            }
            column = min(header.width, column + count)
        }
        /// The pixel `index` of a byte or of several.
        func part(_ index: Int, of byte: (Int) -> Int) -> Int {
            bits == 8 ? byte(index) : byte(index / 2) >> (index % 2 == 0 ? 4 : 0) & 15
        }
        while row < header.height {
            // Some leave out the end when the last row is full.
            if position == bytes.count, row == header.height - 1, column == header.width { break }
            let count = try next(), value = try next()
            switch (count, value) {
            case (0, 0): (row, column) = (row + 1, 0)
            case (0, 1): return numbers
            case (0, 2):
                column = min(header.width, column + (try next()))
                row += try next()
            case (0, _):
                // Pixels one by one, to a whole pair of bytes.
                let start = position, length = bits == 8 ? value : (value + 1) / 2
                position += length + length % 2
                guard position <= bytes.count else { throw BMPDecoder.damage("cut off") }
                fill(value) { index in part(index) { Int(bytes[start + $0]) } }
            default: fill(count) { index in part(index % 2) { _ in value } }
            }
        }
        return numbers
    }
}
