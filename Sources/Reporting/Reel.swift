import Animation
import Drawing
import Foundation
import Storage

/// Pictures one after another and for how long each is shown: what an animation is made of.
struct Reel: Sendable {
    /// The frames, all of one size; at least one.
    let pictures: [Picture]
    /// Seconds on the screen, one a frame.
    let durations: [Double]
    /// Pixels of the file for each of the picture.
    var scale = 1.0
    /// The frame that stands for all of them where nothing moves; `nil` for the last.
    var poster: Int?

    /// Seconds for even steps along a path, so that the journey starts and ends gently.
    ///
    /// The position after the share t of the time is (1 - cos(pi t)) / 2; a step lasts as long as the position is
    /// nearer to it than to the steps beside it.
    ///
    /// - Parameters:
    ///   - seconds: the whole journey.
    ///   - held: how long the first and the last step are shown, instead.
    static func eased(count: Int, seconds: Double, held: Double) -> [Double] {
        func time(at position: Double) -> Double {
            acos(1 - 2 * min(max(position, 0), 1)) / .pi * seconds
        }
        return (0..<max(count, 0)).map { step in
            guard step > 0, step < count - 1 else { return held }
            let place = Double(step), last = Double(count - 1)
            return time(at: (place + 0.5) / last) - time(at: (place - 0.5) / last)
        }
    }

    /// Writes the animation as GIF and as what else is asked for, and its poster as a PNG of the same name.
    ///
    /// - Parameter url: the GIF; the other files have other endings.
    func write(to url: URL, _ settings: AnimationSettings) throws {
        let (pictures, durations, scale) = (pictures, durations, scale)
        try AtomicFile.write(to: url) { append in
            try AnimatedGIF.encode(
                count: pictures.count, options: settings.encoding,
                frame: {
                    AnimationFrame(try pictures[$0].pixels(scale: scale), duration: durations[$0])
                }, output: append)
        }
        let name = url.deletingPathExtension()
        if let still = pictures.indices.contains(poster ?? -1) ? poster.map({ pictures[$0] }) : pictures.last
        {
            try AtomicFile.write(try still.png(scale: 2), to: name.appendingPathExtension("png"))
        }
        for format in settings.formats {
            let bytes = try Film().encode(as: format, durations: durations) {
                try pictures[$0].png(scale: scale)
            }
            try AtomicFile.write(bytes, to: name.appendingPathExtension(format.fileExtension))
        }
    }
}
