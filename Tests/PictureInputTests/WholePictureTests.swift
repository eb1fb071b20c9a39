import Pictures
import TestSupport
import Testing

@testable import PictureInput

/// A picture file as a whole, with nothing looked for in it.
@Suite struct WholePictureTests {
    @Test func aPictureIsTakenAsItIs() throws {
        // A mark in the middle of the left half of a broad page stays there.
        let rows = (0..<20).map { row in
            (0..<40).map { (7..<13).contains(row) && (7..<13).contains($0) ? 0 : 255 as UInt8 }
        }
        let input = try PictureInput(wholeOf: PNGSamples.file(color: 0, rows: rows, width: 40), side: 20)
        #expect(input.side == 20 && input.ink.count == 400)
        #expect(input.ink[10 * 20 + 5] == 255 && input.ink[10 * 20 + 12] == 0 && input.ink[2 * 20 + 5] == 0)
        #expect(input.finding == "dark on light, the whole 40 x 20 as it is")
        let normalizer = InkNormalizer(side: 28, strokeWidths: 2...5)
        let drawing = try PictureInput(
            drawingIn: PNGSamples.file(color: 0, rows: rows, width: 40), normalizer: normalizer)
        #expect(drawing.finding.hasPrefix("dark on light, cropped to 6 x 6 of 40 x 20"))
        #expect(drawing.ink[14 * 28 + 14] == 255)
        let blank = PNGSamples.file(color: 0, rows: [[UInt8](repeating: 90, count: 40)], width: 40)
        #expect(throws: PictureError.blank) { try PictureInput(wholeOf: blank, side: 28) }
        #expect(throws: PictureError.blank) { try PictureInput(drawingIn: blank, normalizer: normalizer) }
    }
}
