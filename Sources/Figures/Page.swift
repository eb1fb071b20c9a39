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
        canvas.text(
            Font.title.fitting(title, width: right - left), at: Point(left, 31), font: .title)
        canvas.text(subtitle, at: Point(left, 51), font: .subtitle, color: .secondary)
        canvas.text(
            trailing, at: Point(right, 51), font: .subtitle, color: .secondary, horizontal: .right)
    }
}

extension Font {
    /// A text in lines that are as wide at the most, unless a word is wider.
    func lines(of text: String, width: Double) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            let longer = lines.last.map { $0 + " " + word }
            if let longer, self.width(of: longer) <= width {
                lines[lines.count - 1] = longer
            } else {
                lines.append(String(word))
            }
        }
    }
}
