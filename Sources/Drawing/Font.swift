import CCairo

/// How text is set: a size in pixels and a weight, in Inter, or DejaVu Sans where that is not installed.
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
    /// The distance from baseline to baseline.
    public var lineHeight: Double { (size * 1.35).rounded() }

    /// The width of one line of text in pixels at scale 1; every digit is as wide as any other.
    public func width(of text: String) -> Double {
        TextLayout(text, font: self).width
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

/// One line of text cut into runs at fixed places, its digits centred in cells of one width.
///
/// Numbers that change between frames then keep their places to the pixel.
struct TextLayout {
    /// The runs and how far each starts from the left.
    private(set) var runs: [(text: String, x: Double)] = []
    /// The width of the whole line.
    private(set) var width = 0.0

    init(_ text: String, font: Font) {
        let scaled = ScaledFont(family: Font.family, size: font.size, isBold: font.weight == .bold)
        let cell = Font.digitAdvance[font.weight == .bold ? 1 : 0] * font.size
        var run = ""
        for character in text {
            if character.isASCII, character.isNumber {
                append(&run, measuredBy: scaled)
                let digit = String(character)
                runs.append((digit, width + (cell - scaled.advance(of: digit)) / 2))
                width += cell
            } else {
                run.append(character)
            }
        }
        append(&run, measuredBy: scaled)
    }

    private mutating func append(_ run: inout String, measuredBy font: borrowing ScaledFont) {
        guard !run.isEmpty else { return }
        runs.append((run, width))
        width += font.advance(of: run)
        run = ""
    }
}

/// A font at one size, for measuring: unhinted, so that widths grow in proportion with the scale.
struct ScaledFont: ~Copyable {
    private let face: OpaquePointer?
    private let font: OpaquePointer?

    init(family: String, size: Double, isBold: Bool) {
        face = cairo_toy_font_face_create(
            family, CAIRO_FONT_SLANT_NORMAL, isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        var matrix = cairo_matrix_t(), identity = cairo_matrix_t()
        cairo_matrix_init_scale(&matrix, size, size)
        cairo_matrix_init_identity(&identity)
        let options = Self.makeOptions()
        font = cairo_scaled_font_create(face, &matrix, &identity, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        cairo_scaled_font_destroy(font)
        cairo_font_face_destroy(face)
    }

    /// How far the pen moves over `text`; 0 where the font cannot be used.
    func advance(of text: String) -> Double {
        guard cairo_scaled_font_status(font) == CAIRO_STATUS_SUCCESS else { return 0 }
        var extents = cairo_text_extents_t()
        cairo_scaled_font_text_extents(font, text, &extents)
        return extents.x_advance
    }

    /// Chooses the font and its rendering for text drawn with `context`.
    static func select(_ font: Font, in context: OpaquePointer) {
        cairo_select_font_face(
            context, Font.family, CAIRO_FONT_SLANT_NORMAL,
            font.weight == .bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, font.size)
        let options = makeOptions()
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    private static func makeOptions() -> OpaquePointer? {
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        return options
    }
}
