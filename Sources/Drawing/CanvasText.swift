import CCairo

/// Which part of a line of text a place names.
public enum HorizontalAnchor: Sendable {
    case left, center, right
}

/// Which height of a line of text a place names: the baseline, the capitals' middle, or their top.
public enum VerticalAnchor: Sendable {
    case baseline, middle, top
}

extension Canvas {
    /// Writes one line of text.
    ///
    /// - Parameters:
    ///   - point: where the anchors lie.
    ///   - rotation: degrees counter-clockwise about `point`.
    ///   - halo: a colour drawn around the letters to set them off, and how far it reaches in pixels.
    public func text(
        _ text: String, at point: Point, font: Font, color: Color = .ink,
        horizontal: HorizontalAnchor = .left, vertical: VerticalAnchor = .baseline,
        rotation: Double = 0, halo: (color: Color, width: Double)? = nil
    ) {
        let layout = TextLayout(text, font: font)
        let dx: Double =
            switch horizontal {
            case .left: 0
            case .center: -layout.width / 2
            case .right: -layout.width
            }
        let dy: Double =
            switch vertical {
            case .baseline: 0
            case .middle: font.capHeight / 2
            case .top: font.capHeight
            }
        let clip = clip
        cairo_save(context)
        cairo_translate(context, point.x, point.y)
        cairo_rotate(context, -rotation * .pi / 180)
        cairo_translate(context, dx, dy)
        record?.note(text, layout, font: font, in: context, clip: clip)
        if let words {
            words.append(text, width: layout.width, font: font, color: color, halo: halo, in: context)
        } else {
            draw(layout, font: font, color: color, halo: halo)
        }
        cairo_restore(context)
    }

    private func draw(
        _ layout: TextLayout, font: Font, color: Color, halo: (color: Color, width: Double)?
    ) {
        ScaledFont.select(font, in: context)
        if let halo {
            traceOutlines(of: layout.runs, font: font)
            paintStroke(Stroke(color: halo.color, width: halo.width * 2, isRound: true))
        }
        // Outlines keep fractions of a pixel between letters, which Cairo's own glyphs would round away.
        if !isVector {
            traceOutlines(of: layout.runs, font: font)
            paintFill(color)
        }
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.opacity)
        for run in layout.runs where isVector || run.face == .pictograph {
            cairo_move_to(context, run.x, 0)
            if run.face == .typeface {
                cairo_show_text(context, run.text)
            } else {
                ShapedText(run.text, font: font).show(in: context)
            }
        }
    }

    private func traceOutlines(of runs: [TextLayout.Run], font: Font) {
        cairo_new_path(context)
        for run in runs {
            cairo_move_to(context, run.x, 0)
            if run.face == .typeface {
                cairo_text_path(context, run.text)
            } else {
                ShapedText(run.text, font: font).trace(in: context)
            }
        }
    }
}
