import Foundation
import Storage
import TestSupport
import Testing

@testable import Datasets

/// Arrays of images and labels as people save them.
@Suite struct NumPyFormatTests {
    /// Three images of 4 x 4, whose pixels tell image and place.
    private static let pixels = (0..<48).map { UInt8($0 * 5) }
    private static let images = ArrayFiles.npy("|u1", [3, 4, 4], pixels)
    private static let labels = ArrayFiles.npy("|u1", [3], [7, 0, 2])

    private typealias Files = [(name: String, bytes: [UInt8])]

    private func read(_ bytes: [UInt8], as name: String = "data") throws -> FoundDataset? {
        let folder = try TemporaryFolder()
        return try NumPyFormat().read(try folder.write(bytes, to: name))
    }

    private func read(archive files: Files, _ zip: ArrayFiles.Zip = .init()) throws -> FoundDataset? {
        try read(try ArrayFiles.zip(files, zip))
    }

    private func read(folder files: Files) throws -> FoundDataset? {
        let folder = try TemporaryFolder()
        for (name, bytes) in files { try folder.write(bytes, to: name) }
        return try NumPyFormat().read(folder.url)
    }

    /// Names of images and labels, of test images and labels.
    @Test(arguments: [
        ["x_train", "y_train", "x_test", "y_test"],
        ["train_images", "train_labels", "test_images", "test_labels"],
        ["X_train", "Y_train", "X_val", "Y_val"], ["trainX", "trainY", "testX", "testY"],
        ["images", "labels", "x-test", "target_test"], ["my.data", "targets", "valid_imgs", "valid_class"],
    ])
    func partsAreFoundByName(_ names: [String]) throws {
        let test = ArrayFiles.npy("|u1", [1, 4, 4], Array(Self.pixels[16..<32]))
        let testLabels = ArrayFiles.npy("|u1", [1, 1], [2])
        let bytes = [Self.images, Self.labels, test, testLabels]
        let files = zip(names, bytes).map { (name: $0 + ".npy", bytes: $1) }
        for found in [
            try read(archive: files), try read(archive: files, .init(isDeflated: true)),
            try read(archive: files, .init(isWide: true)), try read(folder: files),
            try read(folder: [("only.npz", try ArrayFiles.zip(files)), ("notes.txt", [1])]),
        ] {
            let found = try #require(found)
            #expect(try found.train.pixels == Self.pixels && found.train.labels == [7, 0, 2])
            #expect(try found.test?.pixels == Array(Self.pixels[16..<32]) && found.test?.labels == [2])
            #expect(found.isLabelled && found.classNames == nil)
            #expect(found.notes.isEmpty == !names[2].lowercased().contains("val"))
        }
    }

    @Test func validationImagesAreNoTrainingImages() throws {
        let files: Files = [
            ("train_images.npy", Self.images), ("train_labels.npy", Self.labels),
            ("val_images.npy", Self.images), ("val_labels.npy", Self.labels),
            ("test_images.npy", ArrayFiles.npy("|u1", [1, 4, 4], Array(Self.pixels[..<16]))),
            ("test_labels.npy", ArrayFiles.npy("|u1", [1, 1], [1])),
        ]
        let found = try #require(try read(archive: files))
        #expect(found.train.count == 3 && found.test?.count == 1)
        #expect(found.notes == ["not used: val_images"])
    }

    @Test func oneArrayIsEnough() throws {
        for found in [
            try read(Self.images), try read(Self.images, as: "x.csv"),
            try read(try Gzip.packed(Self.images)), try read(archive: [("arr_0.npy", Self.images)]),
            try read(folder: [("anything.npy", Self.images)]),
        ] {
            #expect(
                try found?.train.pixels == Self.pixels && found?.isLabelled == false && found?.test == nil)
        }
        let two = try read(archive: [("arr_0.npy", Self.images), ("arr_1.npy", Self.labels)])
        #expect(two?.train.labels == [7, 0, 2])
    }

    /// What scikit-learn's digits have: flat images beside the same as squares, and texts.
    @Test func thePlainestNameCounts() throws {
        let names = ArrayFiles.npy("<U2", [2], ArrayFiles.texts(["a", "b"], width: 2))
        let found = try read(archive: [
            ("DESCR.npy", ArrayFiles.npy("|O", [], [1])),
            ("data.npy", ArrayFiles.npy("|u1", [3, 16], Self.pixels)),
            ("images.npy", Self.images), ("target.npy", Self.labels), ("target_names.npy", names),
        ])
        #expect(try found?.train.pixels == Self.pixels && found?.train.labels == [7, 0, 2])
        #expect(throws: FileError.self) {
            try read(archive: [("x_train.npy", Self.images), ("X-train.npy", Self.images)])
        }
    }

    @Test func ordersAndShapesAreOfTheSameImages() throws {
        // Column, row, image, as Fortran keeps [image, row, column]; and the same of flat images.
        var turned: [UInt8] = [], flat: [UInt8] = []
        for column in 0..<4 {
            for row in 0..<4 {
                for image in 0..<3 { turned.append(Self.pixels[image * 16 + row * 4 + column]) }
            }
        }
        for pixel in 0..<16 { for image in 0..<3 { flat.append(Self.pixels[image * 16 + pixel]) } }
        let same: [(shape: [Int], bytes: [UInt8], isFortran: Bool)] = [
            ([3, 4, 4], turned, true), ([3, 16], Self.pixels, false), ([3, 16], flat, true),
            ([3, 4, 4, 1], Self.pixels, false), ([3, 1, 4, 4], Self.pixels, false),
        ]
        for (shape, bytes, isFortran) in same {
            let found = try read(ArrayFiles.npy("|u1", shape, bytes, isFortran: isFortran))
            #expect(try found?.train.pixels == Self.pixels && found?.train.channels == 1, "\(shape)")
        }
    }

    /// Two pixels by five in colour: red, green and blue of each pixel, or three planes.
    @Test func coloursAreOfEachPixelOrInPlanes() throws {
        let colours = (0..<30).map { UInt8($0) }
        var planes: [UInt8] = []
        for channel in 0..<3 { for pixel in 0..<10 { planes.append(colours[pixel * 3 + channel]) } }
        for (shape, bytes) in [([1, 2, 5, 3], colours), ([1, 3, 2, 5], planes)] as [([Int], [UInt8])] {
            let set = try #require(try read(ArrayFiles.npy("|u1", shape, bytes))?.train)
            #expect(try set.pixels == colours && set.rows == 2 && set.columns == 5 && set.channels == 3)
        }
    }

    @Test func opacityIsLaidOverWhite() throws {
        let pixels: [UInt8] = [10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 255, 51, 9, 9, 9, 255]
        let found = try #require(try read(ArrayFiles.npy("|u1", [1, 2, 2, 4], pixels)))
        #expect(try found.train.pixels == [10, 20, 30, 255, 255, 255, 204, 224, 255, 9, 9, 9])
        #expect(found.train.channels == 3 && found.notes == ["images have an opacity: laid over white"])
    }

    /// What an array of 2 x 2 pixels is read as.
    private struct Outcome: Equatable {
        let pixels: [UInt8], notes: [String]

        init(_ pixels: [UInt8], _ notes: [String] = []) {
            self.pixels = pixels
            self.notes = notes
        }
    }

    private func outcome(_ type: String, _ bytes: [UInt8]) throws -> Outcome {
        let count = bytes.count / 4 / (Int(type.suffix(1)) ?? 1)
        let found = try #require(try read(ArrayFiles.npy(type, [count, 2, 2], bytes)))
        return try Outcome(found.train.pixels, found.notes)
    }

    @Test func rangesOfFractionsBecomeIntensities() throws {
        func read(_ numbers: [Double]) throws -> Outcome {
            let result = try outcome("<f8", ArrayFiles.bytes(numbers.map(\.bitPattern)))
            let singles = numbers.map { Float($0).bitPattern }
            #expect(try outcome(">f4", ArrayFiles.bytes(singles, isBigEndian: true)) == result)
            return result
        }
        let shares = Outcome([0, 128, 255, 64], ["pixels go from 0 to 1: scaled to 0 to 255"])
        #expect(try read([0, 0.5, 1, 0.25]) == shares)
        let signed = Outcome([0, 128, 255, 191], ["pixels go from -1 to 1: scaled to 0 to 255"])
        #expect(try read([-1, 0, 1, 0.5]) == signed)
        #expect(try read([0, 255, 17, 16]) == Outcome([0, 255, 17, 16]))
        let rounded = Outcome([0, 255, 17, 16], ["pixels are fractions up to 255: rounded"])
        #expect(try read([0, 254.6, 17, 16.4]) == rounded)
        let stretched = Outcome([0, 255, 128, 51], ["pixels go from -0.5 to 2: stretched to 0 to 255"])
        #expect(try read([-0.5, 2, 0.75, 0]) == stretched)
    }

    @Test func rangesOfWholeNumbersBecomeIntensities() throws {
        let flags = Outcome([0, 255, 255, 0], ["pixels are true or false: 255 or 0"])
        #expect(try outcome("|b1", [0, 1, 1, 0]) == flags)
        #expect(try outcome("|i1", [0, 127, 1, 0]) == Outcome([0, 127, 1, 0]))
        let sixteen = Outcome([0, 255, 128, 1], ["pixels go from 0 to 65535: scaled to 0 to 255"])
        #expect(try outcome("<u2", ArrayFiles.bytes([0, 65535, 32768, 257] as [UInt16])) == sixteen)
        let twelve = Outcome([0, 249, 255, 19], ["pixels go from 0 to 4095: scaled to 0 to 255"])
        #expect(try outcome("<i4", ArrayFiles.bytes([0, 4000, 4095, 300] as [Int32])) == twelve)
        let same = Outcome([0, 255, 9, 1])
        #expect(try outcome("<i8", ArrayFiles.bytes([0, 255, 9, 1] as [Int64])) == same)
    }

    /// The range is that of both parts.
    @Test func partsAreReadAlike() throws {
        let train = ArrayFiles.npy("<u2", [1, 2, 2], ArrayFiles.bytes([0, 200, 100, 50] as [UInt16]))
        let test = ArrayFiles.npy("<u2", [1, 2, 2], ArrayFiles.bytes([0, 1023, 511, 50] as [UInt16]))
        let found = try read(archive: [("x_train.npy", train), ("x_test.npy", test)])
        #expect(try found?.train.pixels == [0, 50, 25, 12] && found?.test?.pixels == [0, 255, 127, 12])
    }

    @Test func labelsMayBeNumbersOrWords() throws {
        func labels(_ array: [UInt8]) throws -> FoundDataset {
            try #require(try read(archive: [("images.npy", Self.images), ("labels.npy", array)]))
        }
        let halves = ArrayFiles.bytes([7.0, 0, 2].map(\.bitPattern))
        #expect(try labels(ArrayFiles.npy("<f8", [3, 1], halves)).train.labels == [7, 0, 2])
        let wide = try labels(ArrayFiles.npy("<i4", [3], ArrayFiles.bytes([1000, -1, 1000] as [Int32])))
        #expect(wide.train.labels == [1, 0, 1] && wide.classNames == ["-1", "1000"])
        let rows: [UInt8] = [0, 0, 1, 1, 0, 0, 0, 1, 0]
        #expect(try labels(ArrayFiles.npy("|u1", [3, 3], rows)).train.labels == [2, 0, 1])
        let words = try labels(ArrayFiles.npy("<U3", [3], ArrayFiles.texts(["dog", "cat", "dog"], width: 3)))
        #expect(words.train.labels == [1, 0, 1] && words.classNames == ["cat", "dog"])
    }

    @Test func namesOfClassesLieBeside() throws {
        let names = Array("a\nb\nc\nd\ne\nf\ng\nh\n".utf8)
        let found = try read(folder: [
            ("x_train.npy", Self.images), ("y_train.npy", Self.labels), ("classes.txt", names),
        ])
        #expect(found?.classNames?.last == "h" && found?.train.labels == [7, 0, 2])
    }

    @Test func shapesOfDSpritesAreLabels() throws {
        let factors = ArrayFiles.bytes([0, 2, 5, 39, 31, 31, 0, 0, 1, 2, 3, 4, 0, 1, 0, 0, 0, 0] as [Int64])
        let found = try read(archive: [
            ("metadata.npy", ArrayFiles.npy("|O", [], [1])), ("imgs.npy", Self.images),
            ("latents_classes.npy", ArrayFiles.npy("<i8", [3, 6], factors)),
            ("latents_values.npy", ArrayFiles.npy("<i8", [3, 6], factors)),
        ])
        #expect(found?.train.labels == [2, 0, 1] && found?.classNames == ["square", "ellipse", "heart"])
    }

    @Test func whatHasNoArraysIsPassedOver() throws {
        #expect(try read([]) == nil)
        #expect(try read(Array("1,2,3\n".utf8), as: "a.npy") == nil)
        #expect(try read(archive: [("a.png", [1, 2])]) == nil)
        #expect(try read(folder: [("a.png", [1])]) == nil)
        #expect(try read(folder: [("embedding.npy", ArrayFiles.npy("|u1", [3, 5], Array(0..<15)))]) == nil)
    }

    private func expectDamage(_ bytes: [UInt8], _ words: String) {
        let error = #expect(throws: FileError.self) { try read(bytes) }
        #expect(
            error?.kind == .damaged && error?.reason.contains(words) == true,
            "\(words): \(String(describing: error))")
    }

    @Test func whatIsNoImageIsNamed() {
        let words = "which are no images"
        expectDamage(ArrayFiles.npy("|u1", [3, 5], Array(0..<15)), "shape (3, 5) and type |u1, " + words)
        expectDamage(ArrayFiles.npy("|u1", [1, 2, 2, 2], Array(0..<8)), words)
        expectDamage(ArrayFiles.npy("|u1", [0, 4, 4], []), words)
        expectDamage(ArrayFiles.npy("|S1", [1, 2, 2], [65, 66, 67, 68]), "type |S1, " + words)
        expectDamage(ArrayFiles.npy("|O", [3, 4, 4], [1]), "Python objects (pickled)")
        let nan = ArrayFiles.bytes([Float.nan.bitPattern])
        expectDamage(ArrayFiles.npy("<f4", [1, 1, 1], nan), "a pixel that is no finite number")
        let negative = ArrayFiles.bytes([-5, 300] as [Int16])
        expectDamage(ArrayFiles.npy("<i2", [1, 1, 2], negative), "pixels from -5 to 300")
    }

    @Test func damageInArchivesIsNamed() throws {
        func refuse(_ array: [UInt8], _ words: String) throws {
            expectDamage(try ArrayFiles.zip([("x.npy", Self.images), ("y.npy", array)]), words)
        }
        let half = ArrayFiles.bytes([0, 0.5, 1].map { Float($0).bitPattern })
        try refuse(ArrayFiles.npy("<f4", [3], half), "label 0.5 of image 1")
        try refuse(ArrayFiles.npy("|u1", [2], [1, 2]), "3 images, but 2 labels")
        let several = ArrayFiles.npy("|u1", [3, 2], [1, 1, 0, 1, 0, 1])
        try refuse(several, "labels of shape (3, 2)")
        expectDamage(
            try ArrayFiles.zip([("arr_0.npy", Self.images), ("arr_1.npy", Self.images)]),
            "several arrays could be the images among arr_0 (3, 4, 4), arr_1")
        let objects = ArrayFiles.npy("|O", [3], [1])
        expectDamage(try ArrayFiles.zip([("x_train.npy", objects)]), "Python objects (pickled)")
        expectDamage(try ArrayFiles.zip([("a.npy", Self.labels)]), "no array of images among a (3,)")
        let two = try ArrayFiles.zip([("x.npy", Self.images)])
        #expect(throws: FileError.self) { try read(folder: [("a.npz", two), ("b.npz", two)]) }
    }

    /// A megabyte that would unpack to a gigabyte, and an archive whose directory claims more than its bytes can hold.
    @Test func bombsAreRefused() throws {
        let head = ArrayFiles.npy("|u1", [65536, 128, 128], [])
        let zeros = try Gzip.packed([UInt8](repeating: 0, count: 1 << 24))
        let bomb = Array(try Gzip.packed(head)) + (0..<64).flatMap { _ in zeros }
        let error = #expect(throws: FileError.self) { try read(bomb) }
        #expect(error?.reason.contains("claims (65536, 128, 128), more than") == true)
        // An honest archive, of more zeros than any images have.
        let claim = ArrayFiles.npy("|u1", [1100, 256, 256], [UInt8](repeating: 0, count: 1100 << 16))
        let honest = #expect(throws: FileError.self) {
            try read(archive: [("x.npy", claim)], .init(isDeflated: true))
        }
        #expect(honest?.reason.contains("more than a file of its size can hold") == true)
        let lie = ArrayFiles.Zip(isDeflated: true, claimed: 1 << 30)
        #expect(throws: FileError.self) { try read(archive: [("x.npy", head)], lie) }
    }

    /// What is read is loaded like any other data set, and again from its record.
    @Test func theLibraryLoadsThem() throws {
        let folder = try TemporaryFolder()
        let shares = ArrayFiles.bytes((0..<160).map { Float($0) / 160 }.map(\.bitPattern))
        let file = try folder.write(ArrayFiles.npy("<f4", [10, 4, 4], shares), to: "my images.npy")
        let dataset = try DatasetLibrary().load(file.path)
        #expect(dataset.name == "my-images-npy" && dataset.train.count + dataset.test.count == 10)
        #expect(dataset.preparation.notes.first == "pixels go from 0 to 1: scaled to 0 to 255")
        #expect(dataset.preparation.isValid)
        let stored = try JSONDecoder().decode(
            DatasetPreparation.self, from: try JSONEncoder().encode(dataset.preparation))
        #expect(stored == dataset.preparation)
        let again = try DatasetLibrary().load(file.path, preparation: stored)
        #expect(try again.train.elementsEqual(dataset.train) && again.sha256 == dataset.sha256)
        #expect(again.preparation == dataset.preparation)
    }
}
