import Testing

@testable import Drawing

/// Letters that the figures' typeface does not have.
@Suite struct OtherScriptsTests {
    private static let hasKana = Font.missingLetters(in: ["おき"]).isEmpty

    private func pixels(_ text: String) throws -> PixelImage {
        try picture(text).pixels()
    }

    private func picture(_ text: String) -> Picture {
        Picture(width: 200, height: 40) { canvas in
            canvas.text(text, at: Point(20, 28), font: Font(size: 20))
        }
    }

    @Test func textOfTheTypefaceStaysWithIt() {
        let layout = TextLayout("Ж σ − · … é №12", font: .label)
        #expect(layout.runs.allSatisfy { $0.face == .typeface })
    }

    @Test(.enabled(if: hasKana, "needs a Japanese font, such as fonts-wqy-microhei"))
    func lettersAreTakenFromOtherFonts() throws {
        #expect(try pixels("お") != pixels("き"))
        let layout = TextLayout("Bag お き 7", font: .label)
        #expect(layout.runs.map(\.text) == ["Bag ", "お き ", "7"])
        #expect(layout.runs.map(\.face) == [.typeface, .other, .typeface])
    }

    @Test(.enabled(if: hasKana, "needs a Japanese font, such as fonts-wqy-microhei"))
    func measuresAreOfWhatIsDrawn() throws {
        let text = "おき Bag"
        let image = try pixels(text)
        let inked = (0..<image.width * image.height).filter { image.rgb[$0 * 3] < 250 }.map {
            $0 % image.width
        }
        let box = try #require(try picture(text).texts().first).box
        #expect(abs(Double(inked.min() ?? 0) - box.x) < 1.5)
        #expect(abs(Double(inked.max() ?? 0) + 1 - box.maxX) < 1.5)
        #expect(box.maxX <= 21 + Font(size: 20).width(of: text))
        #expect(abs(Font(size: 40).width(of: text) / Font(size: 20).width(of: text) - 2) < 0.02)
    }

    @Test func lettersThatNoFontHasAreNamedOnce() {
        #expect(Font.missingLetters(in: ["a\u{10FFFD}b", "Жд", "\u{10FFFD}"]) == ["\u{10FFFD}"])
        #expect(Font.missingLetters(in: ["T-shirt/top", "é"]).isEmpty)
    }

    @Test func longTextIsCutAtOnce() {
        let text = String(repeating: "A name without an end ", count: 500)
        let cut = Font.title.fitting(text, width: 300)
        #expect(cut.hasSuffix("…") && Font.title.width(of: cut) <= 300)
        #expect(Font.title.width(of: String(cut.dropLast()) + "nm…") > 300)
    }
}
