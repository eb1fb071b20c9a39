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
