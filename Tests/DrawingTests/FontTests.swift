import Testing

@testable import Drawing

@Suite struct FontTests {
    @Test func numbersOfOneLengthAreOfOneWidth() {
        for font in [Font.title, .subtitle, .tick] {
            #expect(abs(font.width(of: "−111.11") - font.width(of: "−908.64")) < 1e-9)
        }
        let layout = TextLayout("epoch 12", font: .label), other = TextLayout("epoch 47", font: .label)
        #expect(layout.runs.count == 3)
        #expect(layout.runs[0].x == other.runs[0].x && layout.width == other.width)
    }

    @Test func widthsGrowWithTextAndSize() {
        #expect(Font.label.width(of: "") == 0)
        #expect(Font.label.width(of: "Ankle boot") > Font.label.width(of: "Ankle"))
        #expect(Font(size: 22).width(of: "Bag") > 1.9 * Font(size: 11).width(of: "Bag"))
    }

    @Test func longTextIsCutToFit() {
        let text = "A data set with a name that goes on and on"
        let cut = Font.title.fitting(text, width: 120)
        #expect(cut.hasSuffix("…") && text.hasPrefix(cut.dropLast()) && cut.count > 5)
        #expect(Font.title.width(of: cut) <= 120)
        #expect(Font.title.fitting("MNIST", width: 120) == "MNIST")
        #expect(Font.title.fitting(text, width: 0) == "…")
    }

    @Test func textStaysInsideTheBoxThatItsWidthPromises() throws {
        let font = Font(size: 20)
        let picture = Picture(width: 220, height: 40) { canvas in
            canvas.text("T-shirt/top 358", at: Point(20, 28), font: font)
        }
        let image = try picture.pixels()
        let inked = (0..<image.width * image.height).filter { image.rgb[$0 * 3] < 250 }
        let columns = inked.map { $0 % image.width }, rows = inked.map { $0 / image.width }
        #expect((columns.min() ?? 0) >= 19)
        #expect(Double(columns.max() ?? 0) <= 21 + font.width(of: "T-shirt/top 358"))
        #expect((rows.min() ?? 0) >= 28 - Int(font.size))
    }
}
