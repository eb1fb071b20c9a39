import Testing

@testable import Datasets

@Suite("The causes of generated images") struct FactorsTests {
    @Test func theDigitsHaveAColumnForEachCause() throws {
        let factors = Digits.testFactors(count: 500)
        let images = Digits.test(count: 500)
        #expect(factors.csv.hasPrefix("digit,style,form,slant,turn,width,waist,"))
        #expect(factors.names.suffix(4) == ["taper", "unsteadiness", "thickness", "softness"])
        #expect(factors.rows.map { UInt8($0[0]) } == images.labels)
        #expect(Digits.testFactors(count: 20) == KnownFactors.test(of: "digits", count: 20))
        #expect(Digits.trainingFactors(count: 20).rows != Digits.testFactors(count: 20).rows)
        let styles = Set(factors.rows.map { $0[1] })
        #expect(styles.count > 20 && styles.allSatisfy { $0 == $0.rounded() })
        #expect(Digits.testFactors(count: -1).rows.isEmpty)
        #expect(KnownFactors.training(of: "mnist", count: 10) == nil)
    }

    /// What the causes say is to be seen in the images.
    @Test func thickLinesHaveMoreInkAndSlantedOnesLean() throws {
        let images = Digits.test(count: 2000)
        let factors = Digits.testFactors(count: 2000)
        var ink: [Double] = [], lean: [Double] = []
        for index in 0..<images.count {
            let pixels = try images.image(at: index)
            var (mass, x, y, xy, yy) = (0.0, 0.0, 0.0, 0.0, 0.0)
            for place in pixels.indices {
                let (weight, right) = (Double(pixels[place]), Double(place % 28))
                let up = -Double(place / 28)
                (mass, x, y) = (mass + weight, x + weight * right, y + weight * up)
                (xy, yy) = (xy + weight * right * up, yy + weight * up * up)
            }
            ink.append(mass)
            lean.append((xy - x * y / mass) / (yy - y * y / mass))
        }
        let ones = factors.rows.indices.filter { factors.rows[$0][0] == 1 }
        func column(_ name: String) throws -> [Double] {
            let place = try #require(factors.names.firstIndex(of: name))
            return ones.map { factors.rows[$0][place] }
        }
        #expect(correlation(ones.map { ink[$0] }, try column("thickness")) > 0.5)
        #expect(correlation(ones.map { lean[$0] }, try column("slant")) > 0.8)
    }

    @Test func theSpritesHaveTheirsWithoutTheImages() {
        #expect(Sprites.trainingFactors(count: 60) == Sprites.training(count: 60).factors)
        #expect(Sprites.testFactors(count: 60) == Sprites.test(count: 60, side: 8).factors)
        #expect(Sprites.testFactors(count: 1).categories == ["shape"])
    }

    private func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let count = Double(a.count), (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
        var (ab, aa, bb) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            ab += (x - meanA) * (y - meanB)
            aa += (x - meanA) * (x - meanA)
            bb += (y - meanB) * (y - meanB)
        }
        return ab / (aa * bb).squareRoot()
    }
}
