import Drawing

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
