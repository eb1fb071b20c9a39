import Animation
import Drawing
import Foundation
import Storage

/// Pictures, and when each is shown: what an animation is made of.
struct Reel: Sendable {
    /// The pictures, all of one size; at least one.
    let pictures: [Picture]
    /// The frames, in their order.
    let showings: [Showing]
    /// Pixels of the file for each of the picture.
    let scale: Double
    /// The picture that stands for all of them where nothing moves.
    let poster: Int

    /// Pictures one after another.
    ///
    /// - Parameters:
    ///   - durations: seconds on the screen, one a picture.
    ///   - goesBack: whether the way leads back to the first picture, through those between.
    ///   - poster: the picture that stands for all; `nil` for the last.
    init(
        _ pictures: [Picture], durations: [Double], goesBack: Bool = false, scale: Double = 1,
        poster: Int? = nil
    ) {
        self.pictures = pictures
        let back = goesBack ? pictures.indices.dropFirst().dropLast().reversed() : []
        showings = (Array(pictures.indices) + back).map { Showing(picture: $0, duration: durations[$0]) }
        self.scale = scale
        self.poster = poster ?? max(0, pictures.count - 1)
    }

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
        let (pictures, showings, scale) = (pictures, showings, scale)
        try AtomicFile.write(to: url) { append in
            try AnimatedGIF.encode(
                showings, options: settings.encoding, picture: { try pictures[$0].runs(scale: scale) },
                output: append)
        }
        let name = url.deletingPathExtension()
        if pictures.indices.contains(poster) {
            try AtomicFile.write(
                try pictures[poster].png(scale: 2), to: name.appendingPathExtension("png"))
        }
        for format in settings.formats {
            let bytes = try Film().encode(
                as: format, durations: showings.map(\.duration), loops: settings.loops
            ) {
                try pictures[showings[$0].picture].png(scale: scale)
            }
            try AtomicFile.write(bytes, to: name.appendingPathExtension(format.fileExtension))
        }
    }
}
