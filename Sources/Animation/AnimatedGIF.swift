public import Drawing

/// Animations as GIF files: one palette for all frames, and of each frame only what changed.
///
/// ```swift
/// let bytes = try AnimatedGIF.encode(pictures.map { AnimationFrame($0, duration: 0.1) })
/// ```
///
/// Up to 256 different colours are kept exactly; more are reduced to a palette of 255. The same frames give the
/// same bytes, whatever the number of threads.
///
/// There is one type a stage: ``PictureStore``, ``ColourHistogram``, ``Palette``, ``PaletteIndexer``,
/// ``FrameCompressor`` with ``FrameDifference`` and ``LZWEncoder``, ``FrameEncoder`` with
/// ``FrameDelays`` and ``GIFWriter``.
public enum AnimatedGIF {
    /// How often the animation plays.
    public enum Loops: Sendable, Equatable {
        /// Again and again.
        case forever
        /// Once, then the last frame stays.
        case once
        /// A number of times in all; it is brought into 1 to 65,536.
        case times(Int)

        /// So many plays in all; 0 is without end.
        public init(plays: Int) {
            self =
                switch plays {
                case ...0: .forever
                case 1: .once
                default: .times(plays)
                }
        }

        /// How often the animation plays in all, 0 being without end.
        var plays: Int {
            switch self {
            case .forever: 0
            case .once: 1
            case .times(let count): min(max(count, 1), 65_536)
            }
        }

        /// How often the animation is played again as the format has it, 0 being without end; nil if it is not.
        var repeats: UInt16? {
            switch plays {
            case 0: 0
            case 1: nil
            default: UInt16(plays - 1)
            }
        }
    }

    /// What may be traded for a smaller file, and what may not.
    public struct Options: Sendable, Equatable {
        /// How often the animation plays.
        public var loops = Loops.forever
        /// How far a channel of a pixel may be from the palette's colour for it, 0 to 255.
        ///
        /// With 0, every pixel has the nearest colour of the palette. With more, colours within the bound are
        /// chosen so that the file gets smaller, but for a colour that most pixels have. `nil` is 2 for
        /// pictures full of shades that have more colours than the palette, and otherwise 0: pictures of up to 256
        /// colours come out as they went in.
        public var bound: Int?
        /// Whether colours that the palette does not have are mixed in a fixed pattern of those that it has.
        public var isDithered = false
        /// Colours that are kept exactly, however few pixels have them.
        public var reserved: [Color] = []

        /// What suits most animations.
        public init() {}
    }

    /// The GIF file that shows `frames` one after another.
    ///
    /// - Throws: ``GIFError``.
    public static func encode(_ frames: [AnimationFrame], options: Options = Options()) throws -> [UInt8] {
        let showings = frames.enumerated().map { Showing(picture: $0, duration: $1.duration) }
        var bytes: [UInt8] = []
        try encode(showings, options: options, picture: { PixelRuns(frames[$0].image) }) { bytes += $0 }
        return bytes
    }

    /// Writes the GIF file of pictures shown one after another, piece by piece.
    ///
    /// Browsers show no frame for less than 0.02 s: shorter ones are lengthened, and the time is taken from those
    /// that follow. Other durations are rounded to 0.01 s so that the sum stays right. Frames that look the same
    /// as the one before are not stored: that one lasts longer.
    ///
    /// A few pictures are held at once, a few bytes for each pixel of the screen, and 28 MB of pictures that are
    /// drawn once only; where more are needed, they are drawn again for each time that they are shown.
    ///
    /// - Parameters:
    ///   - picture: draws the picture of an index, all of one size; it is called from several threads, and must
    ///     always give the same one.
    ///   - output: takes the file's bytes, one piece after another.
    /// - Throws: ``GIFError``, and what `picture` and `output` throw.
    public static func encode(
        _ showings: [Showing], options: Options = Options(),
        picture: @escaping @Sendable (Int) throws -> PixelRuns, output: ([UInt8]) throws -> Void
    ) throws {
        for (index, showing) in showings.enumerated() where !(0...655.35 ~= showing.duration) {
            throw GIFError.unsupportedDuration(frame: index, seconds: showing.duration)
        }
        let store = PictureStore(picture)
        let (size, histogram) = try survey(showings, store)
        let palette = Palette(
            histogram, limit: 256, reduced: 255, reserved: options.reserved.map(Colour.init))
        let indexer = PaletteIndexer(histogram, palette: palette, isDithered: options.isDithered)
        let indices = { @Sendable index in indexer.indices(of: try store.picture(showings[index].picture)) }
        let usual = !palette.isExact && histogram.isShaded ? 2 : 0
        let compressor = FrameCompressor(
            size: size, palette: palette, bound: min(max(options.bound ?? usual, 0), 255),
            background: histogram.background, isShaded: histogram.isShaded,
            isAnimated: showings.count > 1)
        var encoder = try FrameEncoder(size: size, colours: compressor.colours, loops: options.loops)
        try forEachFrame(showings.count, compressor, indices) { index, frame in
            try encoder.add(frame, duration: showings[index].duration)
            try output(encoder.take())
        }
        try output(try encoder.finish())
    }

    /// Compresses `count` frames, given by their palette indices, and hands them on in their order.
    private static func forEachFrame(
        _ count: Int, _ compressor: FrameCompressor, _ indices: @escaping @Sendable (Int) throws -> [UInt8],
        body: (Int, CompressedFrame) throws -> Void
    ) throws {
        guard compressor.isExact else {
            var screen: [UInt8] = []
            return try Lookahead.forEach(count, make: indices) { index, next in
                try body(index, compressor.compress(next, over: &screen))
            }
        }
        // The screen then shows the frame before, whatever was chosen there: no frame waits for another.
        let indices = FrameIndices(indices)
        try Lookahead.forEach(count) { index in
            let next = try indices(index)
            var screen = index > 0 ? try indices(index - 1) : []
            return compressor.compress(next, over: &screen)
        } body: { index, frame in
            try body(index, frame)
        }
    }

    /// The size of all pictures, and how often each colour occurs in them.
    private static func survey(
        _ showings: [Showing], _ store: PictureStore
    ) throws -> (size: FrameSize, histogram: ColourHistogram) {
        var known: Set<Int> = []
        let first = showings.indices.filter { known.insert(showings[$0].picture).inserted }
        var histogram = ColourHistogram()
        var found: FrameSize?
        try Lookahead.forEach(first.count) { place in
            let picture = try store.picture(showings[first[place]].picture)
            let size = try FrameSize(of: picture, frame: first[place])
            return (size: size, picture: picture)
        } body: { place, next in
            try (found ?? next.size).check(next.size, frame: first[place])
            found = next.size
            histogram.add(next.picture)
        }
        guard let size = found else { throw GIFError.noFrames }
        return (size, histogram)
    }
}
