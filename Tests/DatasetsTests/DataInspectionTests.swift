import Datasets
import Likelihoods
import Testing

@Suite struct DataInspectionTests {
    /// Images of 2 x 8 pixels with two pixels of ink, all different.
    private static func pairs(_ count: Int, from first: Int = 0, ink: UInt8 = 255, paper: UInt8 = 0)
        -> [UInt8]
    {
        let places = (0..<16).flatMap { one in (one + 1..<16).map { [one, $0] } }
        return (first..<first + count).flatMap { index in
            (0..<16).map { places[index].contains($0) ? ink : paper }
        }
    }

    private func inspect(
        _ train: [UInt8], test: [UInt8]? = nil, labels: [UInt8]? = nil, classes: Int = 2
    ) throws -> DataInspection {
        func part(_ pixels: [UInt8], _ labels: [UInt8]?) -> ImageSet {
            let count = pixels.count / 16
            return ImageSet(
                rows: 2, columns: 8, pixels: pixels, labels: labels ?? (0..<count).map { UInt8($0 % classes) }
            )
        }
        let dataset = try Dataset(
            name: "a", title: "A", classNames: (0..<classes).map { "c\($0)" }, train: part(train, labels),
            test: part(test ?? Self.pairs(10, from: 100), nil))
        return try DataInspection(
            dataset, modelled: ModelledDataset(dataset, values: BernoulliLikelihood().modelledValues))
    }

    private func kinds(_ inspection: DataInspection, batchSize: Int = 4) -> [DataFinding.Kind] {
        inspection.findings(batchSize: batchSize).map(\.kind)
    }

    @Test func ordinaryImagesGiveNoFinding() throws {
        let inspection = try inspect(Self.pairs(60))
        #expect(inspection.findings(batchSize: 32) == [] && inspection.obstacle == nil)
        #expect(inspection.range == 0...255 && inspection.inkShare == 0.125 && inspection.shadeShare == 0)
        #expect(inspection.classCounts == [30, 30])
        #expect(inspection.repeatedCount == 0 && inspection.sharedCount == 0)
    }

    @Test func blankAndFullImagesAreCounted() throws {
        let even = [UInt8](repeating: 0, count: 32) + [UInt8](repeating: 200, count: 16)
        let inspection = try inspect(Self.pairs(60) + even)
        #expect(inspection.blankCount == 3 && inspection.obstacle == nil)
        let finding = inspection.findings(batchSize: 4).first
        #expect(finding?.kind == .blank && finding?.text.contains("3 of 63 training images") == true)
    }

    @Test(arguments: [
        ([UInt8](repeating: 0, count: 160), "multiplied by 255"),
        ([UInt8](repeating: 255, count: 160), "every pixel is 255"),
        (Self.pairs(10, ink: 90, paper: 3), "now from 3 to 90"),
    ])
    func whereNothingCanBeLearnedThereIsAnObstacle(pixels: [UInt8], words: String) throws {
        let inspection = try inspect(pixels, test: pixels)
        #expect(inspection.obstacle?.contains(words) == true, "\(inspection.obstacle ?? "none")")
    }

    @Test func littleContrastIsFound() throws {
        let grey = Self.pairs(40, ink: 160, paper: 100)
        #expect(try kinds(inspect(grey, test: grey)).contains(.contrast))
        #expect(try kinds(inspect(grey, test: grey)).contains(.shades))
        let plain = Self.pairs(40, ink: 228, paper: 100)
        #expect(try !kinds(inspect(plain, test: plain)).contains(.contrast))
    }

    @Test func darkShapesOnLightPaperAreFound() throws {
        let inspection = try inspect(Self.pairs(40, ink: 0, paper: 255))
        #expect(kinds(inspection) == [.inverted])
        #expect(inspection.findings(batchSize: 4)[0].text.contains("88 %"))
    }

    @Test func imagesThatAreThereTwiceAreFound() throws {
        let inspection = try inspect(
            Self.pairs(50) + Self.pairs(5), test: Self.pairs(4) + Self.pairs(6, from: 100))
        #expect(inspection.repeatedCount == 5 && inspection.sharedCount == 4)
        #expect(kinds(inspection) == [.overlap, .repeated])
        #expect(inspection.findings(batchSize: 4)[0].text.contains("4 of 10 test images"))
        // A few in a great many are none to speak of.
        #expect(
            try kinds(inspect((0..<101).flatMap { Self.pairs(1, from: $0 % 100) })).contains(.repeated)
                == false)
    }

    @Test func classesAreCounted() throws {
        let pixels = Self.pairs(40)
        #expect(try kinds(inspect(pixels, labels: Array(repeating: 1, count: 40))) == [.oneClass])
        let unequal = try inspect(pixels, labels: [0, 0, 0] + Array(repeating: 1, count: 37), classes: 9)
        #expect(kinds(unequal) == [.missingClasses, .unequalClasses])
        let texts = unequal.findings(batchSize: 4).map(\.text)
        #expect(texts[0].contains("\"c2\", \"c3\", \"c4\", \"c5\", \"c6\" and 2 more"))
        #expect(texts[1].contains("\"c1\" has 37 training images, \"c0\" 3"))
    }

    @Test func fewerImagesThanABatchAreFew() throws {
        #expect(try kinds(inspect(Self.pairs(31)), batchSize: 32) == [.fewImages])
        #expect(try kinds(inspect(Self.pairs(32)), batchSize: 32) == [])
    }

    /// Pixels of three numbers have neither ink nor paper.
    @Test(arguments: [true, false])
    func coloursAreNoInk(isCut: Bool) throws {
        func part(_ count: Int, from first: Int) -> ImageSet {
            let pixels = (0..<count * 48).map { UInt8(128 + (first + $0 / 48 + $0 * 5) % 127) }
            return ImageSet(
                rows: 2, columns: 8, channels: 3, pixels: pixels, labels: (0..<count).map { UInt8($0 % 2) })
        }
        let dataset = try Dataset(
            name: "a", title: "A", classNames: ["a", "b"], train: part(40, from: 0), test: part(6, from: 60))
        let values = isCut ? BernoulliLikelihood().modelledValues : (0...255).map { Float($0) / 255 }
        let inspection = try DataInspection(dataset, modelled: ModelledDataset(dataset, values: values))
        let found = kinds(inspection)
        #expect(!found.contains(.inverted))
        #expect(found.contains(.shades) == isCut && found.contains(.contrast) == isCut)
        #expect(found.contains(.blank) == false || isCut)
        // All are above half.
        #expect((inspection.obstacle != nil) == isCut)
        for finding in inspection.findings(batchSize: 4) { #expect(!finding.text.contains("ink")) }
        #expect(inspection.obstacle?.contains("ink") != true)
    }
}
