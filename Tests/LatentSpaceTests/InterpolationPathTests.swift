import Foundation
import LatentSpace
import Testing

@Suite struct InterpolationPathTests {
    private func norm(_ code: [Double]) -> Double { code.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    @Test func sphericalTurnsEvenly() {
        let path = InterpolationPath.spherical(from: [2, 0, 0], to: [0, 3, 0], count: 7)
        #expect(path.codes.first == [2, 0, 0])
        #expect(path.codes.last == [0, 3, 0])
        for (index, code) in path.codes.enumerated() {
            let fraction = Double(index) / 6
            #expect(abs(norm(code) - (2 + fraction)) < 1e-12)
            #expect(abs(atan2(code[1], code[0]) - fraction * .pi / 2) < 1e-12)
        }
    }

    @Test func sphericalIsStraightWhereThereIsNoOneWayToTurn() {
        for (start, end) in [([0.0, 0], [1.0, 1]), ([1, 2], [-2, -4]), ([1, 2], [2, 4])] {
            #expect(
                InterpolationPath.spherical(from: start, to: end, count: 5)
                    == .linear(from: start, to: end, count: 5))
        }
        #expect(InterpolationPath.spherical(from: [1], to: [-2], count: 3).codes == [[1], [-0.5], [-2]])
        #expect(InterpolationPath.spherical(from: [1, 0], to: [0, 1], count: 0).codes.isEmpty)
    }

    @Test func subdividesEachPiece() {
        let path = InterpolationPath(codes: [[0, 0], [1, 0], [1, 2]])
        #expect(path.subdivided(2).codes == [[0, 0], [0.5, 0], [1, 0], [1, 1], [1, 2]])
        #expect(path.subdivided(1) == path)
        #expect(InterpolationPath(codes: []).subdivided(3).codes.isEmpty)
    }

    @Test func evensStepsUnderTheMetric() throws {
        let map = SampleMap(place: { [$0[0] * $0[0]] }, slopes: { [[2 * $0[0]]] })
        let path = try InterpolationPath.linear(from: [0], to: [2], count: 9).evened(count: 5, under: map)
        #expect(path.codes.first == [0])
        #expect(path.codes.last == [2])
        for (index, code) in path.codes.enumerated() {
            #expect(abs(code[0] - Double(index).squareRoot()) < 0.03)
        }
    }

    @Test func measuresLengthAndEnergy() {
        let measure = PathMeasure(positions: [[0, 0], [3, 4], [3, 5]])
        #expect(measure.steps == [5, 1])
        #expect(measure.length == 6)
        #expect(measure.energy == 52)
        #expect(PathMeasure(positions: [[1, 2]]).length == 0)
        #expect(PathMeasure(positions: []).energy == 0)
    }
}
