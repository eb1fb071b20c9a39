import CCairo

/// A run of text that the figures' typeface has no letters for: Pango finds fonts that have them, joins letters and
/// orders them as their script wants.
struct ShapedText: ~Copyable {
    private let layout: OpaquePointer?

    /// Sets `text` in one line, unhinted, so that widths grow in proportion with the scale.
    init(_ text: String, font: Font) {
        // The thread's own map; nothing is shared between threads.
        let context = pango_font_map_create_context(pango_cairo_font_map_get_default())
        let options = ScaledFont.makeOptions()
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        let description = pango_font_description_new()
        pango_font_description_set_family(description, Font.family)
        pango_font_description_set_absolute_size(description, font.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(
            description, font.weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        layout = pango_layout_new(context)
        pango_layout_set_font_description(layout, description)
        pango_layout_set_single_paragraph_mode(layout, 1)
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
        pango_font_description_free(description)
        g_object_unref(UnsafeMutableRawPointer(context))
    }

    deinit { g_object_unref(layout.map { UnsafeMutableRawPointer($0) }) }

    /// How far the pen moves over the text.
    var width: Double { extents.logical.width }

    /// The rectangle around the ink, from the line's origin on the baseline.
    var ink: Rectangle { extents.ink }

    /// Whether some letter is in no font of this machine.
    var hasMissingLetters: Bool { pango_layout_get_unknown_glyphs_count(layout) > 0 }

    /// Adds the letters' outlines to the path of `context`, from its current point; none for letters that are
    /// pictures.
    func trace(in context: OpaquePointer) {
        pango_cairo_layout_line_path(context, pango_layout_get_line_readonly(layout, 0))
    }

    /// Draws the letters with the source of `context`, from its current point.
    func show(in context: OpaquePointer) {
        pango_cairo_show_layout_line(context, pango_layout_get_line_readonly(layout, 0))
    }

    private var extents: (ink: Rectangle, logical: Rectangle) {
        var ink = PangoRectangle(), logical = PangoRectangle()
        pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), &ink, &logical)
        func rectangle(_ box: PangoRectangle) -> Rectangle {
            let unit = Double(PANGO_SCALE)
            return Rectangle(
                x: Double(box.x) / unit, y: Double(box.y) / unit, width: Double(box.width) / unit,
                height: Double(box.height) / unit)
        }
        return (rectangle(ink), rectangle(logical))
    }
}
