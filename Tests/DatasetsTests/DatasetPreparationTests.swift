import Datasets
import TestSupport
import Testing

@Suite struct DatasetPreparationTests {
    private func dataset(_ pixels: [UInt8], labels: [UInt8]? = nil, test: [UInt8] = [0]) throws -> Dataset {
        let labels = labels ?? pixels.map { _ in 0 }
        return try Dataset(
            name: "a", title: "A", classNames: (0..<10).map(String.init),
            train: ImageSet(rows: 1, columns: 1, pixels: pixels, labels: labels),
            test: ImageSet(rows: 1, columns: 1, pixels: test, labels: test.map { _ in 0 }))
    }

    @Test(arguments: [
        ([UInt8]([0, 1]), [UInt8]([0, 255])), ([0, 8, 9, 16], [0, 127, 143, 255]),
        ([0, 45, 46, 90], [0, 127, 130, 255]),
        ([0, 127, 63], [0, 255, 126]), ([0, 128], [0, 128]), ([0, 0], [0, 0]), ([3, 255], [3, 255]),
    ])
    func aRangeOfItsOwnBecomesTheWholeRange(pixels: [UInt8], scaled: [UInt8]) throws {
        let raw = try dataset(pixels)
        let preparation = try DatasetPreparation(fitting: raw)
        let prepared = try #require(try raw.prepared(preparation))
        #expect(try prepared.train.pixels == scaled)
        #expect(prepared.sha256 == raw.sha256)
        #expect(preparation.notes.isEmpty == (pixels == scaled))
        #expect(preparation.isValid)
    }

    /// One bright test image shows what the range is.
    @Test func theRangeIsThatOfBothParts() throws {
        #expect(try DatasetPreparation(fitting: dataset([0, 16], test: [200])).pixelMaximum == 255)
        #expect(try DatasetPreparation(fitting: dataset([0, 16], test: [32])).pixelMaximum == 32)
    }

    @Test func imagesAreHeldBackByClassAndAlwaysTheSame() throws {
        let labels = (0..<140).map { UInt8($0 % 10) }
        let raw = try dataset((0..<140).map { UInt8($0) + 100 }, labels: labels, test: [])
        let preparation = try DatasetPreparation(fitting: raw)
        #expect(preparation.testOneIn == 7)
        let prepared = try #require(try raw.prepared(preparation))
        #expect(prepared.train.count == 120 && prepared.test.count == 20)
        for label in UInt8(0)..<10 { #expect(prepared.test.labels.count { $0 == label } == 2) }
        // Every image is in one part, with its own label.
        for part in [prepared.train, prepared.test] {
            for (pixel, label) in zip(try part.pixels, part.labels) { #expect((pixel - 100) % 10 == label) }
        }
        #expect(try Set(prepared.train.pixels).union(prepared.test.pixels).count == 140)
        #expect(try raw.prepared(preparation)?.test.elementsEqual(prepared.test) == true)
        #expect(prepared.sha256 == raw.sha256)
    }

    @Test func fewImagesAreSplitToo() throws {
        for count in 2...8 {
            let raw = try dataset((0..<count).map { UInt8(200 + $0) }, test: [])
            let prepared = try #require(try raw.prepared(DatasetPreparation(fitting: raw)))
            #expect(prepared.test.count == 1)
            #expect(prepared.train.count == count - 1)
        }
        let one = try dataset([200], test: [])
        #expect(try one.prepared(DatasetPreparation(fitting: one)) == nil)
    }

    @Test func numbersOfNoPreparationAreTold() {
        var preparation = DatasetPreparation.untouched
        #expect(preparation.isValid)
        preparation.pixelMaximum = 0
        #expect(!preparation.isValid)
        preparation = .untouched
        preparation.testOneIn = 1
        #expect(!preparation.isValid)
    }
}
