import Datasets
import LatentSpace
import TestSupport
import Testing

@Suite struct FeatureTableTests {
    private func kind(_ drawn: DrawnShape, _ table: FeatureTable, side: Int = 28) -> String? {
        table.kind(of: drawn.measures(side: side)).map { table.kinds[$0] }
    }

    @Test(arguments: [20, 28, 56])
    func drawnDigitsAreOfTheSixKinds(side: Int) {
        let expected: [(DrawnShape, String)] = [
            (.ring, "closed loop"), (.six, "loop joined to a line"), (.nine, "loop joined to a line"),
            (.eight, "several open or closed loops"), (.three, "several open or closed loops"),
            (.five, "several open or closed loops"), (.four, "angular"), (.seven, "angular"),
            (.upright, "plain vertical line"), (.slanted, "slanted, partly open"),
            (.openBowl, "slanted, partly open"),
        ]
        for (drawn, name) in expected { #expect(kind(drawn, .digits, side: side) == name) }
    }

    @Test(arguments: [20, 28, 56])
    func drawnGarmentsAreOfTheirKinds(side: Int) {
        let expected: [(DrawnShape, String)] = [
            (.trousers, "two legs"), (.dress, "narrow column"), (.shirt, "wide above, narrower below"),
            (.pullover, "sleeves at the sides"), (.shoe, "flat, on a sole"), (.boot, "high at one end"),
            (.bag, "handle or opening"), (.box, "filled block"),
        ]
        for (drawn, name) in expected { #expect(kind(drawn, .clothing, side: side) == name) }
    }

    @Test func anyShapesAreOfGeneralKinds() {
        #expect(kind(.upright, .anyShapes) == "upright line")
        #expect(kind(.slanted, .anyShapes) == "slanted or level line")
        #expect(kind(.ring, .anyShapes) == "one hole")
        #expect(kind(.eight, .anyShapes) == "several holes")
        #expect(kind(.three, .anyShapes) == "several open bays")
        #expect(kind(.openBowl, .anyShapes) == "one open bay")
        #expect(kind(.box, .anyShapes) == "compact shape")
    }

    @Test(arguments: [FeatureTable.digits, .clothing, .anyShapes])
    func everyShapeWithInkHasAKind(table: FeatureTable) {
        for drawn in [DrawnShape.ring, .six, .seven, .upright, .trousers, .boot, .box] {
            for side in [1, 2, 3, 8, 64] {
                let measures = drawn.measures(side: side)
                // A digit is made of strokes: a blot is none.
                let isBlot = table == .digits && measures[.straightness] > 0.6 && measures[.elongation] < 0.5
                #expect((table.kind(of: measures) == nil) == (measures[.ink] == 0 || isBlot))
            }
        }
        #expect(Set(table.kinds).count == table.kinds.count)
    }

    @Test func lociCountTheCellsOfEachKind() {
        let drawn: [DrawnShape] = [.ring, .ring, .seven, DrawnShape()]
        let loci = FeatureLoci(shapes: drawn.map { $0.shape() }, rows: 2, columns: 2, table: .digits)
        #expect(loci.cells == [0, 0, 3, nil])
        #expect(loci.share(of: 0) == 0.5 && loci.share(of: 3) == 0.25 && loci.share(of: 1) == 0)
        #expect(loci.regions.regions.map(\.cells) == [[0, 1], [2]])
        #expect(loci.unnamedShare == 0.25)
    }
}

/// The tables on real images: no rule has seen a label.
@Suite struct RealFeatureTests {
    /// The share of each kind among the images of each class.
    private func shares(_ name: String, _ table: FeatureTable) throws -> [String: [Double]] {
        let test = try DatasetLibrary(dataDirectory: RealData.folder).load(name).test
        var counts = Dictionary(
            uniqueKeysWithValues: table.kinds.map { ($0, [Double](repeating: 0, count: 10)) })
        var totals = [Double](repeating: 0, count: 10)
        for (index, label) in test.labels.enumerated() {
            let ink = try test.image(at: index)
            let measures = ShapeMeasures(BinaryShape(rows: test.rows, columns: test.columns, ink: ink))
            totals[Int(label)] += 1
            if let kind = table.kind(of: measures) { counts[table.kinds[kind]]?[Int(label)] += 1 }
        }
        return counts.mapValues { zip($0, totals).map { $0 / $1 } }
    }

    @Test(.enabled(if: RealData.isPresent, "\(RealData.absence)"))
    func handwrittenDigits() throws {
        let shares = try shares("mnist", .digits)
        #expect(try #require(shares["closed loop"])[0] > 0.75)
        let joined = try #require(shares["loop joined to a line"])
        #expect(joined[6] > 0.55 && joined[9] > 0.55)
        let several = try #require(shares["several open or closed loops"])
        #expect(several[3] > 0.8 && several[5] > 0.8 && several[8] > 0.7 && several[2] > 0.6)
        let angular = try #require(shares["angular"])
        #expect(angular[4] > 0.7 && angular[7] > 0.7)
        let upright = try #require(shares["plain vertical line"])
        let slanted = try #require(shares["slanted, partly open"])
        #expect(upright[1] > 0.45 && upright[1] + slanted[1] > 0.9)
        // And few of what is not meant.
        #expect([1, 2, 3, 4, 5, 6, 7, 8].allSatisfy { (shares["closed loop"]?[$0] ?? 1) < 0.08 })
        #expect([0, 2, 3, 4, 5, 6, 7, 8, 9].allSatisfy { upright[$0] < 0.02 })
    }

    @Test(.enabled(if: RealData.isPresent, "\(RealData.absence)"))
    func clothes() throws {
        let shares = try shares("fashion-mnist", .clothing)
        func share(_ kind: String, of label: Int) throws -> Double { try #require(shares[kind])[label] }
        #expect(try share("two legs", of: 1) > 0.8)
        #expect(try share("flat, on a sole", of: 7) > 0.8)
        #expect(try share("high at one end", of: 9) > 0.7)
        #expect(try share("narrow column", of: 3) > 0.65)
        #expect(try share("sleeves at the sides", of: 2) > 0.6)
        #expect(try share("wide above, narrower below", of: 0) > 0.4)
        #expect(try share("handle or opening", of: 8) > 0.2)
        #expect(try share("two legs", of: 8) < 0.02 && share("two legs", of: 7) < 0.02)
    }
}
