import Testing

@testable import LatentSpace

@Suite struct NeighbourClassifierTests {
    /// Numbers without pattern in -1..<1.
    private func scattered(_ count: Int) -> [Float] {
        var state: UInt64 = 7
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 23) - 1
        }
    }

    @Test(arguments: [1, 2, 3, 10, 40], [1, 10])
    func findsWhatLookingAtAllFinds(dimensions: Int, wanted: Int) {
        let points = scattered(500 * dimensions)
        let index = NeighbourIndex(points, dimensions: dimensions, indices: Array(0..<500))
        let places = scattered(40 * dimensions).map { $0 * 1.3 }
        for start in stride(from: 0, to: places.count, by: dimensions) {
            let place = Array(places[start..<start + dimensions])
            let distances = (0..<500).map { point in
                (0..<dimensions).reduce(0.0) { sum, axis in
                    let difference = Double(points[point * dimensions + axis]) - Double(place[axis])
                    return sum + difference * difference
                }
            }
            let expected = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(
                wanted)
            let found = index.nearest(wanted, to: place)
            #expect(found.map(\.index) == Array(expected))
            #expect(zip(found, expected).allSatisfy { abs($0.squaredDistance - distances[$1]) < 1e-12 })
        }
    }

    @Test func equallyNearOnesCountInTheirOrder() {
        let index = NeighbourIndex([1, 0, -1, 0, 0, 1, 0, -1], dimensions: 2, indices: [0, 1, 2, 3])
        #expect(index.nearest(2, to: [0, 0]).map(\.index) == [0, 1])
        #expect(index.nearest(9, to: [0, 0]).map(\.index) == [0, 1, 2, 3])
    }

    @Test func mostVotesWinAndTheNearestOfEquals() {
        let classifier = NeighbourClassifier(
            codes: [0, 1, 2, 10, 11], dimensions: 1, labels: [4, 7, 7, 9, 9])
        #expect(classifier.label(of: [0.1], neighbours: 1) == 4)
        #expect(classifier.label(of: [0.1], neighbours: 2) == 4)
        #expect(classifier.label(of: [0.1], neighbours: 3) == 7)
        #expect(classifier.label(of: [12], neighbours: 3) == 9)
    }

    @Test func whatIsNotFiniteHasNoVote() {
        let classifier = NeighbourClassifier(codes: [.nan, 0, 5, 5], dimensions: 2, labels: [1, 2])
        #expect(classifier.label(of: [0, 0], neighbours: 10) == 2)
        #expect(classifier.label(of: [.infinity, 0], neighbours: 10) == nil)
        #expect(
            NeighbourClassifier(codes: [], dimensions: 3, labels: []).label(of: [0, 0, 0], neighbours: 1)
                == nil)
    }
}

@Suite struct GridCoverageTests {
    private let grid = LatentGrid.even(x: -1...1, y: -1...1, columns: 3, rows: 3)

    @Test func countsTheCodesWithin() {
        let coverage = GridCoverage(
            grid: grid, codes: [SIMD2(0, 0), SIMD2(1, -1), SIMD2(1.01, 0), SIMD2(0, .nan)])
        #expect(coverage.share == 0.5)
        #expect(coverage.grid.horizontal == -1...1)
        #expect(GridCoverage(grid: grid, codes: []).share == 1)
    }

    @Test func besideALineNothingLies() {
        let line = LatentGrid.prior(pointsPerAxis: 5, isLine: true)
        let coverage = GridCoverage(
            grid: line, codes: [SIMD2(0, 0), SIMD2(1.6, 0), SIMD2(1.7, 0), SIMD2(-9, 0)])
        #expect(coverage.share == 0.5)
        #expect(coverage.codes.horizontal == -9...1.7)
    }

    @Test func variancesOfMeans() {
        let variances = DiagonalGaussian.variances(ofMeans: [1, 5, 3, 5, 5, 5], dimensions: 2)
        #expect(abs(variances[0] - 8.0 / 3) < 1e-12)
        #expect(variances[1] == 0)
        #expect(DiagonalGaussian.variances(ofMeans: [], dimensions: 2) == [0, 0])
    }
}
