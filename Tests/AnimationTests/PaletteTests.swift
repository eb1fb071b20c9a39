import Drawing
import Testing

@testable import Animation

@Suite struct PaletteTests {
    /// The histogram of one picture.
    private func histogram(_ images: PixelImage...) -> ColourHistogram {
        var histogram = ColourHistogram()
        for image in images { histogram.add(PixelRuns(image)) }
        return histogram
    }

    /// Greys of all 256 values with outlines in ten colours, blended at their edges as an antialiased line is.
    static let annotatedGrid: PixelImage = {
        let classes: [(Int, Int, Int)] = [
            (0, 114, 178), (230, 159, 0), (0, 158, 115), (213, 94, 0), (204, 121, 167), (86, 180, 233),
            (184, 168, 0), (122, 62, 157), (140, 86, 75), (77, 77, 77),
        ]
        return AnimatedGIFTests.picture(400, 400) { column, row in
            let ink = (column * 7 + row * 13 + column * row / 50) % 256
            let fromLine = row % 40
            guard fromLine < 3 else { return (ink, ink, ink) }
            let colour = classes[row / 40]
            // The middle of the line is pure; its edges mix with the grey below.
            let share = fromLine == 1 ? 4 : 1 + column % 3
            func mix(_ channel: Int) -> Int { (channel * share + ink * (4 - share)) / 4 }
            return (mix(colour.0), mix(colour.1), mix(colour.2))
        }
    }()

    @Test func countsPixelsOfEachColour() {
        let image = AnimatedGIFTests.picture(5, 2) { column, _ in column < 2 ? (1, 2, 3) : (255, 255, 255) }
        let entries = histogram(image, image).entries
        #expect(entries.map(\.colour) == [Colour(packed: 0x010203), Colour(packed: 0xFFFFFF)])
        #expect(entries.map(\.pixels) == [8, 12])
    }

    @Test func boundsTheNumberOfColours() {
        let image = AnimatedGIFTests.picture(1024, 512) { column, row in
            (column, row, column / 256 * 64 + row / 256 * 16)
        }
        let histogram = histogram(image)
        #expect(histogram.droppedBits >= 1)
        #expect(histogram.count <= 1 << 18)
        #expect(histogram.entries.map(\.pixels).reduce(0, +) == 1024 * 512)
        #expect(histogram.entries.count == histogram.count)
    }

    @Test func droppedBitsKeepBlackAndWhite() {
        let noise = AnimatedGIFTests.picture(1024, 512) { column, row in
            (column, row, column / 256 * 64 + row / 256 * 16)
        }
        let ends = AnimatedGIFTests.picture(2, 1) { column, _ in (column * 255, column * 255, column * 255) }
        let entries = histogram(noise, ends).entries
        #expect(entries.first?.colour == Colour(packed: 0))
        #expect(entries.last?.colour == Colour(packed: 0xFFFFFF))
    }

    @Test func takesFewColoursAsTheyAre() {
        let image = AnimatedGIFTests.picture(16, 16) { column, row in (column, row, 200) }
        #expect(Palette(histogram(image), limit: 256, reduced: 255).colours.count == 256)
        #expect(Palette(histogram(image), limit: 255, reduced: 250).colours.count <= 250)
    }

    @Test func reducedPicturesStayFaithful() throws {
        let source = Self.annotatedGrid
        let bytes = try AnimatedGIF.encode([source, source].map { AnimationFrame($0, duration: 0.1) })
        let decoded = try GIFReader(bytes).frames[0].image
        let errors = zip(source.rgb, decoded.rgb).map { abs(Int($0) - Int($1)) }
        let mean = Double(errors.reduce(0, +)) / Double(errors.count)
        #expect(mean < 2, "mean error of a channel, of 255")
        let largest = try #require(errors.max())
        #expect(largest <= 64, "largest error of a channel, of 255: \(largest)")
        // The decoded images are grey: no tint, and off by little.
        for pixel in 0..<400 * 400 where pixel / 400 % 40 >= 3 {
            let channels = decoded.rgb[pixel * 3..<pixel * 3 + 3]
            let grey = Int(source.rgb[pixel * 3])
            #expect(channels.allSatisfy { abs(Int($0) - grey) <= 8 })
        }
    }

    @Test func flatColoursAreKeptExactly() throws {
        let source = Self.annotatedGrid
        let decoded = try GIFReader(AnimatedGIF.encode([AnimationFrame(source, duration: 1)])).frames[0].image
        // The tenth class is grey like the images, where it shares its place in the palette.
        for line in 0..<9 {
            let pixel = (line * 40 + 1) * 400 * 3
            #expect(decoded.rgb[pixel..<pixel + 3] == source.rgb[pixel..<pixel + 3])
        }
    }

    @Test func keepsReservedColoursThatOccur() {
        let image = AnimatedGIFTests.picture(64, 64) { column, row in
            column == 5 && row == 5 ? (200, 31, 64) : (column * 4, row * 4, column + row)
        }
        let rare = Colour(packed: 0xC81F40), absent = Colour(packed: 0x01FE7F)
        let palette = Palette(histogram(image), limit: 64, reduced: 63, reserved: [absent, rare])
        #expect(palette.colours.contains(rare))
        #expect(!palette.colours.contains(absent))
        #expect(palette.colours.count <= 63)
    }

    @Test func aColourThatWasNotCountedTakesTheNearest() {
        let counted = AnimatedGIFTests.picture(4, 4) { column, _ in (column * 80, 0, 0) }
        let histogram = histogram(counted)
        let indexer = PaletteIndexer(histogram, palette: Palette(histogram, limit: 256, reduced: 255))
        let other = AnimatedGIFTests.picture(2, 1) { column, _ in (column * 80 + 90, 0, 0) }
        #expect(indexer.indices(of: PixelRuns(other)) == [1, 2])
    }

    /// A picture in many colours that each few pixels have, on much of one colour.
    @Test func noColourIsFarOff() throws {
        let source = AnimatedGIFTests.picture(256, 256) { column, row in
            row < 200 ? (250, 250, 250) : (column, (column * 5 + row * 31) % 256, (row * 67) % 256)
        }
        let decoded = try GIFReader(AnimatedGIF.encode([AnimationFrame(source, duration: 1)])).frames[0].image
        let largest = zip(source.rgb, decoded.rgb).map { abs(Int($0) - Int($1)) }.max() ?? 255
        #expect(largest <= 48, "of 255")
        #expect(decoded.rgb.prefix(256 * 200 * 3).allSatisfy { $0 == 250 })
    }

    @Test func shadesAndBackgroundsAreToldApart() {
        let shades = AnimatedGIFTests.picture(64, 64) { column, row in (column * 4, row * 4, 0) }
        let flat = AnimatedGIFTests.picture(64, 64) { column, _ in column < 40 ? (9, 8, 7) : (200, 0, 0) }
        #expect(histogram(shades).isShaded)
        #expect(histogram(shades).background == nil)
        #expect(!histogram(flat).isShaded)
        #expect(histogram(flat).background == Colour(packed: 0x090807))
    }

    @Test func findsTheNearestColour() {
        var state: UInt32 = 1
        func random() -> Colour {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Colour(packed: state >> 8)
        }
        for count in [1, 7, 8, 9, 255] {
            let colours = (0..<count).map { _ in random() }
            let search = NearestColour(colours)
            func distance(_ one: PerceivedColour, _ other: PerceivedColour) -> Float {
                let steps = SIMD3(
                    one.lightness - other.lightness, one.a - other.a, one.b - other.b)
                return (steps * steps).sum()
            }
            for _ in 0..<50 {
                let wanted = PerceivedColour(random())
                let distances = colours.map { distance(PerceivedColour($0), wanted) }
                #expect(distances[search.index(of: wanted)] <= distances.min()! * 1.0001 + 1e-9)
            }
            for index in colours.indices {
                #expect(search.index(of: PerceivedColour(colours[index])) == index)
            }
        }
    }

    @Test func perceptualSpaceIsThePublishedOne() {
        // White, and the red primary: a and b of OKLab, and the lightness of Okhsl.
        let white = PerceivedColour(Colour(packed: 0xFFFFFF))
        #expect(abs(white.lightness - 1) < 1e-4 && abs(white.a) < 1e-4 && abs(white.b) < 1e-4)
        let red = PerceivedColour(Colour(packed: 0xFF0000))
        #expect(abs(red.lightness - 0.56808) < 1e-4)
        #expect(abs(red.a - 0.22486) < 1e-4 && abs(red.b - 0.12585) < 1e-4)
    }

    @Test func perceptualSpaceLeadsBackToEveryColour() {
        for step in 0..<4096 {
            let colour = Colour(packed: UInt32(step * 4_093) & 0xFFFFFF)
            #expect(PerceivedColour(colour).colour == colour)
        }
    }

    @Test func isTheSameEachTime() {
        let counted = histogram(Self.annotatedGrid)
        #expect(
            Palette(counted, limit: 256, reduced: 255) == Palette(counted, limit: 256, reduced: 255))
    }
}
