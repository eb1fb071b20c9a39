/// One line of text cut into runs at fixed places, its digits centred in cells of one width.
///
/// Numbers that change between frames then keep their places to the pixel.
struct TextLayout {
    /// A piece of the line.
    struct Run {
        let text: String
        /// How far it starts from the left.
        let x: Double
        let face: Face
    }

    /// What a letter is drawn with: the figures' typeface, or where that has no such letter what Pango finds,
    /// which for pictographs are pictures rather than outlines.
    enum Face {
        case typeface, other, pictograph
    }

    /// The runs from left to right.
    private(set) var runs: [Run] = []
    /// The width of the whole line.
    private(set) var width = 0.0

    init(_ text: String, font: Font) {
        let scaled = ScaledFont(family: Font.family, size: font.size, isBold: font.weight == .bold)
        let cell = Font.digitAdvance[font.weight == .bold ? 1 : 0] * font.size
        var run = "", face = Face.typeface
        for character in text {
            if character.isASCII, character.isNumber {
                append(&run, face, font, measuredBy: scaled)
                let digit = String(character)
                runs.append(
                    Run(text: digit, x: width + (cell - scaled.advance(of: digit)) / 2, face: .typeface))
                width += cell
                continue
            }
            // Spaces go with the words before them, so that words of one script stay together.
            let next = run.isEmpty || character != " " ? scaled.face(of: character) : face
            if next != face { append(&run, face, font, measuredBy: scaled) }
            face = next
            run.append(character)
        }
        append(&run, face, font, measuredBy: scaled)
    }

    private mutating func append(
        _ run: inout String, _ face: Face, _ font: Font, measuredBy scaled: borrowing ScaledFont
    ) {
        guard !run.isEmpty else { return }
        runs.append(Run(text: run, x: width, face: face))
        width += face == .typeface ? scaled.advance(of: run) : ShapedText(run, font: font).width
        run = ""
    }
}

extension ScaledFont {
    /// What `character` is drawn with where this font is the typeface.
    fileprivate func face(of character: Character) -> TextLayout.Face {
        if character.isASCII || hasLetters(for: String(character)) { return .typeface }
        let isPictograph = character.unicodeScalars.contains {
            $0.properties.isEmojiPresentation || $0.value == 0xFE0F
        }
        return isPictograph ? .pictograph : .other
    }
}

extension Font {
    /// The letters of `texts` that no font of this machine has, each once, in order of appearance.
    public static func missingLetters(in texts: some Sequence<String>) -> [Character] {
        let font = Font.label
        let scaled = ScaledFont(family: family, size: font.size, isBold: false)
        var known: Set<Character> = []
        return texts.joined().filter { character in
            !character.isASCII && known.insert(character).inserted && scaled.face(of: character) != .typeface
                && ShapedText(String(character), font: font).hasMissingLetters
        }
    }
}
