import Drawing
import Synchronization
import Testing

@testable import Animation

@Suite struct AnimatedGIFTests {
    /// A picture whose pixels are made from their column and row.
    static func picture(_ width: Int, _ height: Int, _ colour: (Int, Int) -> (Int, Int, Int)) -> PixelImage {
        var rgb: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                let (red, green, blue) = colour(column, row)
                rgb += [UInt8(red & 255), UInt8(green & 255), UInt8(blue & 255)]
            }
        }
        return PixelImage(width: width, height: height, rgb: rgb)
    }

    /// A small square of one colour moving over a flat ground.
    static func movingSquare(_ position: Int) -> PixelImage {
        picture(40, 30) { column, row in
            position..<position + 4 ~= column && 10..<14 ~= row ? (213, 94, 0) : (250, 250, 245)
        }
    }

    @Test func framesComeBackExactlyWhenColoursAreFew() throws {
        let pictures = (0..<6).map { Self.movingSquare($0 * 5) }
        let decoded = try GIFReader(AnimatedGIF.encode(pictures.map { AnimationFrame($0, duration: 0.1) }))
        #expect(decoded.frames.map(\.image) == pictures)
    }

    @Test func storesOnlyTheChangedRectangle() throws {
        let frames = [0, 5].map { AnimationFrame(Self.movingSquare($0), duration: 0.1) }
        let second = try GIFReader(AnimatedGIF.encode(frames)).frames[1]
        #expect([second.left, second.top, second.width, second.height] == [0, 10, 9, 4])
    }

    @Test func identicalFramesBecomeOneThatLastsLonger() throws {
        let frame = AnimationFrame(Self.movingSquare(3), duration: 0.254)
        let other = AnimationFrame(Self.movingSquare(9), duration: 0.1)
        let decoded = try GIFReader(AnimatedGIF.encode(Array(repeating: frame, count: 10) + [other]))
        #expect(decoded.frames.map(\.image) == [frame.image, other.image])
        #expect(decoded.frames.map(\.delay) == [254, 10])
    }

    @Test func identicalFramesAreStoredAgainWhereTheDelayHasNoRoom() throws {
        let frame = AnimationFrame(Self.movingSquare(3), duration: 400)
        let decoded = try GIFReader(AnimatedGIF.encode([frame, frame, frame]))
        #expect(decoded.frames.map(\.image) == [frame.image, frame.image, frame.image])
        #expect(decoded.frames.map(\.delay) == [40_000, 40_000, 40_000])
        #expect([decoded.frames[1].width, decoded.frames[1].height] == [1, 1])
    }

    @Test(arguments: [2, 3, 4, 5, 16, 17, 128, 255, 256])
    func keepsUpTo256ColoursExactly(count: Int) throws {
        let pictures = (0..<3).map { shift in
            Self.picture(count, 3) { column, row in
                let index = (column + shift * row) % count
                return (index, 255 - index, index * 7)
            }
        }
        let decoded = try GIFReader(AnimatedGIF.encode(pictures.map { AnimationFrame($0, duration: 1) }))
        #expect(decoded.frames.map(\.image) == pictures)
    }

    @Test(arguments: [(1, 1), (1, 7), (7, 1)])
    func encodesTheSmallestPictures(width: Int, height: Int) throws {
        let picture = Self.picture(width, height) { column, row in (column * 30, row * 30, 9) }
        let frames = Array(repeating: AnimationFrame(picture, duration: 0.5), count: 2)
        let decoded = try GIFReader(AnimatedGIF.encode(frames))
        #expect(decoded.frames.map(\.image) == [picture])
        #expect(decoded.frames.map(\.delay) == [100])
    }

    /// The file of pictures that are drawn when they are asked for.
    private func encoded(
        _ showings: [Showing], _ picture: @escaping @Sendable (Int) throws -> PixelImage
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try AnimatedGIF.encode(showings, picture: { PixelRuns(try picture($0)) }) { bytes += $0 }
        return bytes
    }

    private static let eight = (0..<8).map { Showing(picture: $0, duration: 0.1) }

    @Test func drawsAPictureOnceHoweverOftenItIsShown() throws {
        let asked = Mutex<[Int]>([])
        let there = (0..<5).map { Showing(picture: $0, duration: 0.1) }
        let bytes = try encoded(there + there.reversed()) { index in
            asked.withLock { $0.append(index) }
            return Self.movingSquare(index)
        }
        #expect(asked.withLock { $0 }.sorted() == [0, 1, 2, 3, 4])
        let pictures = (Array(0..<5) + (0..<5).reversed()).map(Self.movingSquare)
        #expect(try bytes == AnimatedGIF.encode(pictures.map { AnimationFrame($0, duration: 0.1) }))
    }

    @Test func drawsAgainWhatThereIsNoRoomFor() throws {
        let asked = Mutex<[Int]>([])
        let roomForTwo = 2 * PixelRuns(Self.movingSquare(0)).bytes
        let store = PictureStore(room: roomForTwo) { index in
            asked.withLock { $0.append(index) }
            return PixelRuns(Self.movingSquare(index))
        }
        for index in [0, 1, 2, 0, 1, 2] {
            #expect(try ColourHistogram(store.picture(index)).entries.count == 2)
        }
        #expect(asked.withLock { $0 } == [0, 1, 2, 2])
    }

    @Test func handsOutTheFilePieceByPiece() throws {
        var pieces: [[UInt8]] = []
        try AnimatedGIF.encode(Self.eight, picture: { PixelRuns(Self.movingSquare($0)) }) {
            pieces.append($0)
        }
        #expect(pieces.count { !$0.isEmpty } >= 8)
        #expect(try pieces.flatMap { $0 } == encoded(Self.eight, Self.movingSquare))
    }

    @Test func passesOnTheErrorsOfTheClosures() {
        struct NoPicture: Error, Equatable { let index: Int }
        #expect(throws: NoPicture(index: 1)) {
            try encoded(Self.eight) { index in
                guard index < 1 else { throw NoPicture(index: index) }
                return Self.movingSquare(index)
            }
        }
        struct FullDisk: Error {}
        #expect(throws: FullDisk.self) {
            try AnimatedGIF.encode(
                Self.eight, picture: { PixelRuns(Self.movingSquare($0)) }, output: { _ in throw FullDisk() })
        }
    }

    @Test(arguments: [
        (AnimatedGIF.Loops.forever, 0 as Int?), (.once, nil), (.times(1), nil), (.times(-3), nil),
        (.times(4), 3), (.times(.max), 65_535),
    ])
    func saysHowOftenToPlay(loops: AnimatedGIF.Loops, repeats: Int?) throws {
        let frames = (0..<2).map { AnimationFrame(Self.movingSquare($0), duration: 0.1) }
        var options = AnimatedGIF.Options()
        options.loops = loops
        #expect(try GIFReader(AnimatedGIF.encode(frames, options: options)).repeats == repeats)
    }

    @Test func refusesAnEmptyAnimation() {
        #expect(throws: GIFError.noFrames) { try AnimatedGIF.encode([]) }
        #expect(throws: GIFError.noFrames) {
            try AnimatedGIF.encode([], picture: { PixelRuns(Self.movingSquare($0)) }) { _ in }
        }
    }

    @Test func refusesFramesOfDifferentSize() {
        let small = Self.picture(3, 2) { _, _ in (0, 0, 0) }
        let error = GIFError.sizeChanged(frame: 1, width: 3, height: 2, expectedWidth: 40, expectedHeight: 30)
        #expect(throws: error) {
            try AnimatedGIF.encode([Self.movingSquare(0), small].map { AnimationFrame($0, duration: 1) })
        }
        #expect(
            error.description == "frame 1 of the animation is 3 x 2 pixels where frame 0 is 40 x 30: "
                + "draw all frames in one size")
    }

    @Test(arguments: [(0, 5), (5, 0), (65_536, 1)])
    func refusesSizesThatTheFormatDoesNotHave(width: Int, height: Int) {
        let picture = Self.picture(width, height) { _, _ in (0, 0, 0) }
        #expect(throws: GIFError.unsupportedSize(frame: 0, width: width, height: height)) {
            try AnimatedGIF.encode([AnimationFrame(picture, duration: 1)])
        }
    }

    @Test(arguments: [-0.1, 700, .infinity, .nan])
    func refusesDurationsThatTheFormatDoesNotHave(seconds: Double) {
        #expect(throws: GIFError.self) {
            try AnimatedGIF.encode([AnimationFrame(Self.movingSquare(0), duration: seconds)])
        }
    }

    @Test func readerRefusesWhatIsNoGIF() {
        #expect(throws: GIFError.self) { try GIFReader(Array("GIF89a".utf8)) }
        #expect(throws: GIFError.self) { try GIFReader([]) }
    }
}
