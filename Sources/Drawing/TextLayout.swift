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
