/// PNG files of every kind, unpacked, written from the specification.
public enum PNGSamples {
    /// A file by its rows of bytes; `bits` and `color` are as the header numbers them.
    public static func file(
        bits: UInt8 = 8, color: UInt8, rows: [[UInt8]], width: Int = 1, height: Int? = nil,
        chunks: [(String, [UInt8])] = []
    ) -> [UInt8] {
        let data: [UInt8] = rows.flatMap { [0] + $0 }
        // RFC 1950 around one stored block of RFC 1951.
        let count = UInt16(data.count)
        let length = [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
        let (low, high) = data.reduce((1, 0) as (Int, Int)) { sums, byte in
            let low = (sums.0 + Int(byte)) % 65_521
            return (low, (sums.1 + low) % 65_521)
        }
        let stream: [UInt8] = [0x78, 0x01, 0x01] + length + data + bytes(of: high << 16 | low)
        let header: [UInt8] = bytes(of: width) + bytes(of: height ?? rows.count) + [bits, color, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunks.flatMap { chunk($0.0, $0.1) } + chunk("IDAT", stream) + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        let check = body.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return bytes(of: data.count) + body + bytes(of: Int(~check))
    }

    private static func bytes(of number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}
