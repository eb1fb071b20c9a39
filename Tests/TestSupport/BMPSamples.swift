/// BMP files made byte by byte.
public struct BMPSample: Sendable {
    public var width = 3
    /// Below 0 where the first row is the uppermost.
    public var height = 2
    public var bits = 24
    public var method = 0
    /// The length of the header: 12 or 40 and more.
    public var header = 40
    /// Masks of red, green, blue and perhaps opacity.
    public var masks: [UInt32] = []
    /// Colours: red, green, blue.
    public var palette: [[UInt8]] = []
    /// The pixels as they stand in the file.
    public var data: [UInt8] = []
    /// Whether the length of the pixels is told.
    public var tellsLength = true
    /// Bytes between the palette and the pixels.
    public var gap = 0

    public init(_ change: (inout BMPSample) -> Void = { _ in }) { change(&self) }

    /// The file.
    public var bytes: [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let masks = masks.flatMap { number(Int($0), 4) }
        var description: [UInt8]
        if header == 12 {
            description = number(width, 2) + number(height, 2) + number(1, 2) + number(bits, 2)
        } else {
            description = number(width, 4) + number(height, 4) + number(1, 2) + number(bits, 2)
            description += number(method, 4) + number(tellsLength ? data.count : 0, 4)
            description += number(2835, 4) + number(2835, 4) + number(palette.count, 4) + number(0, 4)
            description += masks
            description += [UInt8](repeating: 0, count: max(0, header - 4 - description.count))
        }
        let filling: [UInt8] = header == 12 ? [] : [0]
        let colours = palette.flatMap { colour -> [UInt8] in [colour[2], colour[1], colour[0]] + filling }
        let before = number(header, 4) + description + colours + [UInt8](repeating: 0xAA, count: gap)
        let start = 14 + before.count
        return Array("BM".utf8) + number(start + data.count, 4) + number(0, 4) + number(start, 4) + before
            + data
    }

    /// Rows of four bytes and more of pixels of `bits` bits each, the first in the highest.
    public static func packed(_ rows: [[UInt8]], bits: Int) -> [UInt8] {
        rows.flatMap { row -> [UInt8] in
            var bytes = [UInt8](repeating: 0, count: (row.count * bits + 31) / 32 * 4)
            for (column, value) in row.enumerated() {
                let bit = column * bits
                bytes[bit / 8] |= value << UInt8(8 - bits - bit % 8)
            }
            return bytes
        }
    }
}
