/// The files that an animation is written as.
public enum AnimationFormat: String, CaseIterable, Sendable {
    /// Always written, by ``AnimatedGIF``.
    case gif
    /// All colours, nothing lost; browsers play it wherever they show PNG.
    case apng
    /// Small, nearly nothing lost.
    case webp
    /// A film without sound, H.264.
    case mp4

    /// The file name's ending.
    public var fileExtension: String { rawValue }

    /// What ``Film`` tells ffmpeg to make of the frames; a film in MP4 plays as often as its player is told to.
    func encoding(_ loops: AnimatedGIF.Loops) -> [String] {
        switch self {
        case .gif: ["-loop", String(loops.repeats.map(Int.init) ?? -1), "-f", "gif"]
        case .apng:
            ["-c:v", "apng", "-pix_fmt", "rgb24", "-plays", String(min(loops.plays, 65_535)), "-f", "apng"]
        case .webp:
            [
                "-c:v", "libwebp_anim", "-quality", "90", "-loop", String(min(loops.plays, 65_535)), "-f",
                "webp",
            ]
        case .mp4:
            // Players want an even size and colours at half the resolution.
            [
                "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white", "-c:v", "libx264", "-pix_fmt", "yuv420p",
                "-crf", "18", "-movflags", "+faststart", "-f", "mp4",
            ]
        }
    }
}
