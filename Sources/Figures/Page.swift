import Drawing

/// What every figure shares: its margins, title and subtitle.
enum Page {
    /// White space around a figure.
    static let margin = 20.0
    /// Where a figure's content begins below title and subtitle.
    static let contentTop = 66.0

    /// Writes the title, and under it the moment on the left and the test ELBO at the right edge.
    ///
    /// Both ends of the second line stay where they are from frame to frame.
    static func drawHeader(
        title: String, moment: Moment, left: Double = margin, right: Double, on canvas: borrowing Canvas
    ) {
        drawHeader(
            title: title, subtitle: Moment.capitalised(moment.time), trailing: moment.measure, left: left,
            right: right, on: canvas)
    }

    /// Writes a title, a subtitle under it, and a note at the right end of the subtitle's line.
    static func drawHeader(
        title: String, subtitle: String, trailing: String = "", left: Double = margin, right: Double,
        on canvas: borrowing Canvas
    ) {
        canvas.text(title, at: Point(left, 31), font: .title)
        canvas.text(subtitle, at: Point(left, 51), font: .subtitle, color: .secondary)
        canvas.text(
            trailing, at: Point(right, 51), font: .subtitle, color: .secondary, horizontal: .right)
    }
}

/// A class's name in a rounded box of its colour.
enum ClassBadge {
    static let font = Font(size: 11, weight: .bold)
    static let height = 18.0

    static func width(of name: String) -> Double {
        max(height, (font.width(of: name) + 12).rounded())
    }

    static func draw(_ name: String, in box: Rectangle, color: Color, on canvas: borrowing Canvas) {
        canvas.fill(box.inset(by: -1.5), color: .paper, radius: box.height / 2 + 1.5)
        canvas.fill(box, color: color, radius: box.height / 2)
        canvas.text(
            name, at: box.center, font: font, color: textColor(on: color), horizontal: .center,
            vertical: .middle)
    }

    /// White or near-black, whichever stands out more.
    static func textColor(on color: Color) -> Color {
        color.luminance > 0.4 ? .ink : .paper
    }
}
