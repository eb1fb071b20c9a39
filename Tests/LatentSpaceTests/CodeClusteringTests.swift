import Randomness
import Testing

@testable import LatentSpace

@Suite struct CodeClusteringTests {
    /// Codes about places of the plane, one after another in turn.
    private static func codes(about places: [(x: Float, y: Float, count: Int)], seed: UInt64 = 3) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        let most = places.map(\.count).max() ?? 0
        return (0..<most).flatMap { turn in
            places.filter { turn < $0.count }.flatMap { place in
                [place.x, place.y].map { $0 + 0.2 * Float(generator.normal()) }
            }
        }
    }

    private static func clustering(_ codes: [Float], dimensions: Int = 2, seed: UInt64 = 0) -> CodeClustering?
    {
        var generator = SeededGenerator(seed: seed, stream: .clusters)
        return CodeClustering(of: codes, dimensions: dimensions, counts: 2...10, using: &generator)
    }

    @Test func groupsThatLieApartAreFoundTheGreatestFirst() throws {
        let places: [(x: Float, y: Float, count: Int)] = [(-3, 0, 20), (3, 1, 60), (0, 4, 40), (0, -4, 30)]
        let codes = Self.codes(about: places)
        let clustering = try #require(Self.clustering(codes))
        #expect(clustering.count == 4 && clustering.silhouette > 0.85)
        let labels = clustering.labels(of: codes)
        #expect((0..<4).map { label in labels.count { $0 == label } } == [60, 40, 30, 20])
        #expect(clustering.labels(of: [2.9, 1, 0.1, 4, 0, -4.2, -3, 0.3, .nan, 0]) == [0, 1, 2, 3, 0])
        // Wherever the search begins.
        #expect(Self.clustering(codes, seed: 7)?.labels(of: codes) == labels)
        #expect(Self.clustering(codes) == clustering)
    }

    @Test func manyCodesAreGroupedByAnEvenChoice() throws {
        let codes = Self.codes(about: [(-2, 0, 3000), (2, 0, 2000)])
        let clustering = try #require(Self.clustering(codes))
        let labels = clustering.labels(of: codes)
        #expect(clustering.count == 2 && labels.count { $0 == 0 } == 3000)
    }

    @Test func whatCannotBeGroupedIsNot() {
        #expect(Self.clustering([]) == nil)
        #expect(Self.clustering([1, 2, 3, 4, 5, 6, 7], dimensions: 1) == nil)
        #expect(Self.clustering(Array(repeating: 1, count: 100)) == nil)
        #expect(Self.clustering(Array(repeating: .nan, count: 100)) == nil)
        // Two different codes make no three groups.
        let two = (0..<40).map { Float($0 % 2) }
        #expect(Self.clustering(two, dimensions: 1)?.count == 2)
        #expect(Self.clustering(two, dimensions: 1)?.silhouette == 1)
    }

    /// By hand: own distances 1, 1, 2, 2; to the other group 11, 10, 9.5, 11.5.
    @Test func silhouettesAreRousseeuws() {
        let sample = CodeSample(of: [0, .infinity, 1, 10, 12], dimensions: 1, most: 10)
        #expect(sample.count == 4)
        let expected = (10.0 / 11 + 9.0 / 10 + 7.5 / 9.5 + 9.5 / 11.5) / 4
        #expect(abs(sample.silhouette(of: [0, 0, 1, 1], count: 2) - expected) < 1e-12)
        // Codes alone count nothing; the two in the middle lie 9 apart, and 1 and 2 from others.
        #expect(abs(sample.silhouette(of: [0, 1, 1, 2], count: 3) - -(8.0 / 9 + 7.0 / 9) / 4) < 1e-12)
        #expect(sample.means(of: [0, 0, 1, 1], before: [7, 7, 7]) == [0.5, 11, 7])
    }
}
