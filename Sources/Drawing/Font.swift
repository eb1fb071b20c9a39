/// How text is set: a size in pixels and a weight, in Inter, or DejaVu Sans where that is not installed; letters that
/// the typeface does not have are taken from other fonts.
public struct Font: Sendable, Hashable {
    /// The thickness of the strokes.
    public enum Weight: Sendable {
        case regular, bold
    }

    /// The em size in pixels at scale 1.
    public let size: Double
    /// The thickness of the strokes.
    public let weight: Weight

    /// A font by size and weight.
    public init(size: Double, weight: Weight = .regular) {
        self.size = size
        self.weight = weight
    }

    /// Titles: 16 px, bold.
    public static let title = Font(size: 16, weight: .bold)
    /// Subtitles: 12 px.
    public static let subtitle = Font(size: 12)
    /// Names of axes and panels: 11 px, bold.
    public static let heading = Font(size: 11, weight: .bold)
    /// Notes and labels: 11 px.
    public static let label = Font(size: 11)
    /// Tick values: 10 px.
    public static let tick = Font(size: 10)

    /// The height of capital letters.
    public var capHeight: Double { size * 0.727 }

    /// The width of one line of text in pixels at scale 1; every digit is as wide as any other.
    public func width(of text: String) -> Double {
        TextLayout(text, font: self).width
    }

    /// The text itself where it fits in `width` pixels, else its beginning and an ellipsis.
    public func fitting(_ text: String, width limit: Double) -> String {
        guard width(of: text) > limit else { return text }
        // The longest beginning that fits, found by halving.
        let letters = Array(text)
        var fitting = 0, tooLong = letters.count
        while tooLong - fitting > 1 {
            let middle = (fitting + tooLong) / 2
            if width(of: String(letters[..<middle]) + "…") > limit {
                tooLong = middle
            } else {
                fitting = middle
            }
        }
        return String(letters[..<fitting]) + "…"
    }

    /// The family that text is set in.
    static let family: String = {
        let isMissing =
            ScaledFont(family: "Inter", size: 100, isBold: false).advance(of: "Rag")
            == ScaledFont(family: "no such family", size: 100, isBold: false).advance(of: "Rag")
        return isMissing ? "DejaVu Sans" : "Inter"
    }()

    /// The widest digit in ems, by weight.
    static let digitAdvance: [Double] = [false, true].map { isBold in
        let font = ScaledFont(family: family, size: 1000, isBold: isBold)
        return (0...9).map { font.advance(of: String($0)) }.max().map { $0 / 1000 } ?? 0.6
    }
}
