import Drawing
import LatentSpace
import Testing

@testable import Figures

/// The figures of the decoded plane, at every size that data may have.
@Suite struct PlaneFigureTests {
    private static let forty = ClassNames((0..<40).map { "class number \($0)" })
    private static let pair = ClassNames(["0", "1"])

    @Test(arguments: [8, 28, 32, 64], [2, 20, 40])
    func featuresAtEverySize(side: Int, pointsPerAxis: Int) throws {
        var samples = Samples()
        let figure = samples.loci(pointsPerAxis: pointsPerAxis, side: side)
        try expectLegibleText(figure)
        let layout = AnnotatedGridLayout(figure.annotatedGrid)
        #expect(layout.legend.entries.count == 6)
        #expect(layout.overlay?.labels.count == layout.overlay?.regions.regions.count)
    }

    @Test func featuresOfALineAndOfCellsWithoutInk() throws {
        var samples = Samples()
        try expectLegibleText(samples.loci(isLine: true))
        let grid = LatentGrid.prior(pointsPerAxis: 3)
        let blank = BinaryShape(rows: 8, columns: 8, isInk: Array(repeating: false, count: 64))
        let figure = FeatureLociFigure(
            grid: grid,
            cells: Array(
                repeating: DataImage(rows: 8, columns: 8, bytes: Array(repeating: 0, count: 64)), count: 9),
            loci: FeatureLoci(
                shapes: Array(repeating: blank, count: 9), rows: 3, columns: 3, table: .clothing),
            moment: samples.moment)
        try expectLegibleText(figure)
        #expect(figure.alternativeText.hasSuffix("No cell shows any of the kinds."))
    }

    @Test func whatIsFoundIsSaid() {
        var samples = Samples()
        let text = samples.loci().alternativeText
        #expect(text.contains("plain vertical line 25 %") && text.contains("slanted, partly open 50 %"))
        #expect(text.contains("Not found: loop joined to a line, several open or closed loops, angular."))
        #expect(text.contains("100 % of the cells are in the largest region of their kind"))
    }

    /// The outline of a kind runs along the inside of its cells in its colour, between white.
    @Test func outlinesHaveTheirKindsColors() throws {
        var samples = Samples()
        let figure = samples.loci()
        let layout = AnnotatedGridLayout(figure.annotatedGrid)
        let image = try figure.picture().pixels()
        func pixel(_ x: Double, _ y: Double) -> [UInt8] {
            let start = (Int(y) * image.width + Int(x)) * 3
            return Array(image.rgb[start..<start + 3])
        }
        // The lower left quarter is rings: its right border is in the first kind's red, away from labels.
        let middle = layout.images.x + layout.images.width / 2
        let y = layout.images.maxY - 61
        #expect(pixel(middle - 1, y) == [0xC8, 0x24, 0x2F])
        #expect(pixel(middle, y) != [0xC8, 0x24, 0x2F])
        #expect(figure.loci.cells[19 * 20] == 0)
    }

    @Test(arguments: [8, 28, 32, 64])
    func patchesAtEverySize(side: Int) throws {
        var samples = Samples()
        for classes in [Self.pair, Samples.fashion, Self.forty] {
            for isLine in [false, true] {
                let figure = samples.patch(classes: classes, side: side, isLine: isLine)
                try expectLegibleText(figure)
                let layout = PatchLayout(figure)
                let page = Rectangle(x: 0, y: 0, width: Double(layout.width), height: Double(layout.height))
                #expect(layout.strip.allSatisfy(page.contains) && layout.strip.count == 6)
                #expect(zip(layout.strip, layout.strip.dropFirst()).allSatisfy { !$0.overlaps($1) })
                #expect(layout.stepPlaces.allSatisfy(layout.images.contains))
                #expect(layout.locator.frame.contains(layout.locatorBox))
                for place in layout.stepPlaces {
                    #expect(!layout.overlay.labels.contains { $0.box.contains(place) })
                }
            }
        }
    }

    /// The strip's pixels are those of its images.
    @Test func stepsAreDrawnPixelForPixel() throws {
        var samples = Samples()
        let figure = samples.patch()
        let layout = PatchLayout(figure)
        let image = try figure.picture().pixels()
        let scale = Int(layout.stripPixelSize)
        #expect(scale == 2)
        for (step, box) in zip(figure.crossing, layout.strip) {
            for (x, y) in [(1, 1), (13, 9), (26, 26)] {
                let place = (Int(box.y) + y * scale) * image.width + Int(box.x) + x * scale
                #expect(image.rgb[place * 3] == 255 - step.image.bytes[y * 28 + x])
            }
        }
    }

    /// Every class in the patch is in the legend, or counted below it.
    @Test func theLegendHasEveryClassOfThePatch() throws {
        var samples = Samples()
        let few = samples.patch()
        #expect(try few.picture().texts().map(\.text).filter { $0.contains(" %") }.count == 2)
        let many = samples.patch(classes: Self.forty, kinds: 30)
        try expectLegibleText(many)
        #expect(many.listed.count == 14 && many.notes.first == "and 1 more class")
    }

    @Test func classesWithoutABorderAreSaidToHaveNone() throws {
        var samples = Samples()
        let figure = samples.patch(length: 0)
        try expectLegibleText(figure)
        #expect(figure.alternativeText.contains("T-shirt/top and Trouser share no border"))
        #expect(figure.title == "Fashion-MNIST: between T-shirt/top and Trouser")
        #expect(samples.patch().title == "Fashion-MNIST: where T-shirt/top turns into Trouser")
    }

    @Test(arguments: [1, 2, 3, 10, 32, 200])
    func traversalsOfAnyNumberOfDimensions(dimensions: Int) throws {
        var samples = Samples()
        for side in [8, 28, 64] {
            let figure = samples.traversals(dimensions: dimensions, side: side)
            try expectLegibleText(figure)
            let most = side == 64 ? 21 : 40
            #expect(TraversalsLayout(figure).rowTops.count == min(dimensions, most))
            #expect((dimensions > most) == figure.notes[0].contains("Not shown"))
            #expect(figure.alternativeText.contains("\(dimensions / 2) of \(dimensions) are active"))
        }
        let codes = samples.traversals(dimensions: dimensions, isVariational: false)
        #expect(codes.alternativeText.contains("Variance of the codes"))
    }

    /// Any number of dimensions and causes, names longer than a column, and codes that tell nothing.
    @Test(arguments: [2, 12, 40], [2, 11])
    func disentanglementOfAnySize(dimensions: Int, causes: Int) throws {
        var samples = Samples()
        let rows = (0..<40).map { _ in (0..<max(dimensions, causes)).map { _ in samples.uniform() } }
        let factors = (0..<causes).map { cause in
            Factor(
                name: cause == 0 ? "a name that is much longer than any column" : "cause \(cause)",
                isCategory: false, values: rows.map { $0[cause] })
        }
        for isSilent in [false, true] {
            let codes = rows.flatMap { $0.prefix(dimensions).map { isSilent ? 0 : Float($0) } }
            let measured = try #require(
                Disentanglement(codes: codes, dimensions: dimensions, factors: factors))
            let figure = DisentanglementFigure(
                measured: measured, order: Array((0..<dimensions).reversed()), moment: samples.moment)
            try expectDrawn(figure)
            #expect(figure.table?.rows.count == dimensions)
            #expect(figure.table?.columns.count == 1 + 2 * causes)
            // Where codes are causes, each is carried by the dimension of its own number.
            if !isSilent {
                for cause in 0..<min(dimensions, causes) {
                    #expect(figure.carriers[cause].dimension == cause)
                }
                #expect(figure.alternativeText.contains("cause 1 z2 1.00"))
            }
        }
    }

    @Test func traversalsWithoutValuesAreDrawn() throws {
        let samples = Samples()
        let rows = [TraversalsFigure.Row(dimension: 0, activity: .nan, variance: .nan, images: [])]
        for rows in [[], rows] {
            let figure = TraversalsFigure(
                rows: rows, values: [], moment: samples.moment, plane: LatentPlane(dimensions: 3))
            try expectDrawn(figure)
        }
    }
}
