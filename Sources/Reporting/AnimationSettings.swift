public import Animation
import Drawing

/// How a run's animations are written.
public struct AnimationSettings: Sendable, Equatable {
    /// The formats beside GIF, which is always written.
    public var formats: [AnimationFormat]
    /// How far a channel of a pixel may be from the palette's colour for it, of 255, to make a GIF smaller; `nil`
    /// is as ``AnimatedGIF/Options`` has it.
    public var bound: Int?
    /// Whether a GIF's colours are dithered.
    public var isDithered: Bool
    /// How often the animations play.
    public var loops: AnimatedGIF.Loops

    /// Settings; what is not given is the default.
    package init(
        formats: [AnimationFormat] = [], bound: Int? = nil, isDithered: Bool = false,
        loops: AnimatedGIF.Loops = .forever
    ) {
        self.formats = formats.filter { $0 != .gif }
        self.bound = bound
        self.isDithered = isDithered
        self.loops = loops
    }

    /// Looks for what the formats need.
    ///
    /// - Throws: `FilmError` where it is not there.
    public func check() throws {
        if !formats.isEmpty { _ = try Film() }
    }

    /// What the GIF encoder is told: the colours of classes and of annotation stay what they are.
    var encoding: AnimatedGIF.Options {
        var options = AnimatedGIF.Options()
        options.bound = bound
        options.isDithered = isDithered
        options.loops = loops
        options.reserved =
            [.paper, .ink, .secondary, .rule, .hairline, .accent, .sample] + Palette.classes.colors
        return options
    }
}
