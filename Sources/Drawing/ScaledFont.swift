import CCairo

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

    /// The rectangle around the ink of `text`, from its origin on the baseline; empty where there is none.
    func ink(of text: String) -> Rectangle {
        var extents = cairo_text_extents_t()
        if cairo_scaled_font_status(font) == CAIRO_STATUS_SUCCESS {
            cairo_scaled_font_text_extents(font, text, &extents)
        }
        return Rectangle(
            x: extents.x_bearing, y: extents.y_bearing, width: extents.width, height: extents.height)
    }

    /// Whether the font has a letter for every character of `text`.
    func hasLetters(for text: String) -> Bool {
        var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
        var count: Int32 = 0
        let length = Int32(clamping: text.utf8.count)
        guard
            cairo_scaled_font_text_to_glyphs(font, 0, 0, text, length, &glyphs, &count, nil, nil, nil)
                == CAIRO_STATUS_SUCCESS, let glyphs
        else { return false }
        defer { cairo_glyph_free(glyphs) }
        // What is missing has the number 0.
        return UnsafeBufferPointer(start: glyphs, count: Int(count)).allSatisfy { $0.index != 0 }
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

    /// Unhinted and smoothed in grey; to be destroyed by the caller.
    static func makeOptions() -> OpaquePointer? {
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        return options
    }
}
