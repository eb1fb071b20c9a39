import Drawing
import LatentSpace
import Testing

@testable import Figures

@Suite struct FigureTests {
    /// One of each figure, of ordinary values.
    private func figures() -> [any Figure] {
        var samples = Samples()
        let (start, end) = Samples.ends()
        let points = samples.points(600, classes: 10)
        let stages = [samples.stage(deviation: 1), samples.stage(deviation: 0.05)]
        let images = samples.images(2)
        let example = ReconstructionsFigure.Example(input: images[0], reconstruction: images[1], elbo: -90.26)
        let path = samples.path("linear", count: 12)
        let window = InterpolationFigure.window(from: start, to: end, paths: [path])
        return [
            samples.grid(classes: Samples.fashion),
            PosteriorFigure(
                means: points, probes: [.init(label: 3, posterior: Samples.posterior(1, 1))],
                classes: Samples.fashion, moment: samples.moment),
            SamplingFigure(label: 9, classes: Samples.fashion, input: images[0], stages: stages),
            InterpolationFigure(
                from: start, to: end, paths: [path], backdrop: points,
                decodedPlane: DecodedPlane(window: window, cells: samples.images(256)),
                classes: Samples.fashion, moment: samples.moment),
            ReconstructionsFigure(
                rows: [.init(label: 0, best: example, median: example, worst: example)],
                classes: Samples.fashion, moment: samples.moment),
            TrainingCurvesFigure(
                records: (0..<9).map { Self.record(step: $0 * 75) }, dataset: "MNIST", stepsPerEpoch: 300),
            samples.loci(), samples.patch(), samples.traversals(dimensions: 10),
        ]
    }

    private static func record(step: Int) -> TrainingCurvesFigure.Record {
        TrainingCurvesFigure.Record(
            step: step, trainELBO: step == 0 ? nil : -200, testELBO: -500 / Double(step + 1) - 150,
            reconstruction: -145, klDivergence: 5, klPerDimension: [2, 3])
    }

    @Test func sameValuesAreTheSameBytes() throws {
        for (first, second) in zip(figures(), figures()) {
            #expect(try first.picture().pixels() == second.picture().pixels())
            #expect(try first.picture().svg() == second.picture().svg())
            #expect(first.alternativeText == second.alternativeText)
        }
    }

    @Test func marginsStayWhite() throws {
        for figure in figures() {
            let image = try figure.picture().pixels()
            for column in 0..<image.width {
                for row in [0, 1, image.height - 2, image.height - 1] {
                    #expect(image.rgb[(row * image.width + column) * 3] == 255, "\(type(of: figure))")
                }
            }
            for row in 0..<image.height {
                for column in [0, 1, image.width - 2, image.width - 1] {
                    #expect(image.rgb[(row * image.width + column) * 3] == 255, "\(type(of: figure))")
                }
            }
        }
    }

    @Test func textIsLegibleAndWhole() throws {
        for figure in figures() { try expectLegibleText(figure) }
    }

    @Test func wordsStateTheNumbers() {
        let texts = figures().map(\.alternativeText)
        #expect(texts[0].contains("20 by 20 codes") && texts[0].contains("−238.42 nats per image"))
        #expect(texts[0].contains("z1 from −1.64 to 1.64"))
        #expect(texts[1].contains("600 test images") && texts[1].contains("standard deviation of 0.20"))
        #expect(texts[2].contains("40 draws") && texts[2].contains("KL 4.7 nats"))
        #expect(texts[3].contains("12 steps passes no other class on the way"))
        #expect(texts[4].contains("T-shirt/top −90.3, −90.3, −90.3"))
        #expect(texts[5].contains("from −650.00 to") && texts[5].contains("z1 2.00, z2 3.00"))
        #expect(texts[6].contains("without labels") && texts[6].contains("closed loop 25 %"))
        #expect(
            texts[7].contains("where T-shirt/top turns into Trouser") && texts[7].contains("3 times as fine"))
        #expect(texts[7].contains("T-shirt/top, T-shirt/top, T-shirt/top, Trouser, Trouser, Trouser"))
        #expect(texts[8].contains("5 of 10 are active") && texts[8].contains("z1 3.00, z2 2.70"))
    }

    /// Every pixel of a decoded cell is where it belongs and has its own grey.
    @Test func cellsAreDrawnPixelForPixel() throws {
        var samples = Samples()
        let figure = samples.grid(classes: Samples.fashion, hasRegions: false)
        let layout = AnnotatedGridLayout(figure.annotatedGrid)
        let image = try figure.picture().pixels()
        for (index, cell) in figure.cells.enumerated() where index.isMultiple(of: 21) && index > 0 {
            let left: Int = Int(layout.images.x) + index % 20 * 28
            let top: Int = Int(layout.images.y) + index / 20 * 28
            for (x, y) in [(5, 5), (14, 20), (22, 9)] {
                let place: Int = (top + y) * image.width + left + x
                let ink: UInt8 = cell.bytes[y * 28 + x]
                let drawn: UInt8 = image.rgb[place * 3]
                #expect(drawn == 255 - ink)
            }
        }
    }

    @Test func onlyTheMovingPartsOfFramesDiffer() throws {
        var samples = Samples()
        let (start, end) = Samples.ends()
        let journey = InterpolationAnimation(
            from: start, to: end, path: samples.path("linear", count: 6),
            backdrop: samples.points(300, classes: 10), classes: Samples.fashion, moment: samples.moment)
        let frames = try journey.frames().map { try $0.pixels() }
        #expect(frames.count == 6)
        #expect(frames.allSatisfy { $0.width == 780 && $0.height == 500 })
        let first: [UInt8] = frames[0].rgb
        let last: [UInt8] = frames[5].rgb
        let differing = (0..<frames[0].width * frames[0].height).filter { (pixel: Int) -> Bool in
            first[pixel * 3 + 1] != last[pixel * 3 + 1]
        }
        #expect(!differing.isEmpty)
        let top = Int(Page.contentTop)
        #expect(differing.allSatisfy { $0 / 780 >= top })
        #expect(try journey.frames(scale: 2)[0].pixels(scale: 2).width == 1560)
    }
}
