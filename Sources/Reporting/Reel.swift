import Animation
import Drawing
import Foundation
import Storage

/// Pictures, and when each is shown: what an animation is made of.
struct Reel: Sendable {
    /// How many pictures there are.
    let count: Int
    /// A picture by its index, the same whenever it is asked for; all are of one size.
    let picture: @Sendable (Int) throws -> Picture
    /// The frames, in their order.
    let showings: [Showing]
    /// Pixels of the file for each of the picture.
    let scale: Double
    /// The picture that stands for all of them where nothing moves.
    let poster: Int

    /// Pictures one after another.
    ///
    /// - Parameters:
    ///   - picture: composes the picture of an index when it is to be drawn, so that no more need be held than are
    ///     looked at; called from several threads.
    ///   - durations: seconds on the screen, one a picture.
    ///   - goesBack: whether the way leads back to the first picture, through those between.
    ///   - poster: the picture that stands for all; `nil` for the last.
    init(
        picture: @escaping @Sendable (Int) throws -> Picture, durations: [Double], goesBack: Bool = false,
        scale: Double = 1, poster: Int? = nil
    ) {
        self.picture = picture
        count = durations.count
        let back = goesBack ? durations.indices.dropFirst().dropLast().reversed() : []
        showings = (Array(durations.indices) + back).map { Showing(picture: $0, duration: durations[$0]) }
        self.scale = scale
        self.poster = poster ?? max(0, count - 1)
    }

    /// Pictures that are there, one after another.
    ///
    /// - Precondition: as many `durations`.
    init(
        _ pictures: [Picture], durations: [Double], goesBack: Bool = false, scale: Double = 1,
        poster: Int? = nil
    ) {
        precondition(durations.count == pictures.count, "a duration for each picture")
        self.init(
            picture: { pictures[$0] }, durations: durations, goesBack: goesBack, scale: scale, poster: poster)
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
        let (picture, showings, scale) = (picture, showings, scale)
        try AtomicFile.write(to: url) { append in
            try AnimatedGIF.encode(
                showings, options: settings.encoding, picture: { try picture($0).runs(scale: scale) },
                output: append)
        }
        let name = url.deletingPathExtension()
        if poster < count {
            try AtomicFile.write(try picture(poster).png(scale: 2), to: name.appendingPathExtension("png"))
        }
        for format in settings.formats {
            let bytes = try Film().encode(
                as: format, durations: showings.map(\.duration), loops: settings.loops
            ) {
                try picture(showings[$0].picture).png(scale: scale)
            }
            try AtomicFile.write(bytes, to: name.appendingPathExtension(format.fileExtension))
        }
    }
}
