import Drawing
import LatentSpace
import Testing

@testable import Figures

/// Figures of decoded images: draws from the prior, and an image that is edited.
@Suite struct DrawnImagesTests {
    private func draws(_ count: Int, plane: LatentPlane = LatentPlane(dimensions: 2)) -> PriorSamplesFigure {
        var samples = Samples()
        let images = samples.images(count)
        let draws = images.enumerated().map { index, image in
            PriorSamplesFigure.Draw(
                place: SIMD2(samples.uniform() * 4 - 2, samples.uniform() * 4 - 2), decoded: image,
                label: index % 5 == 4 ? 9 : index % 3)
        }
        return PriorSamplesFigure(
            draws: draws, classes: Samples.fashion, moment: samples.moment, plane: plane)
    }

    private func attribute(reach: Double = 1) -> AttributeFigure {
        var samples = Samples()
        let amounts = stride(from: -1.0, through: 1.5, by: 0.25).map { $0 }
        let images = samples.images(amounts.count + 1)
        let steps = zip(amounts, images).map { amount, image in
            AttributeFigure.Step(
                amount: amount, place: SIMD2(-0.5 + amount * reach, 0.4), decoded: image,
                label: amount < 0.5 ? 6 : 3)
        }
        return AttributeFigure(
            from: 6, to: 3, input: images[amounts.count], steps: steps,
            means: (SIMD2(-0.4, 0), SIMD2(-0.4 + reach, 0)), backdrop: samples.points(500, classes: 10),
            classes: Samples.fashion, moment: samples.moment)
    }

    @Test func drawsAreCountedByWhatTheyLookLike() throws {
        let figure = draws(100)
        let counts = Dictionary(uniqueKeysWithValues: figure.shares.map { ($0.label, $0.count) })
        #expect(counts == [0: 27, 1: 26, 2: 27, 9: 20])
        #expect(figure.shares.map(\.label) == [0, 2, 1, 9])
        #expect(figure.alternativeText.contains("T-shirt/top 27, Pullover 27, Trouser 26, Ankle boot 20"))
        #expect(figure.alternativeText.contains("None looks like: Dress"))
        try expectLegibleText(figure)
        try expectWhiteMargins(figure.picture())
    }

    @Test(arguments: [0, 1, 7, 100])
    func drawsKeepApart(count: Int) throws {
        let figure = draws(count)
        let layout = PriorSamplesLayout(figure)
        #expect(layout.images.count == count)
        let names = layout.bars.map { bar in
            let width = Font.label.width(of: figure.classes[bar.label])
            return Rectangle(x: bar.box.x - 8 - width, y: bar.box.y, width: width, height: 13)
        }
        let images = layout.images.map { Rectangle(x: $0.x, y: $0.y, width: $0.width, height: $0.height + 6) }
        expectApart(
            images + [layout.plot.frame.inset(by: -20)] + names + layout.bars.map(\.box),
            in: page(of: figure.picture()))
        for place in layout.places { #expect(layout.plot.frame.contains(place)) }
    }

    /// Every pixel of a decoded draw is two by two pixels of the picture in its own grey.
    @Test func drawsAreDrawnPixelForPixel() throws {
        let figure = draws(23)
        let layout = PriorSamplesLayout(figure)
        let image = try figure.picture().pixels()
        for (draw, box) in zip(figure.draws, layout.images) {
            for (x, y) in [(0, 0), (27, 27), (13, 5)] {
                for (dx, dy) in [(0, 0), (1, 1)] {
                    let place = (Int(box.y) + 2 * y + dy) * image.width + Int(box.x) + 2 * x + dx
                    let drawn = image.rgb[place * 3]
                    #expect(drawn == 255 - draw.decoded.bytes[y * 28 + x])
                }
            }
        }
    }

    @Test func drawsOnALineAreSpreadOverTheHeight() throws {
        let figure = draws(30, plane: LatentPlane(dimensions: 1))
        let heights = PriorSamplesLayout(figure).places.map(\.y)
        #expect((heights.max() ?? 0) - (heights.min() ?? 0) > 100)
        try expectDrawn(figure)
    }

    @Test(arguments: [1.0, 0.05, 0, 3])
    func stepsOfAnEditKeepApart(reach: Double) throws {
        let figure = attribute(reach: reach)
        let layout = AttributeLayout(figure)
        #expect(layout.strip.count == 11)
        let captions = zip(figure.steps, layout.strip).map { step, box in
            let text = AttributeFigure.text(step.amount)
            return Rectangle(
                center: Point(box.center.x, box.y - 12), width: Font.heading.width(of: text), height: 11)
        }
        let note = Font.tick.box(of: layout.note, x: Page.margin, y: Double(figure.picture().height) - 20)
        let images = layout.strip + [layout.input]
        expectApart(
            images.map { Rectangle(x: $0.x, y: $0.y, width: $0.width, height: $0.height + 24) } + captions
                + [note, layout.plot.frame.inset(by: -30)], in: page(of: figure.picture()))
        expectApart(
            layout.amounts.map(\.box) + layout.labels.map(\.box) + layout.plot.priorNames,
            in: layout.plot.frame)
        try expectLegibleText(figure)
        try expectWhiteMargins(figure.picture())
    }

    @Test func editsTellWhereTheyTurn() {
        let words = attribute().alternativeText
        #expect(words.contains("a test image of class Shirt"))
        #expect(words.contains("which is 1.00 long, in 11 steps from −1.00 to +1.50"))
        #expect(words.contains("It first looks like Dress at +0.50."))
        #expect(words.contains("0.00 like Shirt"))
    }
}
