import Datasets
import Randomness
import Testing

@Suite struct NearestImagesTests {
    private func images(_ count: Int, rows: Int, columns: Int, seed: UInt64) -> ModelledImages {
        var generator = SeededGenerator(seed: seed)
        return binary(
            rows: rows, columns: columns,
            pixels: (0..<count * rows * columns).map { _ in generator.uniform() < 0.4 ? 1 : 0 })
    }

    private func binary(rows: Int, columns: Int, pixels: [UInt8]) -> ModelledImages {
        ModelledImages(BinaryImages(rows: rows, columns: columns, pixels: pixels))
    }

    private func pixels(of images: ModelledImages) throws -> [UInt8] { try images.binarised.pixels }

    /// Compared pixel by pixel, with sizes that fill their last word and that do not.
    @Test(arguments: [(1, 1), (8, 8), (5, 13), (28, 28)])
    func distancesAreTheDifferingPixels(rows: Int, columns: Int) throws {
        let known = images(40, rows: rows, columns: columns, seed: 1)
        let wanted = images(9, rows: rows, columns: columns, seed: 2)
        let matches = try NearestImages(among: known).matches(for: wanted)
        let size = rows * columns
        let (all, own) = (try pixels(of: known), try pixels(of: wanted))
        #expect(matches.count == 9)
        for (image, match) in matches.enumerated() {
            let distances = (0..<known.count).map { other in
                (0..<size).count { all[other * size + $0] != own[image * size + $0] }
            }
            #expect(match.distance == distances.min().map(Double.init))
            #expect(match.index == distances.firstIndex(of: Int(match.distance)))
        }
    }

    @Test(arguments: [(8, 8), (5, 13), (28, 28)])
    func differencesAreSharesOfTheInk(rows: Int, columns: Int) throws {
        let known = images(40, rows: rows, columns: columns, seed: 6)
        let wanted = images(9, rows: rows, columns: columns, seed: 7)
        let size = rows * columns
        let (all, own) = (try pixels(of: known), try pixels(of: wanted))
        for (image, difference) in try NearestImages(among: known).inkDifferences(for: wanted).enumerated() {
            let shares = (0..<known.count).map { other -> Double in
                let pairs = (0..<size).map {
                    (all[other * size + $0] == 1, own[image * size + $0] == 1)
                }
                return Double(pairs.count { $0.0 != $0.1 }) / Double(pairs.count { $0.0 || $0.1 })
            }
            #expect(difference == shares.min())
        }
    }

    /// By pixels an empty image is near to a thin stroke; by ink it is as far as can be.
    @Test func emptyImagesAreFarFromAllInk() throws {
        let stroke = binary(rows: 8, columns: 8, pixels: (0..<64).map { $0 % 8 == 3 ? 1 : 0 })
        let empty = binary(rows: 8, columns: 8, pixels: Array(repeating: 0, count: 64))
        let search = try NearestImages(among: stroke)
        #expect(try search.matches(for: empty).map(\.distance) == [8])
        #expect(try search.inkDifferences(for: empty) == [1])
        #expect(try search.inkDifferences(for: stroke) == [0])
        #expect(try NearestImages(among: empty).inkDifferences(for: empty) == [0])
        #expect(try search.inkDifferences(for: stroke, isSelf: true).isEmpty)
    }

    @Test func anImageOfTheSetIsNearestToItselfUnlessLeftOut() throws {
        let known = images(20, rows: 6, columns: 6, seed: 3)
        let search = try NearestImages(among: known)
        #expect(try search.matches(for: known).map(\.index) == Array(0..<20))
        #expect(try search.matches(for: known).allSatisfy { $0.distance == 0 })
        let others = try search.matches(for: known, isSelf: true)
        #expect(others.enumerated().allSatisfy { $0.offset != $0.element.index && $0.element.distance > 0 })
    }

    @Test func thereMayBeNothingToCompareWith() throws {
        let none = binary(rows: 4, columns: 4, pixels: [])
        let some = images(2, rows: 4, columns: 4, seed: 4)
        #expect(try NearestImages(among: none).matches(for: some).isEmpty)
        #expect(try NearestImages(among: some).matches(for: none).isEmpty)
        #expect(try NearestImages(among: some).matches(for: images(1, rows: 2, columns: 8, seed: 5)).isEmpty)
        #expect(
            try NearestImages(among: some.selecting([0])).matches(for: some.selecting([0]), isSelf: true)
                .isEmpty)
    }

    @Test func probabilitiesBecomeInkWhereItIsLikelier() throws {
        let images = binary(rows: 1, columns: 4, pixels: []).like(means: [0.49, 0.51, 1, .nan])
        #expect(try pixels(of: images) == [0, 1, 1, 0])
    }

    @Test func comparesPairsOfImages() throws {
        let one = binary(rows: 1, columns: 4, pixels: [1, 1, 0, 0, 0, 0, 0, 0])
        let other = binary(rows: 1, columns: 4, pixels: [0, 1, 1, 1, 0, 0, 0, 0])
        for (image, difference) in [0.75, 0].enumerated() {
            #expect(
                try NearestImages(among: other.selecting([image]))
                    .inkDifferences(for: one.selecting([image])) == [difference])
        }
        #expect(try NearestImages(among: one).inkDifferences(for: one) == [0, 0])
    }

    /// Intensities, in colours: the sum of the differences, each from 0 to 1, and its share of the sum of the greater.
    @Test func shadesDifferByTheirAmounts() throws {
        let values = (0...255).map { Float($0) / 255 }
        func shades(_ bytes: [UInt8]) -> ModelledImages {
            ModelledImages(rows: 1, columns: 1, channels: 3, bytes: bytes, values: values)
        }
        let search = try NearestImages(among: shades([0, 0, 0, 255, 51, 0, 255, 255, 255]))
        let wanted = shades([255, 0, 0, 204, 204, 204])
        let matches = try search.matches(for: wanted)
        #expect(matches.map(\.index) == [1, 2])
        #expect(abs(matches[0].distance - 0.2) < 1e-9 && abs(matches[1].distance - 0.6) < 1e-9)
        let differences = try search.inkDifferences(for: wanted)
        #expect(abs(differences[0] - 51.0 / 306) < 1e-9 && abs(differences[1] - 153.0 / 765) < 1e-9)
        #expect(try search.matches(for: images(1, rows: 1, columns: 1, seed: 1)).isEmpty)
    }
}
