import TestSupport
import Testing

@testable import Pictures

/// BMP files of every depth, and what damage makes of them.
@Suite struct BMPFileTests {
    private typealias Pixel = [UInt8]

    private static let red: Pixel = [255, 0, 0, 255], green: Pixel = [0, 255, 0, 255],
        blue: Pixel = [0, 0, 255, 255], white: Pixel = [255, 255, 255, 255], black: Pixel = [0, 0, 0, 255],
        clear: Pixel = [0, 0, 0, 0], brown: Pixel = [150, 100, 50, 255]
    private static let palette: [[UInt8]] = [red, green, blue, white].map { Array($0.prefix(3)) }

    private func pixels(_ sample: BMPSample) throws -> [Pixel] {
        let picture = try PixelPicture(file: sample.bytes)
        #expect((picture.width, picture.height) == (sample.width, abs(sample.height)))
        #expect(
            try PixelPicture.size(ofFile: Array(sample.bytes.prefix(26))) == (picture.width, picture.height))
        return stride(from: 0, to: picture.rgba.count, by: 4).map { Array(picture.rgba[$0..<$0 + 4]) }
    }

    /// The file's rows, as they are seen.
    private func seen(_ rows: [[Pixel]], isTopDown: Bool) -> [Pixel] {
        Array((isTopDown ? rows : rows.reversed()).joined())
    }

    @Test(arguments: [1, 2, 4, 8], [false, true])
    func numbersOfThePalette(bits: Int, isTopDown: Bool) throws {
        // Nine pixels fill a byte and more.
        let most = UInt8(min(4, 1 << bits) - 1)
        let rows: [[UInt8]] = [[0, 1, most, 0, 0, 1, 1, 0, most], [most, 0, 1, 1, 0, most, 1, 0, 0]]
        let sample = BMPSample {
            $0.width = 9
            $0.height = isTopDown ? -2 : 2
            $0.bits = bits
            $0.palette = Array(Self.palette.prefix(1 << bits))
            $0.data = BMPSample.packed(rows, bits: bits)
            $0.tellsLength = isTopDown
            $0.gap = 3
        }
        let expected = rows.map { $0.map { Self.palette[Int($0)] + [255] } }
        #expect(try pixels(sample) == seen(expected, isTopDown: isTopDown))
    }

    @Test func numbersBeyondThePaletteAreBlack() throws {
        let sample = BMPSample {
            $0.bits = 8
            $0.palette = Self.palette
            $0.data = BMPSample.packed([[3, 4, 255], [0, 1, 2]], bits: 8)
        }
        #expect(
            try pixels(sample) == [Self.red, Self.green, Self.blue, Self.white, Self.black, Self.black])
    }

    @Test func theFirstHeader() throws {
        let sample = BMPSample {
            $0.header = 12
            $0.bits = 1
            $0.palette = [[255, 0, 0], [0, 0, 255]]
            $0.data = BMPSample.packed([[0, 1, 1], [1, 0, 0]], bits: 1)
        }
        #expect(
            try pixels(sample) == [Self.blue, Self.red, Self.red, Self.red, Self.blue, Self.blue])
    }

    @Test(arguments: [false, true])
    func wholeColours(isTopDown: Bool) throws {
        let rows = [[Self.red, Self.green, Self.blue], [Self.white, Self.brown, Self.black]]
        for bits in [24, 32] {
            let sample = BMPSample {
                $0.bits = bits
                $0.height = isTopDown ? -2 : 2
                $0.data = rows.flatMap { row -> [UInt8] in
                    let unused: [UInt8] = bits == 32 ? [7] : []
                    let bytes = row.flatMap { pixel -> [UInt8] in [pixel[2], pixel[1], pixel[0]] + unused }
                    return bytes + [UInt8](repeating: 9, count: (4 - bytes.count % 4) % 4)
                }
            }
            #expect(try pixels(sample) == seen(rows, isTopDown: isTopDown))
        }
    }

    /// Five bits a channel, five and six by masks in the header or behind it, and masks of 32 bits with opacity.
    @Test func masks() throws {
        func sample(_ bits: Int, _ masks: [UInt32], header: Int, method: Int, _ data: [UInt8]) -> BMPSample {
            BMPSample {
                ($0.width, $0.height, $0.bits, $0.header, $0.method) = (2, 1, bits, header, method)
                $0.masks = masks
                $0.data = data
            }
        }
        #expect(
            try pixels(sample(16, [], header: 40, method: 0, [0x00, 0x7C, 0x10, 0x02]))
                == [Self.red, [0, 132, 132, 255]])
        let masks: [UInt32] = [0xF800, 0x07E0, 0x001F]
        for header in [40, 52, 124] {
            let four = header == 124 ? masks + [0] : masks
            #expect(
                try pixels(sample(16, four, header: header, method: 3, [0xE0, 0x07, 0x1F, 0x04]))
                    == [Self.green, [0, 130, 255, 255]])
        }
        let wide: [UInt32] = [0x0000_00FF, 0x0000_FF00, 0x00FF_0000, 0xFF00_0000]
        for header in [56, 108, 124] {
            #expect(
                try pixels(sample(32, wide, header: header, method: 3, [1, 2, 3, 4, 5, 6, 7, 0]))
                    == [[1, 2, 3, 4], [5, 6, 7, 0]])
        }
        #expect(
            try pixels(sample(32, wide, header: 40, method: 6, [1, 2, 3, 4, 5, 6, 7, 0]))
                == [[1, 2, 3, 4], [5, 6, 7, 0]])
        // Opacity that is nowhere was meant for none.
        #expect(
            try pixels(sample(32, wide, header: 124, method: 3, [1, 2, 3, 0, 5, 6, 7, 0]))
                == [[1, 2, 3, 255], [5, 6, 7, 255]])
        // Ten bits a channel.
        let ten: [UInt32] = [0x3FF0_0000, 0x000F_FC00, 0x0000_03FF]
        #expect(
            try pixels(sample(32, ten, header: 40, method: 3, [0xFF, 0x03, 0xF0, 0x3F, 0, 0, 0, 0]))
                == [[255, 0, 255, 255], Self.black])
    }

    /// Runs, single pixels, the end of a row, a jump and the end of the picture; what is left out is clear.
    private static let runs = BMPSample {
        ($0.width, $0.height, $0.bits, $0.method) = (5, 4, 8, 1)
        $0.palette = palette
        $0.data =
            [3, 1, 2, 2, 0, 0]  // Three of 1 and two of 2.
            + [0, 3, 0, 1, 3, 0, 9, 0, 0, 0]  // Three single ones and a byte to fill; a run beyond the row.
            + [0, 2, 2, 1, 1, 3]  // Two to the right and one up, and one there.
            + [0, 1]
    }

    private static let halves = BMPSample {
        ($0.width, $0.height, $0.bits, $0.method) = (5, 2, 4, 2)
        $0.palette = palette
        $0.data = [5, 0x12, 0, 0] + [0, 5, 0x01, 0x23, 0x10, 0] + [0, 1]
    }

    @Test func runs() throws {
        let (r, g, b, w, n) = (Self.red, Self.green, Self.blue, Self.white, Self.clear)
        #expect(
            try pixels(Self.runs) == [n, n, w, n, n] + [n, n, n, n, n] + [r, g, w, r, r] + [g, g, g, b, b])
        #expect(try pixels(Self.halves) == [r, g, b, w, g] + [g, b, g, b, g])
        // Without a length, and without the end where the last row is full.
        let open = BMPSample {
            $0 = Self.halves
            $0.tellsLength = false
            $0.data.removeLast(2)
        }
        #expect(try pixels(open) == pixels(Self.halves))
    }

    @Test func damageIsRefusedInOneLine() throws {
        let plain = BMPSample {
            $0.bits = 4
            $0.palette = Self.palette
            $0.data = BMPSample.packed([[0, 1, 2], [2, 1, 0]], bits: 4)
        }
        let masked = BMPSample {
            ($0.width, $0.height, $0.bits, $0.method) = (1, -1, 32, 3)
            $0.masks = [255 << 16, 255 << 8, 255]
            $0.data = [1, 2, 3, 0]
        }
        for sample in [plain, masked, Self.runs, Self.halves] {
            let bytes = sample.bytes
            #expect(throws: Never.self) { try PixelPicture(file: bytes) }
            for count in bytes.indices {
                let error = #expect(throws: PictureError.self) {
                    try PixelPicture(file: Array(bytes.prefix(count)))
                }
                #expect(error?.description.contains("\n") == false)
            }
            // Whatever a byte becomes, nothing traps.
            for place in bytes.indices {
                for bit in [UInt8(1), 0x10, 0x80, 0xFF] {
                    var broken = bytes
                    broken[place] ^= bit
                    _ = try? PixelPicture(file: broken)
                    _ = try? PixelPicture.size(ofFile: broken)
                }
            }
        }
        func reason(_ change: (inout BMPSample) -> Void) -> PictureError? {
            #expect(throws: PictureError.self) { try PixelPicture(file: BMPSample(change).bytes) }
        }
        #expect(reason { $0.data = [1, 2, 3] } == .damaged(format: "BMP", reason: "cut off"))
        #expect(reason { ($0.width, $0.height) = (60_000, -60_000) } == .size(width: 60_000, height: 60_000))
        #expect(reason { $0.width = -3 } == .size(width: -3, height: 2))
        #expect(reason { $0.height = Int(Int32.min) } == .size(width: 3, height: 1 << 31))
        #expect(
            reason { ($0.bits, $0.method) = (24, 5) }
                == .damaged(format: "BMP", reason: "24 bits a pixel by method 5, which is not read"))
        // Text that begins with the two letters is none.
        #expect(PictureFormat(firstBytes: Array("BMI,age,height,weight\n".utf8)) == nil)
        #expect(PictureFormat.names == "PNG, JPEG, WebP, GIF or BMP")
    }
}
