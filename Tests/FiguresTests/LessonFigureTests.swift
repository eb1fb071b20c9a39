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
        func side(_ name: String) -> AutoencoderComparisonFigure.Side {
            AutoencoderComparisonFigure.Side(
                name: name, plane: LatentPlane(dimensions: dimensions),
                codes: samples.points(400, classes: 10),
                decodedPlane: DecodedPlane(
                    window: PlaneWindow(square: -3...3), cellsPerAxis: 11, cells: samples.images(121)),
                draws: samples.images(121))
        }
        func compared(
            _ source: AutoencoderComparisonFigure.Comparison.Source, _ name: String, _ difference: Double
        ) -> AutoencoderComparisonFigure.Comparison {
            .init(
                source: source, name: name,
                differences: (0..<1000).map { min(1, difference + Double($0 % 21) / 1000) })
        }
        return AutoencoderComparisonFigure(
            sides: [side("plain autoencoder"), side("variational autoencoder")],
            comparisons: [
                compared(.plain, "plain, drawn from the prior", 1),
                compared(.plain, "plain, drawn from a normal fitted to its codes", 0.6),
                compared(.variational, "variational, drawn from the prior", 0),
                compared(.real, "real images, with the other most like each", 0.3),
            ], realCount: 10_000,
            training: "both after 900 batches of 32 images", dataset: "Fashion-MNIST",
            classes: Samples.fashion)
    }

    private func architecture() -> ArchitectureFigure {
        func layer(_ name: String, _ input: [Int], _ output: [Int], _ parameters: Int)
            -> ArchitectureFigure.Layer
        {
            ArchitectureFigure.Layer(
                name: name, operation: name.contains("dense") ? "dense" : "conv",
                kernel: name.contains("dense") ? nil : 3,
                stride: 2, isRectified: true, input: input, output: output, parameterCount: parameters)
        }
        return ArchitectureFigure(
            dataset: "MNIST", trained: "this run trained the upper one", latentDim: 2,
            encoder: [
                layer("encoder.conv1", [1, 28, 28], [32, 13, 13], 320),
                layer("encoder.conv2", [32, 13, 13], [32, 13, 13], 9248),
                layer("encoder.conv3", [32, 13, 13], [32, 13, 13], 9248),
                layer("encoder.dense", [32, 13, 13], [4], 21_636),
            ],
            decoder: [
                layer("decoder.dense", [2], [32, 7, 7], 4704),
                layer("decoder.deconv1", [32, 7, 7], [1, 28, 28], 289),
            ], outputs: "logits", encoderSums: [.init(layers: 1..<3, isRectified: true)])
    }

    @Test func comparisonKeepsItsPartsApart() throws {
        for dimensions in [1, 2, 5] {
            let figure = comparison(dimensions: dimensions)
            let layout = AutoencoderComparisonLayout(figure), picture = figure.picture()
            let frames = layout.rows.flatMap { [$0.scatter.frame, $0.decoded.frame, $0.drawsFrame] }
            expectApart(
                frames + [layout.ranges.area.frame]
                    + layout.ranges.rows.flatMap { [$0.nameBox, $0.meanBox] },
                in: page(of: picture)
            )
            for row in layout.rows {
                expectApart(row.labels.map(\.box) + row.scatter.priorNames, in: row.scatter.frame)
                #expect(row.draws.count == 121)
                let draws = DataImage.mosaic(row.draws, across: AutoencoderComparisonLayout.cellsPerAxis)
                #expect(Double(draws.columns) * row.pixelSize == row.drawsFrame.width)
                #expect(Double(draws.rows) * row.pixelSize == row.drawsFrame.height)
                for heading in row.headings {
                    #expect(heading.place.x + Font.heading.width(of: heading.text) < Double(picture.width))
                }
            }
            try expectLegibleText(figure)
            try expectWhiteMargins(picture)
        }
    }

    @Test func comparisonTellsTheMeanDifferences() {
        let words = comparison().alternativeText
        #expect(words.contains("both after 900 batches of 32 images"))
        #expect(words.contains("plain, drawn from the prior 100.0 %"))
        #expect(words.contains("fitted to its codes 61.0 %"))
        #expect(words.contains("variational, drawn from the prior 1.0 %"))
        #expect(words.contains("the most similar of 10,000 real images"))
    }

    @Test func rangesMarkSharesOfTheValues() throws {
        let panel = RangePanel(
            title: "", left: 0, right: 600, top: 0, range: 0...100, xTitle: "",
            series: [
                .init(name: "a", color: .ink, values: (0...100).map(Double.init).shuffled() + [.nan]),
                .init(name: "b", color: .ink, values: []),
            ])
        let marks = try #require(panel.rows[0].marks)
        #expect(marks.low == 5 && marks.lower == 25 && marks.upper == 75 && marks.high == 95)
        #expect(marks.mean == 50)
        #expect(panel.rows[1].marks == nil)
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
        #expect(figure.parameters == "45,445 parameters: encoder 40,452, decoder 4,993")
        #expect(figure.alternativeText.contains("encoder.conv1: conv 3×3, stride 2, ReLU, [1, 28, 28] to"))
        let layout = ArchitectureLayout(figure), picture = figure.picture()
        let row = layout.rows[0]
        // Image, four layers of the encoder, the code, two of the decoder.
        #expect(
            row.blocks.map(\.shape.text) == [
                "[1, 28, 28]", "[32, 13, 13]", "[32, 13, 13]", "[32, 13, 13]", "[4]", "[2]", "[32, 7, 7]",
                "[1, 28, 28]",
            ])
        #expect(row.bridges.count == 1)
        #expect(figure.alternativeText.contains("The input of encoder.conv2 is added to what encoder.conv3"))
        #expect(row.groups.map(\.name) == ["encoder", "sampler", "decoder"])
        #expect(layout.rows[1].groups.map(\.name) == ["encoder", "", "decoder"])
        let faces = layout.rows.flatMap(\.blocks).map { block in
            let corners = block.faces.joined()
            let low = corners.reduce(Point(1e9, 1e9), pointwiseMin),
                high = corners.reduce(Point(0, 0), pointwiseMax)
            return Rectangle(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
        }
        let lines = layout.rows.flatMap { row in
            row.steps.flatMap(\.lines) + row.blocks.flatMap { [$0.name, $0.shape] } + row.bridges.map(\.label)
        }.filter { !$0.text.isEmpty }
        expectApart(faces + lines.map(\.box), in: page(of: picture))
        try expectLegibleText(figure)
        try expectWhiteMargins(picture)
    }
}
