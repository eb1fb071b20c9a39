import Foundation
import TestSupport
import Testing

@testable import Pictures

/// Picture files are read whatever their kind, and refused where they are none.
@Suite struct PictureFileTests {
    @Test(arguments: [
        (JPEGSamples.colour, true), (JPEGSamples.progressive, true), (JPEGSamples.fourInks, true),
        (JPEGSamples.grey, false),
    ])
    func everyKindOfJPEGIsRead(text: String, isRed: Bool) throws {
        let picture = try PixelPicture(file: JPEGSamples.bytes(text))
        #expect(picture.width == 32 && picture.height == 16)
        let marked = picture.pixel(4, 3), paper = picture.pixel(27, 12)
        #expect(paper.x > 240 && paper.y > 240 && paper.z > 240 && paper.w == 255)
        #expect(marked.y < 90 && (isRed ? marked.x > 170 : marked.x == marked.y))
    }

    /// The mark is in the first quarter of the file's pixels; where it is seen is what EXIF says.
    @Test(arguments: [
        (1, false, false, false), (2, false, true, false), (3, false, true, true), (4, false, false, true),
        (5, true, false, false), (6, true, true, false), (7, true, true, true), (8, true, false, true),
        (9, false, false, false),
    ])
    func photosAreTurned(orientation: Int, isUpright: Bool, isRight: Bool, isLow: Bool) throws {
        for isLittle in [true, false] {
            let bytes = JPEGSamples.bytes(JPEGSamples.grey, orientation: orientation, isLittle: isLittle)
            let picture = try PixelPicture(file: bytes)
            #expect((picture.width, picture.height) == (isUpright ? (16, 32) : (32, 16)))
            for right in [false, true] {
                for low in [false, true] {
                    let x = picture.width * (right ? 3 : 1) / 4, y = picture.height * (low ? 3 : 1) / 4
                    #expect((picture.pixel(x, y).x < 128) == (right == isRight && low == isLow))
                }
            }
        }
    }

    @Test func everyKindOfPNGIsRead() throws {
        func pixel(_ file: [UInt8]) throws -> SIMD4<UInt8> { try PixelPicture(file: file).pixel(0, 0) }
        #expect(try pixel(PNGSamples.file(color: 6, rows: [[10, 20, 30, 40]])) == SIMD4(10, 20, 30, 40))
        #expect(try pixel(PNGSamples.file(color: 2, rows: [[10, 20, 30]])) == SIMD4(10, 20, 30, 255))
        #expect(try pixel(PNGSamples.file(color: 4, rows: [[10, 0]])) == SIMD4(10, 10, 10, 0))
        #expect(
            try pixel(PNGSamples.file(bits: 16, color: 2, rows: [[10, 10, 20, 20, 30, 30]]))
                == SIMD4(10, 20, 30, 255))
        #expect(
            try pixel(PNGSamples.file(bits: 16, color: 0, rows: [[200, 200]])) == SIMD4(200, 200, 200, 255))
        let palette = [("PLTE", [9, 8, 7, 1, 2, 3] as [UInt8]), ("tRNS", [255, 77])]
        #expect(
            try pixel(PNGSamples.file(bits: 1, color: 3, rows: [[0x80]], chunks: palette))
                == SIMD4(1, 2, 3, 77))
    }

    @Test(arguments: [
        (WebPSamples.lossy, SIMD4<UInt8>(221, 21, 18, 255), SIMD4<UInt8>(255, 253, 253, 255)),
        (WebPSamples.lossless, SIMD4(220, 20, 20, 255), SIMD4(255, 255, 255, 255)),
        (WebPSamples.clear, SIMD4(220, 20, 20, 128), SIMD4(0, 0, 0, 0)),
        (WebPSamples.animation, SIMD4(220, 20, 20, 255), SIMD4(255, 255, 255, 255)),
        (GIFSamples.plain, SIMD4(220, 20, 20, 255), SIMD4(255, 255, 255, 255)),
        (GIFSamples.interlaced, SIMD4(220, 20, 20, 255), SIMD4(255, 255, 255, 255)),
        (GIFSamples.clear, SIMD4(220, 20, 20, 255), SIMD4(0, 0, 0, 0)),
        (GIFSamples.animation, SIMD4(220, 20, 20, 255), SIMD4(255, 255, 255, 255)),
    ])
    func webPAndGIFAreRead(bytes: [UInt8], mark: SIMD4<UInt8>, ground: SIMD4<UInt8>) throws {
        let picture = try PixelPicture(file: bytes)
        #expect((picture.width, picture.height) == (32, 16))
        // With losses, edges bleed.
        let most = bytes == WebPSamples.lossy ? 80 : 0
        for (x, y) in [(2, 2), (15, 7)] { #expect(picture.pixel(x, y).distance(to: mark) <= most) }
        for (x, y) in [(16, 7), (15, 8), (31, 15)] {
            #expect(picture.pixel(x, y).distance(to: ground) <= most)
        }
        #expect(try PixelPicture.size(ofFile: bytes) == (32, 16))
        // Wherever it is cut off or changed it is refused or read, and nothing traps.
        for count in bytes.indices { #expect(throws: PictureError.self) { try cut(bytes, count) } }
        for place in bytes.indices {
            for bit in [UInt8(1), 0x80, 0xFF] {
                var broken = bytes
                broken[place] ^= bit
                _ = try? PixelPicture(file: broken)
                _ = try? PixelPicture.size(ofFile: broken)
            }
        }
    }

    /// Reads the beginning of a file; the last byte of some says only that it ends.
    private func cut(_ bytes: [UInt8], _ count: Int) throws(PictureError) {
        let picture = try PixelPicture(file: Array(bytes.prefix(count)))
        if picture == (try PixelPicture(file: bytes)) { throw .blank }
    }

    @Test func photosInOtherFormatsAreTurnedToo() throws {
        let turned = try PixelPicture(file: WebPSamples.turned)
        #expect((turned.width, turned.height) == (16, 32))
        #expect(turned.pixel(12, 4) == SIMD4(220, 20, 20, 255) && turned.pixel(4, 4).y == 255)
        #expect(try PixelPicture.size(ofFile: WebPSamples.turned) == (16, 32))
        // Big endian, one entry: tag 274, a short number, 8.
        let notes: [UInt8] = [77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0]
        let file = PNGSamples.file(color: 0, rows: [[1, 2, 3]], width: 3, chunks: [("eXIf", notes)])
        let picture = try PixelPicture(file: file)
        #expect((picture.width, picture.height) == (1, 3))
        #expect((0..<3).map { picture.pixel(0, $0).x } == [3, 2, 1])
        #expect(try PixelPicture.size(ofFile: file) == (1, 3))
    }

    @Test func sizesAreToldByTheBeginning() throws {
        let jpeg = JPEGSamples.bytes(JPEGSamples.colour, orientation: 6)
        #expect(try PixelPicture.size(ofFile: Array(jpeg.prefix(jpeg.count - 20))) == (16, 32))
        let png = PNGSamples.file(color: 0, rows: [[1, 2, 3, 4]], width: 4)
        #expect(try PixelPicture.size(ofFile: Array(png.prefix(40))) == (4, 1))
        #expect(throws: PictureError.self) { try PixelPicture.size(ofFile: Array(png.prefix(20))) }
        #expect(throws: PictureError.size(width: 32_767, height: 32_767)) {
            try PixelPicture.size(
                ofFile: PNGSamples.file(color: 0, rows: [[0]], width: 32_767, height: 32_767))
        }
    }

    @Test func whatIsNoPictureIsRefusedInOneLine() {
        let png = PNGSamples.file(color: 0, rows: [[1, 2, 3, 4]], width: 4),
            jpeg = JPEGSamples.bytes(JPEGSamples.colour)
        var wrong = png
        wrong[png.count - 20] ^= 1
        let unusable: [[UInt8]] = [
            [], Array("no picture".utf8), Array("GIF89a".utf8), Array("BM".utf8), Array(png.prefix(20)),
            Array(png.prefix(50)),
            wrong,
            Array(jpeg.prefix(3)), Array(jpeg.prefix(200)), Array(jpeg.prefix(jpeg.count - 30)),
            // Headers that promise a thousand million pixels, and none.
            PNGSamples.file(color: 0, rows: [[0]], width: 32_767, height: 32_767),
            PNGSamples.file(color: 0, rows: [[0]], width: 0, height: 1),
            JPEGSamples.bytes(JPEGSamples.colour, size: (65_000, 65_000)),
            JPEGSamples.bytes(JPEGSamples.colour, size: (0, 16)),
        ]
        for bytes in unusable {
            let error = #expect(throws: PictureError.self) { try PixelPicture(file: bytes) }
            #expect(error.map { !$0.description.contains("\n") && $0 != .blank } == true)
        }
        #expect(throws: PictureError.size(width: 65_000, height: 65_000)) {
            try PixelPicture(file: JPEGSamples.bytes(JPEGSamples.colour, size: (65_000, 65_000)))
        }
        // Nothing that a file holds may trap.
        for place in stride(from: 4, to: jpeg.count, by: 3) {
            var broken = jpeg
            broken[place] ^= 0xFF
            _ = try? PixelPicture(file: broken)
        }
    }

    @Test func aPictureIsMadeSmallerByWholeBlocks() {
        // Clear pixels have no say in the colour.
        let picture = PixelPicture(
            width: 3, height: 2,
            rgba: [
                200, 0, 0, 255, 0, 200, 0, 0, 50, 50, 50, 255, 200, 0, 0, 255, 0, 200, 0, 0, 70, 70, 70, 255,
            ])
        let reduced = picture.reduced(toAtMost: 2)
        #expect(reduced.width == 2 && reduced.height == 1)
        #expect(reduced.rgba == [200, 0, 0, 128, 60, 60, 60, 255])
        #expect(reduced.originalWidth == 3 && reduced.originalHeight == 2)
        #expect(picture.reduced(toAtMost: 3) == picture)
    }
}

extension PixelPicture {
    fileprivate func pixel(_ x: Int, _ y: Int) -> SIMD4<UInt8> {
        let start = (y * width + x) * 4
        return SIMD4(rgba[start], rgba[start + 1], rgba[start + 2], rgba[start + 3])
    }
}

extension SIMD4<UInt8> {
    /// The greatest difference of a channel.
    fileprivate func distance(to other: SIMD4<UInt8>) -> Int {
        (0..<4).map { abs(Int(self[$0]) - Int(other[$0])) }.max() ?? 0
    }
}
