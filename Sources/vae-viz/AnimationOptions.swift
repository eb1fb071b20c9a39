import Animation
import ArgumentParser
import Reporting

/// How animations are written.
struct AnimationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Animations beside the GIF: apng, webp, mp4, comma between. They need ffmpeg. (default: gif)",
            valueName: "list"))
    var animationFormat: String?
    @Option(
        help: ArgumentHelp(
            "How far a GIF's colours may be off, in 255ths a channel, to make it smaller, 0 to 32. "
                + "(default: 2 for pictures full of shades in more than 256 colours, else 0)",
            valueName: "n"))
    var lossy: Int?
    @Option(
        help: ArgumentHelp(
            "How often animations play, up to 65535; 0 is without end. An MP4 plays as its player is told.",
            valueName: "n"))
    var loop = 0
    @Flag(help: "Mix the colours that a GIF does not have in a fixed pattern.")
    var dither = false

    func validate() throws {
        if let lossy, !(0...32).contains(lossy) {
            throw ValidationError("--lossy \(lossy): choose 0 to 32")
        }
        guard (0...65_535).contains(loop) else {
            throw ValidationError("--loop \(loop): choose 0 (without end) to 65535")
        }
        _ = try formats()
    }

    /// The settings that the options ask for.
    ///
    /// - Throws: `FilmError` where a format needs a program that is not there.
    func settings() throws -> AnimationSettings {
        let settings = AnimationSettings(
            formats: try formats(), bound: lossy, isDithered: dither,
            loops: AnimatedGIF.Loops(plays: loop))
        try settings.check()
        return settings
    }

    private func formats() throws -> [AnimationFormat] {
        try (animationFormat ?? "").split(separator: ",").map { name in
            guard let format = AnimationFormat(rawValue: String(name)) else {
                let known = AnimationFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--animation-format '\(name)': choose from \(known)")
            }
            return format
        }
    }
}
