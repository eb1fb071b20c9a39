import Datasets
import Randomness
import Testing

@Suite struct NearestImagesTests {
    private func images(_ count: Int, rows: Int, columns: Int, seed: UInt64) -> BinaryImages {
        var generator = SeededGenerator(seed: seed)
        return BinaryImages(
            rows: rows, columns: columns,
            pixels: (0..<count * rows * columns).map { _ in generator.uniform() < 0.4 ? 1 : 0 })
    }

    /// Compared pixel by pixel, with sizes that fill their last word and that do not.
    @Test(arguments: [(1, 1), (8, 8), (5, 13), (28, 28)])
    func distancesAreTheDifferingPixels(rows: Int, columns: Int) {
        let known = images(40, rows: rows, columns: columns, seed: 1)
        let wanted = images(9, rows: rows, columns: columns, seed: 2)
        let matches = NearestImages(among: known).matches(for: wanted)
        let size = rows * columns
        #expect(matches.count == 9)
        for (image, match) in matches.enumerated() {
            let distances = (0..<known.count).map { other in
                (0..<size).count { known.pixels[other * size + $0] != wanted.pixels[image * size + $0] }
            }
            #expect(match.distance == distances.min())
            #expect(match.index == distances.firstIndex(of: match.distance))
        }
    }

    @Test(arguments: [(8, 8), (5, 13), (28, 28)])
    func differencesAreSharesOfTheInk(rows: Int, columns: Int) {
        let known = images(40, rows: rows, columns: columns, seed: 6)
        let wanted = images(9, rows: rows, columns: columns, seed: 7)
        let size = rows * columns
        for (image, difference) in NearestImages(among: known).inkDifferences(for: wanted).enumerated() {
            let shares = (0..<known.count).map { other -> Double in
                let pairs = (0..<size).map {
                    (known.pixels[other * size + $0] == 1, wanted.pixels[image * size + $0] == 1)
                }
                return Double(pairs.count { $0.0 != $0.1 }) / Double(pairs.count { $0.0 || $0.1 })
            }
            #expect(difference == shares.min())
        }
    }

    /// By pixels an empty image is near to a thin stroke; by ink it is as far as can be.
    @Test func emptyImagesAreFarFromAllInk() {
        let stroke = BinaryImages(rows: 8, columns: 8, pixels: (0..<64).map { $0 % 8 == 3 ? 1 : 0 })
        let empty = BinaryImages(rows: 8, columns: 8, pixels: Array(repeating: 0, count: 64))
        let search = NearestImages(among: stroke)
        #expect(search.matches(for: empty).map(\.distance) == [8])
        #expect(search.inkDifferences(for: empty) == [1])
        #expect(search.inkDifferences(for: stroke) == [0])
        #expect(NearestImages(among: empty).inkDifferences(for: empty) == [0])
        #expect(search.inkDifferences(for: stroke, isSelf: true).isEmpty)
    }

    @Test func anImageOfTheSetIsNearestToItselfUnlessLeftOut() {
        let known = images(20, rows: 6, columns: 6, seed: 3)
        let search = NearestImages(among: known)
        #expect(search.matches(for: known).map(\.index) == Array(0..<20))
        #expect(search.matches(for: known).allSatisfy { $0.distance == 0 })
        let others = search.matches(for: known, isSelf: true)
        #expect(others.enumerated().allSatisfy { $0.offset != $0.element.index && $0.element.distance > 0 })
    }

    @Test func thereMayBeNothingToCompareWith() {
        let none = BinaryImages(rows: 4, columns: 4, pixels: [])
        let some = images(2, rows: 4, columns: 4, seed: 4)
        #expect(NearestImages(among: none).matches(for: some).isEmpty)
        #expect(NearestImages(among: some).matches(for: none).isEmpty)
        #expect(NearestImages(among: some).matches(for: images(1, rows: 2, columns: 8, seed: 5)).isEmpty)
        #expect(
            NearestImages(among: some.selecting([0])).matches(for: some.selecting([0]), isSelf: true).isEmpty)
    }

    @Test func probabilitiesBecomeInkWhereItIsLikelier() {
        let images = BinaryImages(rows: 1, columns: 4, probabilities: [0.5, 0.51, 1, .nan])
        #expect(images.pixels == [0, 1, 1, 0])
    }

    @Test func comparesPairsOfImages() {
        let one = BinaryImages(rows: 1, columns: 4, pixels: [1, 1, 0, 0, 0, 0, 0, 0])
        let other = BinaryImages(rows: 1, columns: 4, pixels: [0, 1, 1, 1, 0, 0, 0, 0])
        for (image, difference) in [0.75, 0].enumerated() {
            #expect(
                NearestImages(among: other.selecting([image]))
                    .inkDifferences(for: one.selecting([image])) == [difference])
        }
        #expect(NearestImages(among: one).inkDifferences(for: one) == [0, 0])
    }
}
