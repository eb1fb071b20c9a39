import LatentSpace
import Testing

@Suite struct NearestNeighboursTests {
    @Test func majorityOfTheNearestWins() {
        let voters = NearestNeighbours(
            points: [SIMD2(0, 0), SIMD2(1, 0), SIMD2(0, 1), SIMD2(9, 9)], labels: [1, 0, 1, 2], classCount: 3)
        #expect(voters.label(at: SIMD2(0.1, 0.1), neighbours: 3) == 1)
        #expect(voters.label(at: SIMD2(8, 8), neighbours: 1) == 2)
    }

    @Test func equalVotesGoToTheNearest() {
        let points = [SIMD2(0.0, 1), SIMD2(0.0, -2)]
        #expect(NearestNeighbours(points: points, labels: [2, 1], classCount: 3).label(at: SIMD2(0, 0)) == 2)
        #expect(NearestNeighbours(points: points, labels: [1, 2], classCount: 3).label(at: SIMD2(0, 0)) == 1)
        // The classifier in all dimensions has the same rule.
        let classifier = NeighbourClassifier(codes: [0, 1, 0, -2], dimensions: 2, labels: [2, 1])
        #expect(classifier.label(of: [0, 0], neighbours: 2) == 2)
        #expect(ClassVote.winner(of: [3, 1, 1, 3, 2]) == 3 && ClassVote.winner(of: []) == nil)
    }

    @Test func withoutVotersThereIsNoClass() {
        #expect(NearestNeighbours(points: [], labels: [], classCount: 3).label(at: SIMD2(0, 0)) == nil)
        let outside = NearestNeighbours(points: [SIMD2(0, 0)], labels: [7], classCount: 3)
        #expect(outside.labels(of: .prior(pointsPerAxis: 2)) == [nil, nil, nil, nil])
    }

    @Test func agreesWithSortingAllDistances() {
        var state: UInt64 = 1
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53 * 4 - 2
        }
        let points = (0..<400).map { _ in SIMD2(next(), next()) }
        let labels = (0..<400).map { _ in UInt8((next() + 2) / 4 * 5) }
        let voters = NearestNeighbours(points: points, labels: labels, classCount: 5)
        #expect(voters.usualNeighbours == 5)
        for _ in 0..<50 {
            let place = SIMD2(next(), next())
            let nearest = points.indices.sorted {
                let a = points[$0] - place, b = points[$1] - place
                return (a * a).sum() < (b * b).sum()
            }.prefix(11)
            let votes = (0..<5).map { label in nearest.count { Int(labels[$0]) == label } }
            let winner = nearest.map { Int(labels[$0]) }.first { votes[$0] == votes.max() }
            #expect(voters.label(at: place, neighbours: 11) == winner)
        }
    }

    /// Many equal points, and codes off the plane: the tree must find what sorting finds, in the same order.
    @Test func findsTheNearestInTheWholeSpace() {
        var state: UInt64 = 7
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Double(state >> 11) * 0x1p-53 * 8).rounded() / 2 - 2
        }
        let points = (0..<900).map { _ in SIMD2(next(), next()) }
        let heights = (0..<900).map { _ in abs(next()) }
        let labels = (0..<900).map { UInt8($0 % 7) }
        let voters = NearestNeighbours(
            points: points, labels: labels, classCount: 7, distancesFromPlane: heights)
        for _ in 0..<60 {
            let place = SIMD2(next() + 0.1, next())
            let distances = points.indices.map { index in
                let offset = points[index] - place
                return (offset * offset).sum() + heights[index] * heights[index]
            }
            let nearest = points.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(23)
            let votes = (0..<7).map { label in nearest.count { Int(labels[$0]) == label } }
            let winner = nearest.map { Int(labels[$0]) }.first { votes[$0] == votes.max() }
            #expect(voters.label(at: place, neighbours: 23) == winner)
            let last = nearest.last.map { distances[$0].squareRoot() } ?? 0
            #expect(abs(voters.distance(from: place, toNearest: 23) - last) < 1e-12)
        }
        #expect(voters.distance(from: .zero, toNearest: 901) == .infinity)
    }

    @Test func whatIsNoPlaceHasNoVote() {
        let points = [SIMD2(Double.nan, 0), SIMD2(0, 0), SIMD2(1, 0)]
        let voters = NearestNeighbours(
            points: points, labels: [0, 1, 2], classCount: 3, distancesFromPlane: [0, .infinity, 0])
        #expect(voters.label(at: .zero, neighbours: 1) == 2)
        #expect(voters.label(at: SIMD2(.nan, 0)) == nil)
    }
}
