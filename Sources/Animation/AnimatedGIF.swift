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
/// What passes through is one type a stage: ``ColourHistogram``, ``Palette``, ``PaletteIndexer``,
/// ``FrameDifference``, ``LZWEncoder``, ``FrameDelays``, ``GIFWriter``; ``FrameEncoder`` joins the last four.
public enum AnimatedGIF {
    /// How often the animation plays.
    public enum Loops: Sendable, Equatable {
        /// Again and again.
        case forever
        /// Once, then the last frame stays.
        case once
        /// A number of times in all; it is brought into 1 to 65,536.
        case times(Int)

        /// How often the animation is played again as the format has it, 0 being without end; nil if it is not.
        var repeats: UInt16? {
            switch self {
            case .forever: 0
            case .once: nil
            case .times(let count): count > 1 ? UInt16(min(count - 1, 65_535)) : nil
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
        /// chosen so that the file gets smaller. `nil` is 0 where the palette has every colour, so that pictures
        /// of up to 256 colours come out as they went in, and 2 where it has not.
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
    /// Browsers show no frame for less than 0.02 s: shorter ones are lengthened, and the time is taken from those
    /// that follow. Other durations are rounded to 0.01 s so that the sum stays right. Frames that look the same
    /// as the one before are not stored: that one lasts longer.
    ///
    /// - Throws: ``GIFError``.
    public static func encode(_ frames: [AnimationFrame], options: Options = Options()) throws -> [UInt8] {
        try encode(count: frames.count, options: options) { frames[$0] }
    }

    /// The GIF file of `count` frames, each made when it is needed.
    ///
    /// - Throws: ``GIFError``, and what `frame` throws.
    public static func encode(
        count: Int, options: Options = Options(), frame: @escaping @Sendable (Int) throws -> AnimationFrame
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try encode(count: count, options: options, frame: frame) { bytes += $0 }
        return bytes
    }

    /// Writes the GIF file of `count` frames piece by piece, each frame made when it is needed.
    ///
    /// `frame` is called twice for each index, from several threads: first to find the palette, then to encode. It
    /// must give the same frame both times. A few frames are held at once, and a few bytes for each pixel of the
    /// screen.
    ///
    /// - Parameter output: takes the file's bytes, one piece after another.
    /// - Throws: ``GIFError``, and what `frame` and `output` throw.
    public static func encode(
        count: Int, options: Options = Options(), frame: @escaping @Sendable (Int) throws -> AnimationFrame,
        output: ([UInt8]) throws -> Void
    ) throws {
        var histogram = ColourHistogram()
        var found: FrameSize?
        try Lookahead.forEach(max(count, 0)) { index in
            let next = try frame(index)
            return (size: try FrameSize(of: next, index: index), histogram: ColourHistogram(next.image))
        } body: { next in
            try (found ?? next.size).check(next.size)
            found = found ?? next.size
            histogram.add(next.histogram)
        }
        guard let size = found else { throw GIFError.noFrames }
        let palette = Palette(
            histogram, limit: 256, reduced: 255, reserved: options.reserved.map(Colour.init))
        let indexer = PaletteIndexer(histogram, palette: palette, isDithered: options.isDithered)
        var encoder = try FrameEncoder(
            size: size, palette: palette, bound: min(max(options.bound ?? (palette.isExact ? 0 : 2), 0), 255),
            loops: options.loops,
            isAnimated: count > 1)
        try Lookahead.forEach(count) { index in
            let next = try frame(index)
            try size.check(FrameSize(of: next, index: index))
            return (indices: indexer.indices(of: next.image), duration: next.duration)
        } body: { next in
            try encoder.add(next.indices, duration: next.duration)
            try output(encoder.take())
        }
        try output(try encoder.finish())
    }
}
