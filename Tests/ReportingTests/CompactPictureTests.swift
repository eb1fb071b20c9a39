import Drawing
import Foundation
import Runs
import TestSupport
import Testing

@testable import Reporting

/// The forms in which the page holds figures that are pixels.
@Suite struct CompactPictureTests {
    @Test func aPixelOfTheHalfIsTheMeanOfFour() {
        let odd = PixelImage(
            width: 3, height: 2,
            rgb: [10, 0, 255, 20, 0, 255, 99, 99, 99, 30, 1, 255, 41, 1, 254, 99, 99, 99])
        #expect(odd.halved() == PixelImage(width: 1, height: 1, rgb: [25, 1, 255]))
        let narrow = PixelImage(width: 1, height: 2, rgb: [10, 20, 30, 20, 30, 41])
        #expect(narrow.halved() == PixelImage(width: 1, height: 1, rgb: [15, 25, 36]))
    }

    @Test func pixelsAtHandGiveWhatTheFileDoes() throws {
        let folder = try TemporaryFolder()
        var rgb: [UInt8] = []
        for place in 0..<60 * 40 { rgb += [UInt8(place % 60 * 4), UInt8(place / 60 * 6), UInt8(place % 7)] }
        let image = PixelImage(width: 60, height: 40, rgb: rgb)
        let png = try image.png()
        #expect(try PixelImage(png: png) == image)
        let figure = folder.url.appending(path: "plane.png")
        func forms(_ image: PixelImage?, _ run: String) throws -> [[UInt8]] {
            let run = RunFolder(folder.url.appending(path: run))
            return try CompactPicture(png, showing: image, of: figure, in: run).forms()
        }
        let made = try forms(image, "one")
        #expect(try forms(nil, "two") == made)
        #expect(try made.map { try PixelImage(png: $0).width } == [60, 30])
        // What was kept is taken, whatever is at hand.
        #expect(try forms(PixelImage(width: 1, height: 1, rgb: [0, 0, 0]), "one") == made)
    }

    @Test func whatIsNoPictureHasNoForms() throws {
        let folder = try TemporaryFolder()
        let compact = CompactPicture(
            Array("no picture".utf8), showing: nil, of: folder.url.appending(path: "plane.png"),
            in: RunFolder(folder.url))
        #expect(try compact.forms() == [])
    }
}
