/// Animations as GIF files: one palette for all frames, and of each frame only what changed.
///
/// ```swift
/// let bytes = try AnimatedGIF.encode(pictures.map { AnimationFrame($0, duration: 0.1) })
/// ```
///
/// Up to 255 different colours (256 in a single frame) are kept exactly; more are reduced to a palette of 255,
/// without dithering. The same frames give the same bytes.
///
/// What passes through is one type a stage: ``ColourHistogram``, ``Palette``, ``PaletteIndexer``,
/// ``FrameDifference``, ``FrameDelays``, ``GIFWriter``; ``FrameEncoder`` joins the last four.
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

    /// The GIF file that shows `frames` one after another.
    ///
    /// Browsers show no frame for less than 0.02 s: shorter ones are lengthened, and the time is taken from those
    /// that follow. Other durations are rounded to 0.01 s so that the sum stays right.
    ///
    /// - Throws: ``GIFError``.
    public static func encode(_ frames: [AnimationFrame], loops: Loops = .forever) throws -> [UInt8] {
        try encode(count: frames.count, loops: loops) { frames[$0] }
    }

    /// The GIF file of `count` frames, each made when it is needed.
    ///
    /// `frame` is called twice for each index, in ascending order each time: first to find the palette, then to
    /// encode. It must give the same frame both times. One frame is held at once, and a few bytes for each pixel
    /// of the screen.
    ///
    /// - Throws: ``GIFError``, and what `frame` throws.
    public static func encode(
        count: Int, loops: Loops = .forever, frame: (Int) throws -> AnimationFrame
    ) throws -> [UInt8] {
        var histogram = ColourHistogram()
        var size: FrameSize?
        for index in 0..<max(count, 0) {
            let next = try frame(index)
            let expected = try size ?? FrameSize(of: next.image)
            try expected.check(next, index: index)
            histogram.add(next.image)
            size = expected
        }
        guard let size else { throw GIFError.noFrames }
        var encoder = try FrameEncoder(
            size: size, histogram: histogram, loops: loops, isAnimated: count > 1)
        for index in 0..<count {
            let next = try frame(index)
            try size.check(next, index: index)
            try encoder.add(next)
        }
        return try encoder.finish()
    }
}
