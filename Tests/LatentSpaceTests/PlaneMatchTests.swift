import Foundation
import LatentSpace
import Randomness
import Testing

@Suite struct PlaneMatchTests {
    /// Points without any symmetry.
    private static let points = (0..<60).map { index -> SIMD2<Double> in
        let angle = 0.7 * Double(index)
        return SIMD2(2 * cos(angle) + 0.5, sin(1.7 * angle) - 0.02 * Double(index))
    }

    @Test(arguments: [0.0, 1.1, -2.9, .pi / 2], [false, true])
    func aTurnIsRecovered(angle: Double, isMirrored: Bool) throws {
        let turn = PlaneTurn(angle: angle, isMirrored: isMirrored)
        let match = try #require(PlaneMatch(of: Self.points, onto: Self.points.map { turn($0) }))
        #expect(match.turn.isMirrored == isMirrored)
        #expect(abs(match.turn.angle - angle) < 1e-9)
        #expect(match.after < 1e-9)
        #expect(match.isNearer == (match.before > 1e-6))
    }

    @Test func aTurnIsUndone() {
        let turn = PlaneTurn(angle: 2.2, isMirrored: true)
        for point in Self.points {
            let back = turn.origin(of: turn(point)) - point
            #expect((back * back).sum() < 1e-20)
        }
        // Mirrored first, then turned by a quarter.
        let quarter = PlaneTurn(angle: .pi / 2, isMirrored: true)(SIMD2(0, 1))
        #expect(abs(quarter.x - 1) < 1e-12 && abs(quarter.y) < 1e-12)
    }

    @Test func noiseMovesTheTurnLittle() throws {
        var generator = SeededGenerator(seed: 3)
        let turn = PlaneTurn(angle: -0.8, isMirrored: true)
        let targets = Self.points.map { point in
            turn(point)
                + SIMD2(
                    Double.random(in: -0.2...0.2, using: &generator),
                    Double.random(in: -0.2...0.2, using: &generator))
        }
        let match = try #require(PlaneMatch(of: Self.points, onto: targets))
        #expect(match.turn.isMirrored && abs(match.turn.angle + 0.8) < 0.1)
        #expect(match.after < 0.2 && match.before > 1 && match.isNearer)
    }

    @Test func pointsWithoutRelationAreNotMeasurablyNearer() throws {
        var generator = SeededGenerator(seed: 5)
        func random() -> SIMD2<Double> {
            SIMD2(
                Double.random(in: -1...1, using: &generator), Double.random(in: -1...1, using: &generator))
        }
        let left = (0..<2000).map { _ in random() }
        let right = (0..<2000).map { _ in random() }
        let match = try #require(PlaneMatch(of: left, onto: right))
        #expect(!match.isNearer, "\(match)")
    }

    @Test func whereThereIsNothingToTurnByThereIsNoMatch() {
        let same = Array(repeating: SIMD2(0.3, -1), count: 60)
        #expect(PlaneMatch(of: same, onto: Self.points) == nil)
        #expect(PlaneMatch(of: Self.points, onto: same) == nil)
        #expect(PlaneMatch(of: [SIMD2(1, 0)], onto: [SIMD2(0, 1)]) == nil)
        #expect(PlaneMatch(of: [], onto: []) == nil)
        let damaged = [SIMD2(Double.nan, 0), SIMD2(1, .infinity), SIMD2(1, 1)]
        #expect(PlaneMatch(of: damaged, onto: damaged) == nil)
    }

    @Test func onALineTheRotationIsTaken() throws {
        let line = (1...5).map { SIMD2(Double($0), 0) }
        let match = try #require(PlaneMatch(of: line, onto: line.map { SIMD2(0, $0.x) }))
        #expect(!match.turn.isMirrored && abs(match.turn.angle - .pi / 2) < 1e-12 && match.after < 1e-12)
    }
}
