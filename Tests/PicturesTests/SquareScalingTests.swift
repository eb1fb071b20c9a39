import Testing

@testable import Pictures

/// Pictures become squares of one size.
@Suite struct SquareScalingTests {
    private func square(
        _ pixels: [UInt8], _ width: Int, _ height: Int, side: Int, _ fit: SquareFit, channels: Int = 1,
        ground: [UInt8] = [9]
    ) -> [UInt8] {
        SquareScaling(side: side, fit: fit)
            .square(of: pixels, width: width, height: height, channels: channels, ground: ground)
    }

    @Test func fewerPixelsAreMeansOverAreas() {
        #expect(square([0, 100, 200, 100], 2, 2, side: 1, .crop) == [100])
        // Each of the two takes one and a half of three.
        #expect(
            square([0, 90, 0, 0, 90, 0, 0, 90, 0], 3, 3, side: 2, .stretch) == [30, 30, 30, 30])
        let even = [UInt8](repeating: 77, count: 17 * 13)
        for fit in [SquareFit.crop, .stretch] {
            #expect(square(even, 17, 13, side: 8, fit) == [UInt8](repeating: 77, count: 64))
        }
    }

    @Test func morePixelsLieBetween() {
        #expect(square([0, 200, 0, 200], 2, 2, side: 4, .crop).prefix(4) == [0, 50, 150, 200])
        #expect(square([7], 1, 1, side: 3, .pad) == [UInt8](repeating: 7, count: 9))
    }

    @Test func whatIsNoSquareIsCutFilledOrStretched() {
        // Columns 0 to 3 in two rows.
        let pixels: [UInt8] = [0, 10, 20, 30, 0, 10, 20, 30]
        #expect(square(pixels, 4, 2, side: 2, .crop) == [10, 20, 10, 20])
        #expect(square(pixels, 4, 2, side: 2, .stretch) == [5, 25, 5, 25])
        #expect(square(pixels, 4, 2, side: 4, .pad) == [9, 9, 9, 9] + pixels + [9, 9, 9, 9])
        // High as well as wide.
        #expect(
            square([0, 10, 20, 30], 1, 4, side: 4, .pad)
                == [9, 0, 9, 9, 9, 10, 9, 9, 9, 20, 9, 9, 9, 30, 9, 9])
        // A line keeps a pixel.
        #expect(
            square([UInt8](repeating: 50, count: 300), 300, 1, side: 4, .pad)
                == [9, 9, 9, 9, 50, 50, 50, 50, 9, 9, 9, 9, 9, 9, 9, 9])
    }

    @Test func channelsStayApart() {
        let pixels: [UInt8] = [0, 100, 200, 40, 140, 240, 0, 100, 200, 40, 140, 240]
        #expect(square(pixels, 2, 2, side: 1, .crop, channels: 3, ground: [1, 2, 3]) == [20, 120, 220])
        #expect(
            square(pixels, 2, 2, side: 2, .crop, channels: 3, ground: [1, 2, 3]) == pixels)
        #expect(
            square([5, 6, 7, 5, 6, 7], 2, 1, side: 2, .pad, channels: 3, ground: [1, 2, 3]).suffix(6)
                == [1, 2, 3, 1, 2, 3])
    }

    @Test func transparencyShowsTheGround() {
        let picture = PixelPicture(
            width: 3, height: 1, rgba: [10, 20, 30, 255, 10, 20, 30, 0, 200, 0, 100, 128])
        #expect(picture.laid(over: .white) == [10, 20, 30, 255, 255, 255, 227, 127, 177])
        #expect(
            picture.laid(over: OpaqueColour(red: 1, green: 2, blue: 3)).prefix(6) == [10, 20, 30, 1, 2, 3])
    }

    @Test func coloursAreWrittenAsOnTheWeb() {
        #expect(OpaqueColour("#ff8000") == OpaqueColour(red: 255, green: 128, blue: 0))
        #expect(OpaqueColour("0A0b0c")?.text == "#0a0b0c")
        for text in ["", "#fff", "#12345g", "red", "#1234567", "#+12345", "١٢٣٤٥٦"] {
            #expect(OpaqueColour(text) == nil)
        }
        #expect(OpaqueColour.luma(255, 255, 255) == 255 && OpaqueColour.luma(255, 0, 0) == 76)
    }
}
