import LatentSpace
import Testing

@Suite struct ShapeMeasuresTests {
    /// A shape from rows of characters; "#" is ink.
    private func shape(_ rows: String...) -> BinaryShape {
        BinaryShape(
            rows: rows.count, columns: rows.first?.count ?? 0, isInk: rows.flatMap { $0.map { $0 == "#" } })
    }

    @Test func inkTouchesByCornersAndPaperDoesNot() {
        let diamond = ShapeMeasures(shape(".....", "..#..", ".#.#.", "..#..", "....."))
        #expect(diamond[.pieces] == 1 && diamond[.holes] == 1 && diamond[.eulerNumber] == 0)
        let dots = ShapeMeasures(shape("#.#", "...", "#.#"))
        #expect(dots[.pieces] == 4 && dots[.holes] == 0 && dots[.eulerNumber] == 4)
        // A pinhole is a hole, but no loop.
        let pinhole = ShapeMeasures(DrawnShape.six.shape(side: 20))
        #expect(pinhole[.holes] == 2 && pinhole[.loops] == 1)
        // Paper that reaches the image's edge is no hole.
        let cup = ShapeMeasures(shape("#.#", "#.#", "###"))
        #expect(cup[.holes] == 0)
    }

    @Test func fractionsAreOfTheImageAndOfTheBox() {
        let bar = ShapeMeasures(shape("....", ".##.", ".##.", "...."))
        #expect(bar[.ink] == 0.25 && bar[.fill] == 1 && bar[.aspect] == 1)
        #expect(abs(bar[.elongation]) < 1e-12 && bar[.slant] == 0)
    }

    @Test func shapesWithoutInkOrPixelsMeasureNothing() {
        for empty in [shape("...", "..."), BinaryShape(rows: 0, columns: 0, isInk: [])] {
            for measure in ShapeMeasure.allCases { #expect(ShapeMeasures(empty)[measure] == 0) }
        }
        let dot = ShapeMeasures(shape("#"))
        #expect(ShapeMeasure.allCases.allSatisfy { dot[$0].isFinite })
        #expect(dot[.ink] == 1 && dot[.pieces] == 1)
    }

    @Test(arguments: [20, 28, 56])
    func loopsAreCountedAndPlaced(side: Int) {
        let ring = DrawnShape.ring.measures(side: side)
        #expect(ring[.loops] == 1 && ring[.loopLength] > 0.6 && abs(ring[.loopHeight] - 0.5) < 0.05)
        let six = DrawnShape.six.measures(side: side), nine = DrawnShape.nine.measures(side: side)
        #expect(six[.loops] == 1 && six[.loopHeight] > 0.6 && six[.loopLength] < 0.45)
        #expect(nine[.loops] == 1 && nine[.loopHeight] < 0.4 && nine[.loopLength] < 0.45)
        #expect(DrawnShape.eight.measures(side: side)[.loops] == 2)
    }

    @Test(arguments: [20, 28, 56])
    func baysAreCountedByTheSideTheyOpenTo(side: Int) {
        func bays(_ drawn: DrawnShape) -> [Double] {
            let measures = drawn.measures(side: side)
            return [.baysLeft, .baysRight, .baysTop, .baysBottom, .bays].map { measures[$0] }
        }
        #expect(bays(.ring) == [0, 0, 0, 0, 0])
        #expect(bays(.upright) == [0, 0, 0, 0, 0])
        #expect(bays(.slanted) == [0, 0, 0, 0, 0])
        #expect(bays(.three)[0] == 2)
        #expect(bays(.five).prefix(2) == [1, 1])
        #expect(bays(.four)[2] == 1)
        #expect(bays(.openBowl) == [0, 1, 0, 0, 1])
        #expect(bays(.trousers) == [0, 0, 0, 1, 1])
        #expect(bays(.pullover)[3] == 2)
        #expect(DrawnShape.trousers.measures(side: side)[.gapBelow] > 0.5)
    }

    @Test(arguments: [20, 28, 56])
    func linesAreStraightAndLean(side: Int) {
        let upright = DrawnShape.upright.measures(side: side)
        #expect(upright[.straightness] > 0.8 && abs(upright[.slant]) < 2 && upright[.elongation] > 0.8)
        let slanted = DrawnShape.slanted.measures(side: side)
        #expect(slanted[.straightness] > 0.7 && abs(slanted[.slant] - 32.6) < 3)
        #expect(DrawnShape.ring.measures(side: side)[.straightness] < 0.4)
        #expect(DrawnShape.seven.measures(side: side)[.straightness] < 0.5)
        let seven = DrawnShape.seven.measures(side: side)[.straightOutline]
        #expect(seven > 0.5 && seven > DrawnShape.three.measures(side: side)[.straightOutline] + 0.2)
    }

    @Test func garmentsMeasureByTheirWidths() {
        #expect(DrawnShape.shirt.measures()[.taper] > 0.1)
        #expect(DrawnShape.dress.measures()[.taper] < 0)
        #expect(DrawnShape.boot.measures()[.rise] > 0.4)
        #expect(DrawnShape.box.measures()[.rise] < 0.05)
        #expect(DrawnShape.bag.measures()[.loopArea] > 0.03)
        #expect(DrawnShape.shoe.measures()[.aspect] > 1.8)
    }

    @Test func measuresDoNotDependOnThePlaceOfTheShape() {
        let small = shape(".......", ".###...", ".#.#...", ".###...", ".#.....", ".......")
        let moved = shape(".......", "...###.", "...#.#.", "...###.", "...#...", ".......")
        for measure in ShapeMeasure.allCases {
            #expect(abs(ShapeMeasures(small)[measure] - ShapeMeasures(moved)[measure]) < 1e-9, "\(measure)")
        }
    }
}
