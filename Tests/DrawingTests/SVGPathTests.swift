import Foundation
import Testing

@testable import Drawing

@Suite struct SVGPathTests {
    private func compact(_ data: String) -> String? {
        SVGPath(Array(data.utf8)).map { String(decoding: $0.compact(), as: UTF8.self) }
    }

    @Test(arguments: [
        ("M 1.25 2 L 3.5 1 L 3.5 4.001 Z ", "m1.25 2l2.25-1 0 3z"),
        ("M 10 10 C 11 10 12.5 9 12.504 8 L 0 0 ", "m10 10c1 0 2.5-1 2.5-2l-12.5-8"),
        // After a shape was closed, the next one is relative to its beginning.
        ("M 5 5 L 9 5 Z M 6 7 L 6 8 ", "m5 5l4 0zm1 2l0 1"),
        // Rounded before it is subtracted: a hundred small steps end where they should.
        ("M 0.004 0 L 0.008 0 L 0.012 0 ", "m0 0l.01 0 0 0"),
    ])
    func pathsBecomeRelative(data: String, expected: String) {
        #expect(compact(data) == expected)
    }

    @Test func dotsAreSortedAndToATenth() {
        let data = "M 20.06 3 L 20.06 3 M 1.5 4.25 L 1.5 4.25 M 20 0.5 L 20 0.5 "
        #expect(compact(data) == "m1.5 4.3h0m18.5-3.8h0m.1 2.5h0")
        // One dot, and lines that have a length, are no cloud of dots.
        #expect(compact("M 20.06 3 L 20.06 3 ") == "m20.06 3l0 0")
    }

    @Test(arguments: ["M 1 ", "M 1 x ", "A 1 2 3 ", "M 1e9 0 ", "M nan 0 ", "L 1 2 Q 1 2 3 4 ", "Mm 1 2 "])
    func whatCairoDoesNotWriteIsLeftAsItIs(data: String) {
        #expect(compact(data) == nil)
        let document = "<path d=\"\(data)\"/>"
        #expect(SVGDocument.polished(Array(document.utf8)) == Array(document.utf8))
    }

    @Test(arguments: [(0, "0"), (5, ".05"), (-50, "-.5"), (1200, "12"), (1230, "12.3"), (-1, "-.01")])
    func numbersAreShort(hundredths: Int, text: String) {
        #expect(String(decoding: SVGNumber.text(hundredths, per: 100), as: UTF8.self) == text)
    }

    /// The first image in a picture's document as a PNG file.
    private func image(in picture: Picture) throws -> [UInt8] {
        let text = String(decoding: try picture.svg(), as: UTF8.self)
        let start = try #require(text.firstRange(of: "base64,")).upperBound
        let png = try #require(Data(base64Encoded: String(text[start...].prefix { $0 != "\"" })))
        try #require(png.count > 26)
        return [UInt8](png)
    }

    /// A document holds grey images a byte a pixel, with all their shades.
    @Test func imagesOfInkAreGrey() throws {
        let image = DataImage(rows: 16, columns: 16, bytes: (0..<256).map { UInt8($0) })
        let png = try self.image(in: Picture(width: 16, height: 16) { $0.draw(image, at: Point(0, 0)) })
        // The kind of colour in a PNG file's header: 0 is grey.
        #expect(png[25] == 0)
        let pixels = try PixelImage(png: png)
        #expect((0..<256).allSatisfy { pixels.rgb[3 * $0] == UInt8(255 - $0) })
    }

    /// A document holds pictures of up to 256 colours a byte a pixel (kind 3), and others in full colour (kind 2).
    @Test(arguments: [(colours: 256, kind: UInt8(3)), (colours: 257, kind: 2)])
    func picturesOfFewColoursTakeAByteAPixel(colours: Int, kind: UInt8) throws {
        let rgb = (0..<320).flatMap { pixel -> [UInt8] in
            let colour = pixel % colours
            return [UInt8(colour & 255), UInt8(colour >> 8), 7]
        }
        let picture = PixelImage(width: 20, height: 16, rgb: rgb)
        let png = try image(in: Picture(width: 20, height: 16) { $0.draw(picture, at: Point(0, 0)) })
        #expect(png[25] == kind)
        #expect(try PixelImage(png: png) == picture)
    }
}
