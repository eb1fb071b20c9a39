import Drawing
import Testing

@testable import Animation

/// What the compressor writes, read again by giflib.
@Suite struct LZWEncoderTests {
    /// Greys of 0 to `levels` - 1 from a fixed sequence, smooth or not.
    static func noise(_ width: Int, _ height: Int, levels: Int, seed: Int, isSmooth: Bool) -> PixelImage {
        var state = UInt32(truncatingIfNeeded: seed) &* 2_654_435_761 &+ 12_345
        var grey = 0
        var rgb: [UInt8] = []
        for _ in 0..<width * height {
            state = state &* 1_664_525 &+ 1_013_904_223
            let random = Int(state >> 16)
            grey = isSmooth ? min(max(grey + random % 5 - 2, 0), levels - 1) : random % levels
            rgb += [UInt8](repeating: UInt8(grey), count: 3)
        }
        return PixelImage(width: width, height: height, rgb: rgb)
    }

    private static func decoded(_ pictures: [PixelImage], bound: Int) throws -> [GIFReader.Frame] {
        var options = AnimatedGIF.Options()
        options.bound = bound
        let frames = pictures.map { AnimationFrame($0, duration: 0.1) }
        return try GIFReader(AnimatedGIF.encode(frames, options: options)).frames
    }

    @Test(arguments: [(1, 1), (1, 3), (5, 1), (31, 17), (200, 170)], [2, 3, 30, 256])
    func noiseComesBackExactly(size: (Int, Int), levels: Int) throws {
        for isSmooth in [false, true] {
            let pictures = (0..<4).map {
                Self.noise(size.0, size.1, levels: levels, seed: $0, isSmooth: isSmooth)
            }
            let frames = try Self.decoded(pictures, bound: 0)
            // Equal frames in a row become one.
            var expected: [PixelImage] = []
            for picture in pictures where picture != expected.last { expected.append(picture) }
            #expect(frames.map(\.image) == expected)
        }
    }

    /// Half of a picture is of other colours than the other half, so that full dictionaries are cleared.
    @Test(arguments: [false, true], [0, 255])
    func comesBackExactlyWhereDictionariesAreCleared(isShaded: Bool, ground: Int) throws {
        let pictures = (0..<3).map { seed in
            let noise = [12, 256].map { Self.noise(400, 300, levels: $0, seed: seed, isSmooth: false).rgb }
            return AnimatedGIFTests.picture(400, 300) { column, row in
                let isNoise = isShaded || (column + row * 3) % 40 < 6
                let grey = isNoise ? Int(noise[row / 75 % 2][(row * 400 + column) * 3]) : ground
                return (grey, grey, grey)
            }
        }
        #expect(try Self.decoded(pictures, bound: 0).map(\.image) == pictures)
    }

    @Test func flatAreasTakeFewBytes() throws {
        let picture = AnimatedGIFTests.picture(1_000, 1_000) { _, _ in (9, 9, 9) }
        let bytes = try AnimatedGIF.encode([AnimationFrame(picture, duration: 1)])
        #expect(try GIFReader(bytes).frames.map(\.image) == [picture])
        // Strings grow by a pixel each: 1,414 codes of up to 11 bits.
        #expect(bytes.count < 2_000)
    }

    @Test func hundredsOfFramesComeBackExactly() throws {
        let pictures = (0..<300).map { index in
            AnimatedGIFTests.picture(24, 18) { column, row in
                (column + row * 24) % 300 <= index ? (20, 90, 200) : (column / 2 * 3, row * 5, 40)
            }
        }
        let frames = try Self.decoded(pictures, bound: 0)
        #expect(frames.map(\.image) == pictures)
        #expect(frames.map(\.delay).reduce(0, +) == 3_000)
    }

    @Test(arguments: [1, 2, 5, 20])
    func staysWithinTheBound(bound: Int) throws {
        let pictures = (0..<5).map { Self.noise(150, 120, levels: 256, seed: $0, isSmooth: true) }
        let frames = try Self.decoded(pictures, bound: bound)
        #expect(frames.count == pictures.count)
        var largest = 0
        for (frame, picture) in zip(frames, pictures) {
            for (shown, wanted) in zip(frame.image.rgb, picture.rgb) {
                largest = max(largest, abs(Int(shown) - Int(wanted)))
            }
        }
        #expect(largest <= bound)
        #expect(largest > 0, "the bound is made use of")
    }

    @Test func aBoundMakesFilesSmaller() throws {
        let frames = (0..<5).map {
            AnimationFrame(Self.noise(150, 120, levels: 256, seed: $0, isSmooth: true), duration: 0.1)
        }
        let sizes = try [0, 1, 2, 4].map { bound in
            var options = AnimatedGIF.Options()
            options.bound = bound
            return try AnimatedGIF.encode(frames, options: options).count
        }
        #expect(sizes == sizes.sorted(by: >))
        #expect(sizes[2] * 4 < sizes[0] * 3)
    }

    @Test func aBoundKeepsWhatChangesLessOnTheScreen() throws {
        let pictures = [100, 101, 102, 120].map { grey in
            AnimatedGIFTests.picture(20, 20) { column, _ in
                column < 10 ? (grey, grey, grey) : (0, 0, 0)
            }
        }
        let frames = try Self.decoded(pictures, bound: 2)
        #expect(frames.map(\.delay) == [30, 10])
        #expect(frames[0].image == pictures[0])
        #expect([frames[1].left, frames[1].width, frames[1].height] == [0, 10, 20])
    }

    @Test func theDefaultBoundIsNoneWhereAllColoursFit() throws {
        let frames = (0..<3).map {
            AnimationFrame(Self.noise(60, 50, levels: 256, seed: $0, isSmooth: true), duration: 0.1)
        }
        #expect(try GIFReader(AnimatedGIF.encode(frames)).frames.map(\.image) == frames.map(\.image))
    }

    @Test func everyBoundIsAccepted() throws {
        let pictures = (0..<2).map { Self.noise(20, 20, levels: 256, seed: $0, isSmooth: false) }
        #expect(try Self.decoded(pictures, bound: -7).map(\.image) == pictures)
        #expect(try Self.decoded(pictures, bound: .max).count == 1)
    }

    @Test func knowsWhichStringsThereAre() {
        var dictionary = LZWDictionary(codeSize: 8, transparent: 255)
        var last = 255
        while !dictionary.isFull {
            let code = dictionary.next
            dictionary.add(UInt8(truncatingIfNeeded: code % 200), to: last)
            #expect(dictionary.child(of: last, UInt8(truncatingIfNeeded: code % 200)) == code)
            last = code
        }
        // All bits set: what marks a free slot.
        #expect(dictionary.child(of: 4095, 255) == -1)
        #expect(dictionary.child(of: 0, 0) == -1)
        #expect(dictionary.longestRun == 1)
        dictionary.clear()
        #expect(dictionary.child(of: 255, 58) == -1)
        let code = dictionary.next
        dictionary.add(255, to: 255)
        #expect(dictionary.longestRun == 2 && dictionary.run(of: 2) == code)
    }

    @Test func keepsADictionaryAsLongAsItServes() {
        var life = DictionaryLife(stretch: 100)
        let judged = [900, 800, 850, 1_000].map { life.goesOn(bits: $0, pixels: 100) }
        #expect(judged == [true, true, false, true])
    }

    @Test func packsCodesIntoBlocks() {
        var stream = CodeStream(codes: 2)
        stream.put(0b101, width: 3)
        stream.put(0b1100_0000_0011, width: 12)
        #expect(stream.bits == 15)
        #expect(stream.blocks() == [2, 0b0001_1101, 0b0110_0000])
        var long = CodeStream(codes: 300)
        for _ in 0..<300 { long.put(0xAB, width: 8) }
        let blocks = long.blocks()
        #expect(blocks.count == 302)
        #expect(blocks[0] == 255 && blocks[256] == 45)
    }
}
