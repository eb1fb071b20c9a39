import CurveLesson
import Drawing
import LatentSpace
import Randomness
import Testing

@testable import Figures

/// Figures that explain: two kinds of autoencoder, the curve and the spiral, the networks.
@Suite struct LessonFigureTests {
    private func comparison(dimensions: Int = 2) -> AutoencoderComparisonFigure {
        var samples = Samples()
        func side(_ name: String, _ distance: Double) -> AutoencoderComparisonFigure.Side {
            AutoencoderComparisonFigure.Side(
                name: name, plane: LatentPlane(dimensions: dimensions),
                codes: samples.points(400, classes: 10),
                decodedPlane: DecodedPlane(
                    window: PlaneWindow(square: -3...3), cellsPerAxis: 11, cells: samples.images(121)),
                draws: samples.images(121), drawing: "from the prior",
                differences: (0..<1000).map { distance + Double($0 % 21) / 1000 })
        }
        return AutoencoderComparisonFigure(
            sides: [side("plain autoencoder", 0.6), side("variational autoencoder", 0.3)],
            realDifferences: [0.2, 0.3, 0.4, 0.5], realCount: 10_000,
            training: "both after 900 batches of 32 images", dataset: "Fashion-MNIST",
            classes: Samples.fashion)
    }

    private func architecture() -> ArchitectureFigure {
        func layer(_ name: String, _ input: [Int], _ output: [Int], _ parameters: Int)
            -> ArchitectureFigure.Layer
        {
            ArchitectureFigure.Layer(
                name: name, operation: input.count == 3 ? "conv" : "dense",
                kernel: input.count == 3 ? 3 : nil,
                stride: 2, isRectified: true, input: input, output: output, parameterCount: parameters)
        }
        return ArchitectureFigure(
            dataset: "MNIST", trained: "this run trained the upper one", latentDim: 2,
            encoder: [
                layer("encoder.conv1", [1, 28, 28], [32, 13, 13], 320),
                layer("encoder.dense", [5408], [4], 21_636),
            ],
            decoder: [
                layer("decoder.dense", [2], [1568], 4704),
                layer("decoder.deconv1", [32, 7, 7], [1, 28, 28], 289),
            ])
    }

    @Test func comparisonKeepsItsPartsApart() throws {
        for dimensions in [1, 2, 5] {
            let figure = comparison(dimensions: dimensions)
            let layout = AutoencoderComparisonLayout(figure), picture = figure.picture()
            let frames = layout.rows.flatMap { [$0.scatter.frame, $0.decoded.frame, $0.drawsFrame] }
            expectApart(frames + [layout.histogram.frame], in: page(of: picture))
            for row in layout.rows {
                expectApart(row.draws, in: row.drawsFrame)
                expectApart(row.labels.map(\.box) + row.scatter.priorNames, in: row.scatter.frame)
                #expect(row.draws.count == 121)
                for heading in row.headings {
                    #expect(heading.place.x + Font.heading.width(of: heading.text) < Double(picture.width))
                }
            }
            expectApart(layout.histogram.names, in: layout.histogram.frame)
            try expectLegibleText(figure)
            try expectWhiteMargins(picture)
        }
    }

    @Test func comparisonTellsTheMeanDifferences() {
        let words = comparison().alternativeText
        #expect(words.contains("both after 900 batches of 32 images"))
        #expect(words.contains("61.0 % for 1,000 random codes of the plain autoencoder"))
        #expect(words.contains("31.0 % for 1,000 random codes of the variational autoencoder"))
        #expect(words.contains("35.0 % for a real image and the other one most like it."))
    }

    @Test func histogramsCountEveryValue() {
        let panel = HistogramPanel(
            title: "", frame: Rectangle(x: 0, y: 0, width: 600, height: 100), xTitle: "", yTitle: "",
            series: [
                .init(name: "a", color: .ink, values: [0, 1, 1, 59, .nan, -3]),
                .init(name: "b", color: .ink, values: []),
            ])
        #expect(panel.shares[0].count == 60)
        #expect(panel.shares[0][0] == 0.25 && panel.shares[0][1] == 0.5 && panel.shares[0][59] == 0.25)
        #expect(panel.shares[1].allSatisfy { $0 == 0 })
    }

    @Test func theLessonMeasuresItsFarthestDraw() throws {
        var generator = SeededGenerator(seed: 2)
        let lesson = CurveLesson(using: &generator)
        let figure = CurveLessonFigure(lesson)
        let farthest = try #require(figure.farthest)
        #expect(figure.marked.allSatisfy { $0.distance <= farthest.distance })
        let words = figure.alternativeText
        #expect(words.contains("40 points"))
        #expect(words.contains("with an error of \(Numerals.fixed(lesson.reconstructionError, decimals: 3))"))
        #expect(words.contains("\(Numerals.fixed(lesson.meanDrawDistance, decimals: 3)) off it on average"))
        #expect(words.contains("the farthest is \(Numerals.fixed(farthest.distance, decimals: 2)) off"))
        let layout = CurveLessonLayout(figure), picture = figure.picture()
        expectApart(
            [layout.plane.frame, layout.bar.body, layout.bar.titleBox, layout.errors.frame]
                + layout.legend.map(\.box),
            in: page(of: picture))
        let label = try #require(layout.distanceLabel)
        #expect(layout.plane.frame.contains(label))
        for point in lesson.data { #expect(!label.contains(layout.plane.place(point))) }
        try expectLegibleText(figure)
        try expectWhiteMargins(picture)
    }

    @Test func networksAreDrawnFromTheirLayers() throws {
        let figure = architecture()
        #expect(figure.parameters == "26,949 parameters: encoder 21,956, decoder 4,993")
        #expect(figure.alternativeText.contains("encoder.conv1: conv 3×3, stride 2, ReLU, [1, 28, 28] to"))
        let layout = ArchitectureLayout(figure), picture = figure.picture()
        let row = layout.rows[0]
        // Image, two layers of the encoder, the code, two of the decoder.
        #expect(
            row.blocks.map(\.shape.text) == [
                "[1, 28, 28]", "[32, 13, 13]", "[4]", "[2]", "[32, 7, 7]", "[1, 28, 28]",
            ])
        #expect(row.groups.map(\.name) == ["encoder", "sampler", "decoder"])
        #expect(layout.rows[1].groups.map(\.name) == ["encoder", "", "decoder"])
        let faces = layout.rows.flatMap(\.blocks).map { block in
            let corners = block.faces.joined()
            let low = corners.reduce(Point(1e9, 1e9), pointwiseMin),
                high = corners.reduce(Point(0, 0), pointwiseMax)
            return Rectangle(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
        }
        let lines = layout.rows.flatMap { row in
            row.steps.flatMap(\.lines) + row.blocks.flatMap { [$0.name, $0.shape] }
        }.filter { !$0.text.isEmpty }
        expectApart(faces + lines.map(\.box), in: page(of: picture))
        try expectLegibleText(figure)
        try expectWhiteMargins(picture)
    }
}
