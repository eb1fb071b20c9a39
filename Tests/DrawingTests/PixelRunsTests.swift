import Testing

@testable import Drawing

@Suite struct PixelRunsTests {
    /// The pixels that the runs stand for, as 0xRRGGBB.
    private func pixels(_ picture: PixelRuns) -> [UInt32] {
        picture.runs.flatMap { run in
            [UInt32](repeating: picture.colours[Int(run >> 8)], count: Int(run & 0xFF))
        }
    }

    /// Runs of pseudorandom lengths up to `longest`, in colours that share channels.
    private func colours(_ count: Int, longest: Int) -> [UInt8] {
        var state: UInt32 = 7
        func random(_ limit: Int) -> Int {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int(state >> 8) % limit
        }
        var bytes: [UInt8] = []
        while bytes.count < count * 3 {
            let colour: [UInt8] = [0, 255, UInt8(random(3))]
            for _ in 0...random(longest) { bytes += colour }
        }
        return Array(bytes.prefix(count * 3))
    }

    @Test(
        arguments: [(1, 1), (2, 1), (3, 3), (8, 1), (9, 1), (17, 5), (250, 4), (640, 3)], [1, 3, 40, 2_000])
    func standForThePicture(size: (Int, Int), longest: Int) {
        let (width, height) = size
        let rgb = colours(width * height, longest: longest)
        let expected: [UInt32] = (0..<width * height).map { pixel in
            rgb[pixel * 3..<pixel * 3 + 3].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let picture = PixelRuns(PixelImage(width: width, height: height, rgb: rgb))
        #expect(pixels(picture) == expected)
        #expect(Set(picture.colours).count == picture.colours.count)
        #expect(picture.pixels == picture.colours.map { colour in expected.count { $0 == colour } })

        // The same with 32 bits a pixel, of which 8 are anything, and with something between the rows.
        let stride = width + 3
        var words = [UInt32](repeating: 0x1234_5678, count: stride * height)
        for (index, colour) in expected.enumerated() {
            words[index / width * stride + index % width] = colour | UInt32(index & 0xFF) << 24
        }
        let other = words.withUnsafeBytes { words in
            words.baseAddress.map { PixelRuns(width: width, height: height, pixels: $0, stride: stride * 4) }
        }
        #expect(other.map(pixels) == expected)
    }

    @Test func thousandsOfColoursAreEachNamedOnce() {
        let rgb = (0..<6_000).flatMap { [UInt8(0), UInt8($0 % 3_000 / 256), UInt8($0 % 3_000 % 256)] }
        let picture = PixelRuns(PixelImage(width: 100, height: 60, rgb: rgb))
        #expect(picture.colours == (0..<3_000).map { UInt32($0) })
        #expect(picture.pixels == [Int](repeating: 2, count: 3_000))
    }

    @Test func evenPicturesAreSmall() {
        let picture = PixelRuns(
            PixelImage(width: 500, height: 400, rgb: [UInt8](repeating: 9, count: 600_000)))
        #expect(picture.colours == [0x090909])
        #expect(picture.runs.count < 1_000)
    }

    @Test func nothingHasNoRuns() {
        let picture = PixelRuns(PixelImage(width: 0, height: 5, rgb: []))
        #expect(picture.runs.isEmpty && picture.colours.isEmpty)
    }

    @Test func aDrawnPictureHasTheRunsOfItsPixels() throws {
        let picture = Picture(width: 60, height: 40) { canvas in
            canvas.text("ELBO", at: Point(4, 30), font: .title)
        }
        #expect(try pixels(picture.runs(scale: 1.5)) == pixels(PixelRuns(picture.pixels(scale: 1.5))))
    }
}
