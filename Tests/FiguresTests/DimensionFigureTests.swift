import Drawing
import LatentSpace
import Testing

@testable import Figures

/// The figures of latent spaces with more dimensions than a plane.
@Suite struct DimensionFigureTests {
    private func kept(
        dimensions: Int, side: Int = 28, active: Int = 3, labels: Int = 5, isVariational: Bool = true,
        classes: ClassNames = Samples.fashion
    ) -> KeptDimensionsFigure {
        let image = DataImage(rows: side, columns: side, bytes: (0..<side * side).map { UInt8($0 % 251) })
        let columns = KeptDimensionsFigure.columns(of: dimensions, image: side)
        return KeptDimensionsFigure(
            order: (0..<dimensions).reversed().map { ($0, Double($0) / 10) },
            points: KeptDimensionsFigure.counts(of: dimensions).map { count in
                let value = -300 + 200 * (1 - 1 / Double(1 + count))
                return KeptDimensionsFigure.Measurement(
                    kept: count, reconstruction: value,
                    elbo: isVariational ? value - 4 * Double(min(count, active)) : nil)
            }, columns: columns,
            examples: (0..<labels).map { label in
                KeptDimensionsFigure.Example(
                    label: classes.count > 1 ? label : nil, input: image,
                    decoded: Array(repeating: image, count: columns.count))
            }, activeCount: active, imageCount: 1000, testCount: 10_000, isVariational: isVariational,
            classes: classes, moment: Samples().moment)
    }

    @Test(arguments: [3, 10, 11, 64, 1024], [8, 28, 64, 128])
    func keptDimensionsOfAnyNumberAndSize(dimensions: Int, side: Int) throws {
        for figure in [
            kept(dimensions: dimensions, side: side),
            kept(dimensions: dimensions, side: side, active: dimensions, isVariational: false),
            kept(dimensions: dimensions, side: side, active: 0, labels: 1, classes: ClassNames(["all"])),
            kept(dimensions: dimensions, side: side, active: dimensions - 1, labels: 0),
        ] {
            try expectDrawn(figure)
            let layout = KeptDimensionsLayout(figure)
            let boxes = layout.rows.flatMap(\.corners).map {
                Rectangle(x: $0.x, y: $0.y, width: layout.image.x, height: layout.image.y)
            }
            expectApart(boxes + layout.panel.curves.map(\.nameBox), in: page(of: figure.picture()))
            // Each column of images stands under its number on the axis.
            for (place, column) in figure.columns.enumerated() {
                let x = layout.panel.area.place(
                    SIMD2(KeptDimensionsPanel.position(of: column, among: figure.columns), 0)
                ).x
                for row in layout.rows {
                    #expect(abs(row.corners[place + 1].x + layout.image.x / 2 - x) <= 1)
                }
            }
            #expect(figure.table?.rows.count == figure.points.count)
        }
    }

    @Test func dimensionsAreKeptInStepsThatGrow() {
        #expect(KeptDimensionsFigure.counts(of: 3) == [0, 1, 2, 3])
        #expect(
            KeptDimensionsFigure.counts(of: 64)
                == Array(0...8) + [10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64])
        #expect(KeptDimensionsFigure.counts(of: 33).suffix(3) == [28, 32, 33])
        #expect(KeptDimensionsFigure.columns(of: 3, image: 28) == [0, 1, 2, 3])
        #expect(KeptDimensionsFigure.columns(of: 10, image: 28) == Array(0...10))
        #expect(KeptDimensionsFigure.columns(of: 10, image: 64) == [0, 1, 2, 4, 8, 10])
        #expect(KeptDimensionsFigure.columns(of: 64, image: 28) == [0, 1, 2, 4, 8, 16, 32, 64])
        // 32 of 33 would be much the same.
        #expect(KeptDimensionsFigure.columns(of: 33, image: 28) == [0, 1, 2, 4, 8, 16, 33])
        for dimensions in 3...200 {
            let counts = KeptDimensionsFigure.counts(of: dimensions)
            #expect(counts == counts.sorted() && Set(counts).count == counts.count)
            #expect(counts.first == 0 && counts.last == dimensions)
            #expect(Set(counts).isSuperset(of: KeptDimensionsFigure.columns(of: dimensions, image: 28)))
        }
        let columns = [0, 1, 2, 4, 8, 16]
        let positions = [0, 1, 3, 6, 16, 99].map { KeptDimensionsPanel.position(of: $0, among: columns) }
        #expect(positions == [0, 1, 2.5, 3.5, 5, 5])
    }

    @Test func wordsSayHowManyDimensionsAreEnough() {
        let figure = kept(dimensions: 64)
        // 200 (1 - 1/(1 + k)) reaches 99 of 100 parts of 200 (1 - 1/65) after 39 dimensions; 40 is the next point.
        #expect(figure.sufficient == 40)
        #expect(figure.alternativeText.contains("40 dimensions of 64 bring 99 % of what all bring"))
        #expect(figure.alternativeText.contains("the first 1,000 of 10,000 test images"))
        #expect(figure.alternativeText.contains("0 −300.0, 1 −200.0, 2 −166.7"))
        #expect(figure.alternativeText.contains("ELBO: 0 −300.0, 1 −204.0"))
        #expect(figure.table?.rows[1] == ["1", "z64", "6.300", "−200.00", "−204.00"])
        let plain = kept(dimensions: 3, isVariational: false)
        #expect(plain.alternativeText.contains("the others set to their mean"))
        #expect(plain.table?.columns.count == 4)
        let flat = KeptDimensionsFigure(
            order: [(0, 0), (1, 0), (2, 0)],
            points: [0, 3].map { .init(kept: $0, reconstruction: -5, elbo: nil) }, columns: [0, 3],
            examples: [],
            activeCount: 0, imageCount: 3, testCount: 3, classes: Samples.fashion, moment: Samples().moment)
        #expect(flat.alternativeText.contains("The dimensions bring nothing"))
    }

    private func principal(
        dimensions: Int, side: Int = 28, isDecoded: Bool = true, classes: ClassNames = Samples.fashion
    ) -> PrincipalPlaneFigure {
        var samples = Samples()
        let codes = (0..<600 * dimensions).map { Float(samples.uniform() * Double(1 + $0 % dimensions)) }
        let plane = PrincipalPlane(of: codes, dimensions: dimensions)
        let points = LabelledPoints(
            points: plane.points(of: codes), labels: (0..<600).map { UInt8($0 % classes.count) })
        let window = PlaneWindow.filled(by: points.points)
        let cells = PrincipalPlaneFigure.cellsPerAxis(columns: side, rows: side)
        let image = DataImage(rows: side, columns: side, bytes: (0..<side * side).map { UInt8($0 % 251) })
        return PrincipalPlaneFigure(
            plane: plane, means: points, window: window,
            decoded: isDecoded
                ? DecodedPlane(
                    window: window, cellsPerAxis: cells, cells: Array(repeating: image, count: cells * cells))
                : nil, isVariational: true, classes: classes, moment: samples.moment)
    }

    @Test(arguments: [3, 64], [8, 28, 128])
    func principalPlanesOfAnySize(dimensions: Int, side: Int) throws {
        for figure in [
            principal(dimensions: dimensions, side: side),
            principal(dimensions: dimensions, side: side, isDecoded: false, classes: ClassNames(["all"])),
        ] {
            try expectDrawn(figure)
            #expect(figure.table?.rows.count == dimensions)
            #expect(figure.alternativeText.contains("among \(dimensions) latent dimensions"))
        }
        let cells = [8, 28, 64, 128, 256].map { PrincipalPlaneFigure.cellsPerAxis(columns: $0, rows: $0) }
        #expect(cells == [16, 16, 8, 4, 3])
    }

    @Test func axesSayWhatTheyHold() throws {
        // Sides 1, 2 and 3: the variances are as 1, 4 and 9.
        let figure = principal(dimensions: 3)
        let texts = try figure.picture().texts().map(\.text)
        let shares = figure.plane.shares
        #expect(abs(shares[0] - 9.0 / 14) < 0.05 && abs(shares[1] - 4.0 / 14) < 0.05)
        let percent = Numerals.fixed(100 * shares[0], decimals: 1)
        #expect(texts.count { $0 == "first principal component, \(percent) % of the variance" } == 2)
        #expect(figure.alternativeText.contains("The first holds \(percent) % of the variance"))
        #expect(figure.parts(of: 0).hasPrefix("1.00 z3") || figure.parts(of: 0).hasPrefix("0.99 z3"))
        #expect(figure.table?.rows[2][2] == "100.00 %")
    }
}
