import Animation
import Drawing
import Storage
import Testing

@Suite struct IndexedImageTests {
    /// A picture of `count` colours in bands.
    private func bands(_ count: Int, width: Int, height: Int) -> PixelImage {
        let rgb = (0..<width * height).flatMap { pixel -> [UInt8] in
            let band = pixel % width % count
            return [UInt8(band * 7 % 256), UInt8(band), UInt8(255 - band)]
        }
        return PixelImage(width: width, height: height, rgb: rgb)
    }

    /// Few colours stay exact, in four bits a pixel and in eight, at widths that are even or not.
    @Test(arguments: [(2, 5), (16, 33), (17, 34), (200, 201)])
    func aSmallPNGHoldsTheSamePicture(colours: Int, width: Int) throws {
        let image = bands(colours, width: width, height: 4)
        let few = IndexedImage(image)
        #expect(few.palette.count == colours * 3)
        let png = try PNGFile.encoded(
            width: few.width, height: few.height, indices: few.indices, palette: few.palette)
        #expect(try PixelImage(png: png) == image)
    }

    @Test func manyColoursBecomeFew() {
        let few = IndexedImage(bands(250, width: 250, height: 2), colours: 20)
        #expect((1...60).contains(few.palette.count))
        #expect(few.indices.allSatisfy { Int($0) < few.palette.count / 3 })
    }

    @Test func whatIsNoPNGIsRefused() {
        #expect(throws: DrawingError.self) { try PixelImage(png: [1, 2, 3]) }
        #expect(throws: DrawingError.self) { try PixelImage(png: []) }
    }
}
