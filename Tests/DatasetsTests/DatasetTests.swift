import Datasets
import Foundation
import Likelihoods
import TestSupport
import Testing

@Suite struct DatasetTests {
    @Test func pixelsAboveHalfIntensityAreInk() throws {
        let images = ImageSet(rows: 1, columns: 4, pixels: [0, 127, 128, 255], labels: [0])
        // 127 / 255 is below 0.5, 128 / 255 above.
        let modelled = try ModelledImages(images, values: BernoulliLikelihood().modelledValues)
        #expect(try modelled.isBinary && modelled.binarised.pixels == [0, 0, 1, 1])
        #expect(try modelled.bytes(of: 0) == [0, 0, 255, 255])
    }

    @Test func intensitiesStayAsTheyAre() throws {
        let images = ImageSet(rows: 1, columns: 2, pixels: [0, 127, 128, 255, 51, 0], labels: [0, 0, 0])
        let modelled = try ModelledImages(images, values: GaussianLikelihood().modelledValues)
        #expect(!modelled.isBinary && modelled.count == 3 && modelled.imageSize == 2)
        let chosen = modelled.selecting([2, 1])
        #expect(try chosen.bytes(of: 0) == [51, 0] && chosen.bytes(of: 1) == [128, 255])
        var numbers: [Float] = [-1, -1]
        try chosen.write(0, to: &numbers)
        #expect(numbers == [0.2, 0])
        #expect(try chosen.binarised.pixels == [0, 0, 1, 1])
    }

    @Test func shorteningKeepsTheFirstImagesAndTheHash() throws {
        let images = ImageSet(rows: 1, columns: 2, pixels: Array(0..<10), labels: [0, 1, 2, 3, 4])
        let dataset = try Dataset(
            name: "a", title: "A", classNames: (0..<5).map(String.init), train: images, test: images)
        let short = dataset.shortened(trainCount: 2, testCount: nil)
        #expect(try short.train.pixels == [0, 1, 2, 3])
        #expect(short.train.labels == [0, 1])
        #expect(try short.test.elementsEqual(images))
        #expect(short.sha256 == dataset.sha256)
        #expect(dataset.shortened(trainCount: 99, testCount: -1).test.count == 0)
    }

    @Test func hashTellsImagesAndLabelsApart() throws {
        func hash(_ pixels: [UInt8], _ labels: [UInt8]) throws -> String {
            let images = ImageSet(rows: 1, columns: 1, pixels: pixels, labels: labels)
            return try Dataset(name: "", title: "", classNames: ["0", "1", "2"], train: images, test: images)
                .sha256
        }
        #expect(try hash([1], [0]) != hash([2], [0]))
        #expect(try hash([1], [0]) != hash([1], [1]))
        #expect(try hash([1], [0]).count == 64)
    }

    @Test func selectingPicksImagesInOrder() throws {
        let images = BinaryImages(rows: 1, columns: 2, pixels: [0, 0, 0, 1, 1, 1])
        #expect(images.count == 3)
        #expect(images.selecting([2, 0]).pixels == [1, 1, 0, 0])
        #expect(
            try ImageSet(rows: 1, columns: 2, pixels: [1, 2, 3, 4], labels: [0, 0]).image(at: 1) == [3, 4])
    }

    @Test func theCatalogueIsWhole() {
        for dataset in Catalogue.published {
            #expect(dataset.files.count == 4)
            #expect(dataset.classNames.count == 10)
            #expect(dataset.mirrors.count >= 2)
            #expect(dataset.mirrors.allSatisfy { $0.scheme == "https" })
            #expect(dataset.files.allSatisfy { $0.sha256.count == 64 && $0.bytes > 1000 })
        }
    }
}

@Suite struct DatasetLibraryTests {
    @Test func knownNamesLastAndFoldersBecomeWholePaths() {
        #expect(DatasetLibrary.lasting("digits") == "digits")
        #expect(DatasetLibrary.lasting("mnist") == "mnist")
        #expect(DatasetLibrary.lasting("/a/b/../c") == "/a/c")
        #expect(DatasetLibrary.lasting("c").hasSuffix("/c"))
    }

    @Test func theCacheFollowsTheSpecification() {
        #expect(DatasetLibrary.userCache(environment: ["XDG_CACHE_HOME": "/c"]).path == "/c/vae-viz")
        #expect(
            DatasetLibrary.userCache(environment: ["XDG_CACHE_HOME": "c"]).path.hasSuffix("/.cache/vae-viz"))
        #expect(DatasetLibrary.userCache(environment: [:]).path.hasSuffix("/.cache/vae-viz"))
    }
}
