import Drawing
import LatentSpace
import Testing

@testable import Figures

/// Figures that show a number at every place of the plane.
@Suite struct MapFigureTests {
    private func density(_ classes: ClassNames = Samples.fashion) -> DensityFigure {
        var samples = Samples()
        let points = samples.points(400, classes: classes.count)
        let posteriors = points.points.map { Samples.posterior($0.x, $0.y) }
        return DensityFigure(
            aggregate: AggregatePosterior(
                of: posteriors, window: PlaneWindow(square: -3...3), columns: 70, rows: 70), means: points,
            klDivergence: 3.456, classes: classes, moment: samples.moment)
    }

    private func uncertainty(_ bits: (SIMD2<Double>) -> Double) -> UncertaintyFigure {
        var samples = Samples()
        let field = PlaneField(
            window: PlaneWindow(square: -3...3), columns: 80, rows: 80,
            values: Array(repeating: 0, count: 6400))
        return UncertaintyFigure(
            entropy: PlaneField(
                window: field.window, columns: 80, rows: 80, values: field.points.map(bits)),
            means: samples.points(400, classes: 10), classes: Samples.fashion, moment: samples.moment)
    }

    @Test(arguments: [Samples.fashion, Samples.letters])
    func densityKeepsItsPartsApart(classes: ClassNames) throws {
        let figure = density(classes)
        let layout = DensityLayout(figure), picture = figure.picture()
        let notes = zip(figure.notes, layout.noteLines).map {
            Font.label.box(of: $0, x: $1.x, y: $1.y)
        }
        expectApart(
            layout.panels.map { $0.plot.frame.inset(by: -4) } + layout.bars.map(\.bounds) + notes,
            in: page(of: picture))
        expectApart(
            layout.labels.map(\.box) + layout.panels[0].plot.priorNames, in: layout.panels[0].plot.frame)
        try expectLegibleText(figure)
        try expectWhiteMargins(picture)
    }

    @Test func densityTellsItsNumbers() {
        let figure = density()
        let empty = Numerals.fixed(100 * figure.aggregate.emptyPriorShare(), decimals: 1)
        #expect(figure.alternativeText.contains("\(empty) % of the prior"))
        #expect(figure.alternativeText.contains("400 test images"))
        #expect(figure.alternativeText.contains("by 3.46 nats on average"))
        #expect(figure.notes[0].contains(empty))
    }

    /// Where neither density is worth a mention the ratio stays white.
    @Test func ratiosOfNothingAreLeftOut() {
        let ratio = DensityLayout(density()).panels[2].field
        #expect(ratio.values[35 * 70 + 35].isFinite)
        let far = DensityFigure(
            aggregate: AggregatePosterior(
                of: [Samples.posterior(0, 0)], window: PlaneWindow(square: -6...6), columns: 60, rows: 60),
            means: LabelledPoints(points: [], labels: []), klDivergence: 0, classes: Samples.fashion,
            moment: Samples().moment)
        #expect(DensityLayout(far).panels[2].field.values[0].isNaN)
    }

    @Test func uncertaintyRanksTheClasses() throws {
        // The first class lies at the right, where the pixels are surest.
        let figure = uncertainty { 0.3 - 0.05 * $0.x }
        let entropies = figure.classEntropies
        #expect(entropies.min { $0.bits < $1.bits }?.label == 0)
        #expect(abs(figure.priorMean - 0.3) < 1e-3)
        let words = figure.alternativeText
        #expect(words.contains("0.300 on average over the prior"))
        #expect(words.contains("Surest where class T-shirt/top lies"))
        let layout = UncertaintyLayout(figure)
        expectApart(
            [layout.plot.frame, layout.bar.body, layout.bar.titleBox], in: page(of: figure.picture()))
        try expectLegibleText(figure)
        try expectWhiteMargins(figure.picture())
    }

    /// Away from names and circles, every pixel of the map has the colour of its cell's number.
    @Test func uncertaintyIsDrawnCellForCell() throws {
        let figure = uncertainty { 0.3 + 0.05 * $0.x * $0.y / 9 }
        let layout = UncertaintyLayout(figure)
        let image = try figure.picture().pixels()
        for (column, row) in [(1, 1), (78, 1), (1, 78), (70, 76)] {
            let color = layout.bar.scale.color(of: figure.entropy.values[row * 80 + column])
            let x = Int(layout.plot.frame.x) + column * 7 + 3, y = Int(layout.plot.frame.y) + row * 7 + 3
            #expect(image.rgb[(y * image.width + x) * 3] == UInt8((color.red * 255).rounded()))
        }
    }

    @Test func mapsOfNothingAreDrawn() throws {
        let none = LabelledPoints(points: [], labels: [])
        let empty = UncertaintyFigure(
            entropy: PlaneField(window: PlaneWindow(square: -1...1), columns: 0, rows: 0, values: []),
            means: none, classes: ClassNames([]), moment: Samples().moment)
        try expectDrawn(empty)
        #expect(empty.priorMean == 0)
        let flat = uncertainty { _ in .nan }
        try expectDrawn(flat)
    }
}
