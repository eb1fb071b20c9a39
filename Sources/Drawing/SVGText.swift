import CCairo

/// Lines of text as elements of an SVG document, over all else that is drawn.
final class SVGText {
    private var lines: [String] = []

    /// The fonts that a reader's machine is asked for, the figures' own first.
    private static let families = "Inter,'DejaVu Sans','Noto Sans','Helvetica Neue',Arial,sans-serif"

    /// The element that holds all lines.
    var element: String {
        "<g font-family=\"\(Self.families)\" style=\"white-space:pre;font-variant-numeric:tabular-nums\">\n"
            + lines.joined(separator: "\n") + "\n</g>"
    }

    /// Adds a line whose origin is that of `context` now; it takes `width` in whatever font it is shown.
    func append(
        _ text: String, width: Double, font: Font, color: Color, halo: (color: Color, width: Double)?,
        in context: OpaquePointer
    ) {
        guard width > 0, text.contains(where: { !$0.isWhitespace }) else { return }
        var matrix = cairo_matrix_t()
        cairo_get_matrix(context, &matrix)
        let places = [matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0].map(Self.number)
        let weight = font.weight == .bold ? " font-weight=\"bold\"" : ""
        let edge = halo.map { halo in
            " paint-order=\"stroke\" stroke-width=\"\(Self.number(halo.width * 2))\" stroke-linejoin=\"round\""
                + Self.paint("stroke", halo.color)
        }
        lines.append(
            "<text transform=\"matrix(\(places.joined(separator: " ")))\" font-size=\"\(Self.number(font.size))\""
                + weight + Self.paint("fill", color) + (edge ?? "")
                + " textLength=\"\(Self.number(width))\" lengthAdjust=\"spacingAndGlyphs\">"
                + Self.escaped(text) + "</text>")
    }

    private static func paint(_ attribute: String, _ color: Color) -> String {
        " \(attribute)=\"\(color.hexadecimal)\""
            + (color.opacity < 1 ? " \(attribute)-opacity=\"\(number(color.opacity))\"" : "")
    }

    private static func number(_ value: Double) -> String {
        String(
            decoding: SVGNumber.text(Int((min(max(value, -1e7), 1e7) * 1000).rounded()), per: 1000),
            as: UTF8.self)
    }

    /// The text as XML writes it, without the characters that XML cannot hold.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\t", "\n", "\r", " "..."\u{FFFD}", "\u{10000}"...: result.unicodeScalars.append(scalar)
            default: break
            }
        }
        return result
    }
}
