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
}
