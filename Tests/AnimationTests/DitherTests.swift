import Drawing
import Testing

@testable import Animation

@Suite struct DitherTests {
    /// A smooth ramp of more colours than a palette holds.
    private static let ramp = AnimatedGIFTests.picture(160, 128) { column, row in
        (column + row / 2, 40 + row, 200 - column)
    }

    private func decoded(_ picture: PixelImage, isDithered: Bool) throws -> PixelImage {
        var options = AnimatedGIF.Options()
        options.isDithered = isDithered
        options.bound = 0
        return try GIFReader(
            AnimatedGIF.encode([AnimationFrame(picture, duration: 1)], options: options)
        ).frames[0].image
    }

    /// How far the means of 8 x 8 squares are apart, on average.
    private func drift(_ one: PixelImage, _ other: PixelImage) -> Double {
        var total = 0.0
        for top in stride(from: 0, to: one.height, by: 8) {
            for left in stride(from: 0, to: one.width, by: 8) {
                for channel in 0..<3 {
                    var sum = 0
                    for pixel in 0..<64 {
                        let place = ((top + pixel / 8) * one.width + left + pixel % 8) * 3 + channel
                        sum += Int(one.rgb[place]) - Int(other.rgb[place])
                    }
                    total += abs(Double(sum) / 64)
                }
            }
        }
        return total / Double(one.rgb.count / 64)
    }

    @Test func ditheringKeepsTheMeanColour() throws {
        let plain = drift(Self.ramp, try decoded(Self.ramp, isDithered: false))
        let dithered = drift(Self.ramp, try decoded(Self.ramp, isDithered: true))
        #expect(dithered < plain * 0.95, "\(dithered), without dithering \(plain)")
    }

    @Test func coloursOfThePaletteAreNotDithered() throws {
        let few = AnimatedGIFTests.picture(16, 16) { column, row in (column * 16, row * 16, 0) }
        #expect(try decoded(few, isDithered: true) == few)
    }

    @Test func theSharesOfAMixtureAreRight() {
        let palette = [Colour(packed: 0x000000), Colour(packed: 0x202020)]
        let mixture = ColourMixture(of: Colour(packed: 0x080808), nearest: 0, in: palette)
        let others = (0..<16).count { mixture.index(column: $0 % 4, row: $0 / 4) == 1 }
        #expect(others == 4)
        #expect((0..<16).allSatisfy { ColourMixture(index: 7).index(column: $0 % 4, row: $0 / 4) == 7 })
    }
}
