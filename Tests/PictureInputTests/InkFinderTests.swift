import Datasets
import Foundation
import Pictures
import TestSupport
import Testing

@testable import PictureInput

/// What was drawn is found in pictures as people take them.
@Suite struct InkFinderTests {
    private func image(of picture: PixelPicture) throws -> [UInt8] {
        let found = try InkFinder.ink(in: picture)
        let normalizer = InkNormalizer(side: 28, strokeWidths: DrawnPictures.strokeWidths)
        return try #require(normalizer.image(of: found.coverage.values, width: picture.width)).ink
    }

    private func differingPixels(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Int {
        zip(a, b).count { ($0 > 127) != ($1 > 127) }
    }

    /// Of twelve digits each comes nearer to itself than to any other, and most pixels are right.
    @Test(arguments: DrawnPictures.Scene.allCases)
    func digitsComeOutAsTheyWentIn(scene: DrawnPictures.Scene) throws {
        let digits = DrawnPictures.digits
        var total = 0
        for index in 0..<digits.count {
            let image = try image(of: DrawnPictures.picture(of: index, as: scene))
            let differences = try (0..<digits.count).map { try differingPixels(image, digits.image(at: $0)) }
            #expect(differences.min() == differences[index], "\(scene) \(index): \(differences)")
            total += differences[index]
        }
        #expect(total <= 45 * digits.count, "\(scene): \(total / digits.count) pixels of 784 differ")
    }

    @Test func whatReachesTheBorderIsKeptWhereItIsAllThereIs() throws {
        // A cross whose arms reach every side.
        let cross = PixelPicture(width: 80, height: 80) { row, column in
            abs(row - 40) < 5 || abs(column - 40) < 5 ? 20 : 235
        }
        let found = try InkFinder.ink(in: cross)
        #expect(found.rows == 0...79 && found.columns == 0...79 && found.manner == .darkOnLight)
    }

    @Test(arguments: [UInt8(0), 128, 255])
    func anEvenPictureIsBlank(lightness: UInt8) {
        for (width, height) in [(1, 1), (2, 1), (28, 28), (300, 200)] {
            let picture = PixelPicture(width: width, height: height) { _, _ in lightness }
            #expect(throws: PictureError.blank) { try InkFinder.ink(in: picture) }
        }
        let clear = PixelPicture(width: 9, height: 9, rgba: [UInt8](repeating: 0, count: 9 * 9 * 4))
        #expect(throws: PictureError.blank) { try InkFinder.ink(in: clear) }
    }

    /// How light falls on a page, from 0 to 1 down and across.
    private static let lights: [@Sendable (Double, Double) -> Double] = [
        { _, _ in 1 }, { _, x in 1 - 0.5 * x },
        { y, x in 1 - 0.8 * ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)) },
        { y, x in 1 - 0.45 / (1 + exp(-25 * (x + 0.3 * y - 0.6))) }, { y, x in 1 - max(0, x + y - 1.4) },
    ]

    @Test(arguments: lights.indices, [0, 4, 8])
    func grainAndUnevenLightOnBlankPaperAreNoInk(light: Int, grain: Int) {
        var state: UInt32 = 1
        let picture = PixelPicture(width: 200, height: 150) { row, column in
            state = state &* 1_664_525 &+ 1_013_904_223
            // The sum of four numbers from -8 to 7, about normal.
            let chance = (0..<4).reduce(2) { $0 + Int(state >> (8 * UInt32($1)) & 15) - 8 }
            let paper = 220 * Self.lights[light](Double(row) / 150, Double(column) / 200)
            return UInt8(min(255, max(0, Int(paper) + chance * grain / 4)))
        }
        #expect(throws: PictureError.blank) { try InkFinder.ink(in: picture) }
    }

    @Test func specksAreLeftOut() throws {
        let picture = PixelPicture(width: 200, height: 200) { row, column in
            if (90..<110).contains(column), (60..<140).contains(row) { return 30 }
            return row == 12 && column < 195 && column > 190 || row == 190 && column == 7 ? 30 : 240
        }
        let found = try InkFinder.ink(in: picture)
        #expect(found.rows == 60...139 && found.columns == 90...109)
    }

    @Test func anyPictureComesToAnEnd() throws {
        // Nothing here has a right answer.
        for (width, height) in [(1, 2), (2, 2), (3, 1), (5, 40), (64, 64), (200, 3)] {
            for kind in 0..<4 {
                let picture = PixelPicture(width: width, height: height) { row, column in
                    switch kind {
                    case 0: (row + column) % 2 == 0 ? 0 : 255
                    case 1: UInt8(column * 255 / width)
                    case 2: row < height / 2 ? 0 : 255
                    default: row == 0 && column == 0 ? 255 : 0
                    }
                }
                guard let found = try? InkFinder.ink(in: picture) else { continue }
                #expect(found.coverage.values.allSatisfy { (0...1).contains($0) })
                #expect(found.rows.upperBound < height && found.columns.upperBound < width)
            }
        }
    }
}
