import LatentSpace
import Testing

@Suite struct ClassStatisticsTests {
    private let points: [SIMD2<Double>] = [SIMD2(0, 0), SIMD2(1, 0), SIMD2(5, 9), SIMD2(2, 2), SIMD2(4, 4)]
    private let labels: [UInt8] = [0, 0, 0, 2, 2]

    @Test func summarisesEachClass() throws {
        let statistics = ClassStatistics(points: points, labels: labels, classCount: 3)
        #expect(statistics.counts == [3, 0, 2])
        #expect(statistics.means == [SIMD2(2, 3), nil, SIMD2(3, 3)])
        #expect(statistics.medians == [SIMD2(1, 0), nil, SIMD2(3, 3)])
    }

    @Test func labelsWithoutAClassAreLeftOut() {
        let statistics = ClassStatistics(points: points, labels: [9, 9, 9, 1, 1], classCount: 2)
        #expect(statistics.counts == [0, 2])
        #expect(ClassStatistics(points: [], labels: [], classCount: 0).counts.isEmpty)
    }
}

@Suite struct NearestNeighboursTests {
    @Test func majorityOfTheNearestWins() {
        let voters = NearestNeighbours(
            points: [SIMD2(0, 0), SIMD2(1, 0), SIMD2(0, 1), SIMD2(9, 9)], labels: [1, 0, 1, 2], classCount: 3)
        #expect(voters.label(at: SIMD2(0.1, 0.1), neighbours: 3) == 1)
        #expect(voters.label(at: SIMD2(8, 8), neighbours: 1) == 2)
    }

    @Test func equalVotesGoToTheLowestLabel() {
        let points = [SIMD2(0.0, 1), SIMD2(0.0, -1)]
        #expect(NearestNeighbours(points: points, labels: [2, 1], classCount: 3).label(at: SIMD2(0, 0)) == 1)
        #expect(NearestNeighbours(points: points, labels: [1, 2], classCount: 3).label(at: SIMD2(0, 0)) == 1)
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
            #expect(voters.label(at: place, neighbours: 11) == votes.firstIndex(of: votes.max() ?? 0))
        }
    }
}
