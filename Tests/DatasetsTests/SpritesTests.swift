import Foundation
import Storage
import TestSupport
import Testing

@testable import Datasets

@Suite struct SpritesTests {
    /// Any change of a byte is a change of the data set.
    @Test func theSameBytesEverywhere() throws {
        let (images, factors) = Sprites.training(count: 60)
        #expect(images.form == "32 x 32 in colour" && images.count == 60)
        #expect(try Checksum.crc32(images.pixels) == 903_317_701)
        #expect(Checksum.crc32(Array(factors.csv.utf8)) == 831_529_139)
        #expect(try Sprites.training(count: 7).images.elementsEqual(images.prefix(7)))
        #expect(try Sprites.test(count: 60).images.pixels != images.pixels)
        #expect(try Sprites.training(count: 60, seed: 1).images.pixels != images.pixels)
    }

    @Test func everyShapeIsAsOftenAndLiesWhereItsFactorsSay() throws {
        let (images, factors) = Sprites.test(count: 80, side: 64)
        #expect((0..<4).map { label in images.labels.count { $0 == label } } == [20, 20, 20, 20])
        #expect(factors.names == ["shape", "colour", "size", "angle", "x", "y"])
        for (index, row) in factors.rows.enumerated() {
            let pixels = try images.image(at: index)
            // The middle of what is not white, weighed by how far from white it is.
            var (mass, x, y, furthest) = (0.0, 0.0, 0.0, 0.0)
            for place in 0..<64 * 64 where pixels[place * 3..<place * 3 + 3].contains(where: { $0 < 255 }) {
                let weight = 765 - Double(pixels[place * 3..<place * 3 + 3].reduce(0) { $0 + Int($1) })
                let (right, down) = (Double(place % 64) + 0.5, Double(place / 64) + 0.5)
                (mass, x, y) = (mass + weight, x + weight * right, y + weight * down)
                furthest = max(furthest, hypot(right / 64 - row[4], down / 64 - row[5]))
            }
            #expect(row[0] == Double(images.labels[index]))
            // A triangle's and a heart's mass does not lie in the middle of the circle about them.
            #expect(hypot(x / mass / 64 - row[4], y / mass / 64 - row[5]) < 0.35 * row[2])
            #expect(furthest < row[2] + 0.02 && furthest > 0.8 * row[2])
        }
    }

    @Test func theCircleIsExactEnough() {
        for step in 0..<1000 {
            let turns = Double(step) / 1000, (cosine, sine) = Turn.cosineAndSine(turns)
            #expect(abs(cosine - cos(2 * .pi * turns)) < 1e-8 && abs(sine - sin(2 * .pi * turns)) < 1e-8)
        }
    }
}
