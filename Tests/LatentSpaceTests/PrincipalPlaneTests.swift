import Foundation
import LatentSpace
import Randomness
import Testing

@Suite struct PrincipalPlaneTests {
    private func expectNear(_ a: [Double], _ b: [Double], within error: Double = 1e-12) {
        #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= error }, "\(a) is not \(b)")
    }

    @Test func knownMatricesHaveTheirEigenvectors() {
        let half = 0.5.squareRoot()
        let two = SymmetricEigen(of: [2, 1, 1, 2], size: 2)
        expectNear(two.values, [3, 1])
        expectNear(two.vectors[0], [half, half])
        expectNear(two.vectors[1], [half, -half])
        // Only the lower half is read.
        #expect(SymmetricEigen(of: [2, 99, 1, 2], size: 2) == two)
        // The second differences of a line: 2 - 2 cos(k pi / (n + 1)), sines for vectors.
        let size = 7
        var chain = [Double](repeating: 0, count: size * size)
        for index in 0..<size {
            chain[index * size + index] = 2
            if index > 0 {
                chain[index * size + index - 1] = -1
                chain[(index - 1) * size + index] = -1
            }
        }
        let found = SymmetricEigen(of: chain, size: size)
        expectNear(found.values, (1...size).reversed().map { 2 - 2 * cos(Double($0) * .pi / 8) })
        expectNear(found.vectors[6], (1...size).map { sin(Double($0) * .pi / 8) / 2 })
        #expect(SymmetricEigen(of: [], size: 0).values == [])
        let one = SymmetricEigen(of: [-4], size: 1)
        #expect(one.values == [-4] && one.vectors == [[1]])
    }

    @Test func matricesWithoutStructureAreTakenApart() {
        let cases: [(size: Int, rank: Int)] = [(3, 3), (12, 12), (12, 2), (40, 40), (65, 9)]
        for (size, rank) in cases {
            var generator = SeededGenerator(seed: UInt64(size + rank))
            let factors = (0..<rank * size).map { _ in generator.normal() }
            var matrix = [Double](repeating: 0, count: size * size)
            for row in 0..<size {
                for column in 0..<size {
                    for index in 0..<rank {
                        let start = index * size
                        matrix[row * size + column] += factors[start + row] * factors[start + column]
                    }
                }
            }
            let found = SymmetricEigen(of: matrix, size: size)
            #expect(found.values == found.values.sorted(by: >))
            let others = Array(found.values.dropFirst(rank))
            expectNear(others, Array(repeating: 0, count: size - rank), within: 1e-11)
            var worst = 0.0, skew = 0.0
            for (value, vector) in zip(found.values, found.vectors) {
                for row in 0..<size {
                    let image = (0..<size).reduce(0) { $0 + matrix[row * size + $1] * vector[$1] }
                    worst = max(worst, abs(image - value * vector[row]))
                }
            }
            for (place, one) in found.vectors.enumerated() {
                for (other, two) in found.vectors.enumerated() {
                    let product = zip(one, two).reduce(0) { $0 + $1.0 * $1.1 }
                    skew = max(skew, abs(product - (place == other ? 1 : 0)))
                }
            }
            #expect(worst < 1e-11 && skew < 1e-13, "\(size), rank \(rank): \(worst), \(skew)")
        }
    }

    @Test func theAxesOfACrossAreFound() {
        // Six units either way along (1, 1, 0)/√2, two along (1, -1, 0)/√2, one along z3; about (5, 0, -1).
        let half = Float(0.5.squareRoot())
        let arms: [[Float]] = [
            [6 * half, 6 * half, 0], [2 * half, -2 * half, 0], [0, 0, 1],
        ]
        let codes = arms.flatMap { arm in
            [Float(1), -1].flatMap { sign in zip(arm, [5, 0, -1] as [Float]).map { sign * $0 + $1 } }
        }
        let plane = PrincipalPlane(of: codes, dimensions: 3)
        expectNear(plane.mean, [5, 0, -1], within: 1e-6)
        expectNear(plane.shares, [36.0 / 41, 4.0 / 41, 1.0 / 41], within: 1e-6)
        let root = 0.5.squareRoot()
        expectNear(plane.directions[0], [root, root, 0], within: 1e-6)
        expectNear(plane.directions[1], [root, -root, 0], within: 1e-6)
        expectNear(plane.directions[2], [0, 0, 1], within: 1e-6)
        // Products with the directions, not with the mean taken off: 5/√2 is the middle on both axes.
        let points = plane.points(of: codes)
        expectNear([points[0].x, points[0].y], [5 * root + 6, 5 * root], within: 1e-6)
        expectNear([points[3].x, points[3].y], [5 * root, 5 * root - 2], within: 1e-6)
        // The third direction is left out on the way back.
        expectNear(plane.codes(at: [points[0]]).map(Double.init), codes[0..<3].map(Double.init), within: 1e-5)
        expectNear(plane.codes(at: [points[5]]).map(Double.init), [5, 0, -1], within: 1e-5)
        #expect(plane.componentCount(holding: 0.87) == 1 && plane.componentCount(holding: 0.9) == 2)
        #expect(plane.componentCount(holding: 1.1) == 3)
        #expect(plane.strongest(of: 2, count: 1).map(\.dimension) == [2])
    }

    @Test func codesThatDoNotVaryHaveAPlaneToo() {
        let same = PrincipalPlane(of: [1, 2, 3, 1, 2, 3], dimensions: 3)
        #expect(same.shares == [0, 0, 0] && same.mean == [1, 2, 3])
        #expect(same.codes(at: [same.point(of: [1, 2, 3] as [Float])]) == [1, 2, 3])
        let none = PrincipalPlane(of: [], dimensions: 4)
        #expect(none.shares == [0, 0, 0, 0] && none.points(of: []).isEmpty)
        // What is no number is left out.
        let damaged = PrincipalPlane(of: [1, 0, .nan, 7, -1, 0], dimensions: 2)
        #expect(damaged.mean == [0, 0] && damaged.shares == [1, 0] && damaged.directions[0] == [1, 0])
    }
}
