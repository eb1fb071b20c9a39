import Foundation
import Testing

@testable import Drawing

@Suite struct PictureTests {
    private let picture = Picture(width: 40, height: 30) { canvas in
        canvas.fill(Rectangle(x: 10, y: 5, width: 20, height: 10), color: Color(hex: 0xFF0000))
        canvas.text("ELBO −154.32", at: Point(2, 26), font: .tick)
        canvas.draw(DataImage(rows: 2, columns: 2, bytes: [255, 0, 0, 255]), at: Point(0, 0), pixelSize: 3)
    }

    private func pixel(_ image: PixelImage, _ x: Int, _ y: Int) -> [UInt8] {
        Array(image.rgb[(y * image.width + x) * 3..<(y * image.width + x) * 3 + 3])
    }

    @Test func pixelsAreWhatWasDrawn() throws {
        let image = try picture.pixels()
        #expect(image.width == 40 && image.height == 30)
        #expect(pixel(image, 20, 10) == [255, 0, 0])
        #expect(pixel(image, 39, 0) == [255, 255, 255])
        #expect(pixel(image, 9, 10) == [255, 255, 255] && pixel(image, 10, 10) == [255, 0, 0])
    }

    @Test func onlyPicturesOfMillionsOfPixelsAreWrittenOnce() {
        #expect(Picture(width: 2000, height: 2000) { _ in }.viewingScale == 2)
        #expect(Picture(width: 2001, height: 2000) { _ in }.viewingScale == 1)
    }

    @Test func textsAreNotedWithTheSpaceOfTheirInk() throws {
        let page = Picture(width: 200, height: 100) { canvas in
            canvas.text("Hx", at: Point(20, 40), font: .title)
            canvas.text("", at: Point(20, 60), font: .title)
            canvas.text("ELBO", at: Point(150, 50), font: .tick, rotation: 90)
            canvas.text("over the edge", at: Point(180, 90), font: .label)
            canvas.clipped(to: Rectangle(x: 0, y: 50, width: 30, height: 20)) { canvas in
                canvas.text("clipped", at: Point(10, 65), font: .label)
            }
        }
        let texts = try page.texts()
        #expect(texts.map(\.text) == ["Hx", "ELBO", "over the edge", "clipped"])
        #expect(texts.map(\.isWhole) == [true, true, false, false])
        // A capital stands on the baseline and is as high as capitals are.
        #expect(abs(texts[0].box.maxY - 40) < 0.5)
        #expect(abs(texts[0].box.height - Font.title.capHeight) < 0.7)
        #expect(texts[0].box.x >= 20 && texts[0].box.maxX <= 20 + Font.title.width(of: "Hx"))
        // Turned upright: high and narrow, upwards from its origin.
        #expect(texts[1].box.height > 2 * texts[1].box.width && texts[1].box.maxY <= 50.5)
    }

    /// Where the ink is measured to be, there it is drawn, and nowhere else.
    @Test func measuredBoxesHoldAllInk() throws {
        let page = Picture(width: 160, height: 120) { canvas in
            canvas.text("Ag 19", at: Point(20, 40), font: .title)
            canvas.text("Quelj", at: Point(100, 100), font: .label, rotation: 35)
        }
        let boxes = try page.texts().map { $0.box.inset(by: -1) }
        let image = try page.pixels()
        for y in 0..<120 {
            for x in 0..<160 where pixel(image, x, y)[0] < 250 {
                #expect(boxes.contains { $0.contains(Point(Double(x) + 0.5, Double(y) + 0.5)) })
            }
        }
    }

    @Test func imagesAreEnlargedWithoutBlur() throws {
        let image = try picture.pixels(scale: 2)
        for y in 0..<12 {
            for x in 0..<12 {
                #expect(pixel(image, x, y) == ((x < 6) == (y < 6) ? [0, 0, 0] : [255, 255, 255]))
            }
        }
    }

    @Test func theSamePictureIsTheSameBytes() throws {
        #expect(try picture.png(scale: 2) == picture.png(scale: 2))
        #expect(try picture.svg() == picture.svg())
        #expect(try picture.pdf() == picture.pdf())
        #expect(try picture.pixels() == picture.pixels())
    }

    @Test func filesStartAsTheirFormatsDo() throws {
        #expect(try picture.png().prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(try picture.pdf().prefix(5) == Array("%PDF-".utf8)[...])
        let svg = String(decoding: try picture.svg(), as: UTF8.self)
        #expect(svg.contains("width=\"40px\" height=\"30px\"") || svg.contains("width=\"40\" height=\"30\""))
        #expect(svg.contains("image-rendering:pixelated"))
    }

    private let written = Picture(width: 120, height: 40) { canvas in
        canvas.fill(Rectangle(x: 2, y: 2, width: 8, height: 8), color: .accent)
        canvas.text("Ж <b> 6 & 9", at: Point(12, 20), font: .label, halo: (.paper, 2))
    }

    @Test func documentsSayWhatTheyShow() throws {
        let svg = String(decoding: try written.svg(title: "A & B", description: "<i>"), as: UTF8.self)
        let start = try #require(svg.firstRange(of: "<svg")),
            title = try #require(svg.firstRange(of: "<title>"))
        #expect(!svg[start.upperBound..<title.lowerBound].dropFirst().contains("<"))
        #expect(svg.contains("<title>A &amp; B</title>\n<desc>&lt;i&gt;</desc>"))
        let bare = String(decoding: try written.svg(), as: UTF8.self)
        #expect(!bare.contains("<title>") && !bare.contains("<desc>"))
    }

    @Test func textIsOutlinesOrText() throws {
        let outlines = String(decoding: try written.svg(), as: UTF8.self)
        #expect(!outlines.contains("<text"))
        let text = String(decoding: try written.svg(text: .text), as: UTF8.self)
        #expect(text.contains(">Ж &lt;b&gt; 6 &amp; 9</text>"))
        #expect(text.contains("font-family=\"Inter,'DejaVu Sans'") && text.contains("paint-order=\"stroke\""))
        #expect(text.contains("matrix(1 0 0 1 12 20)") && text.contains("textLength="))
        // The letters are not drawn besides.
        #expect(!text.contains("<symbol") && !text.contains("<use") && text.hasSuffix("</g>\n</svg>\n"))
        #expect(try written.svg(text: .text) == written.svg(text: .text))
    }

    @Test(arguments: [0, 0.001, 2000, -1, Double.infinity, .nan])
    func sizesThatCannotBeDrawnAreErrors(scale: Double) {
        #expect(throws: DrawingError.self) { try picture.png(scale: scale) }
    }

    @Test func errorsSayWhatToDo() {
        #expect(DrawingError.size(width: 0, height: 3).description.contains("choose another scale"))
        #expect(
            DrawingError.cairo(action: "draw", reason: "no memory").description
                == "cannot draw: no memory; try a smaller picture or scale")
    }

    @Test func placesBeyondThePageDoNotHarm() throws {
        let wild = Picture(width: 10, height: 10) { canvas in
            canvas.line(from: Point(.nan, 0), to: Point(5, 1e300), Stroke(color: .ink))
            canvas.fillCircle(at: Point(.infinity, 0), radius: 3, color: .ink)
            canvas.fillDots(at: [Point(5, 5), Point(.nan, .nan)], radius: 1, color: .accent)
            canvas.stroke([], Stroke(color: .ink))
            canvas.draw(DataImage(rows: 0, columns: 0, bytes: []), at: Point(0, 0))
            canvas.text("", at: Point(3, 3), font: .label)
        }
        #expect(try pixel(wild.pixels(), 5, 5) != [255, 255, 255])
        #expect(try pixel(wild.pixels(), 0, 0) == [255, 255, 255])
    }

    @Test func clippingEndsWithItsClosure() throws {
        let clipped = Picture(width: 8, height: 4) { canvas in
            canvas.clipped(to: Rectangle(x: 0, y: 0, width: 4, height: 4)) { canvas in
                canvas.fill(Rectangle(x: 0, y: 0, width: 8, height: 2), color: .ink)
            }
            canvas.fill(Rectangle(x: 6, y: 3, width: 1, height: 1), color: .ink)
        }
        let image = try clipped.pixels()
        #expect(pixel(image, 3, 0) != [255, 255, 255] && pixel(image, 5, 0) == [255, 255, 255])
        #expect(pixel(image, 6, 3) != [255, 255, 255])
    }

    @Test func namesInDocumentsAreNumberedFromTheStart() {
        let document = Array(
            "<g id=\"image41\"/><use href=\"#image41\"/><x fill=\"url(#clip9)\"/><y id=\"glyph0-3\"/>".utf8)
        let polished = String(decoding: SVGDocument.polished(document), as: UTF8.self)
        #expect(
            polished
                == "<g id=\"image0\"/><use href=\"#image0\"/><x fill=\"url(#clip0)\"/><y id=\"glyph0-3\"/>")
    }
}
