import Foundation
import Pictures
import Storage
import TestSupport
import Testing

@testable import Datasets

/// Folders of picture files as people have them.
@Suite struct PictureFolderTests {
    /// A grey picture with a mark in the middle whose shade tells one from another.
    private static func grey(_ mark: UInt8, ground: UInt8 = 255, width: Int = 12, height: Int = 12) -> [UInt8]
    {
        let rows = (0..<height).map { row in
            (0..<width).map { column in
                (height / 3..<height * 2 / 3).contains(row) && (width / 3..<width * 2 / 3).contains(column)
                    ? mark : ground
            }
        }
        return PNGSamples.file(color: 0, rows: rows, width: width)
    }

    /// A picture of one colour.
    private static func colour(_ red: UInt8, _ green: UInt8, _ blue: UInt8, side: Int = 8) -> [UInt8] {
        let row = Array(repeatElement([red, green, blue], count: side).joined())
        return PNGSamples.file(color: 2, rows: Array(repeating: row, count: side), width: side)
    }

    private func write(_ files: [String: [UInt8]], in folder: TemporaryFolder) throws {
        for (path, bytes) in files {
            let file = folder.url.appendingPathComponent(path)
            try AtomicFile.createFolder(file.deletingLastPathComponent())
            try AtomicFile.write(bytes, to: file)
        }
    }

    private func load(_ folder: TemporaryFolder, _ change: (inout DatasetWishes) -> Void = { _ in }) throws
        -> Dataset
    {
        var wishes = DatasetWishes()
        change(&wishes)
        return try DatasetLibrary().load(folder.url.path, wishes: wishes)
    }

    @Test func foldersAreClassesAndDarkIsInk() throws {
        let folder = try TemporaryFolder()
        for number in 0..<10 {
            try write(
                [
                    "cats/\(number).png": Self.grey(UInt8(number)),
                    "ants 10/deeper/\(number).PNG": Self.grey(UInt8(100 + number)),
                    "ants 9/\(number)": Self.grey(UInt8(200 + number)),
                ], in: folder)
        }
        try write(
            [
                "cats/notes.txt": Array("no picture".utf8), "cats/.hidden.png": [1, 2],
                "__MACOSX/cats/x.png": [1], "empty/readme": [],
            ], in: folder)
        let dataset = try load(folder)
        #expect(dataset.classNames == ["ants 9", "ants 10", "cats"])
        #expect(dataset.train.count == 26 && dataset.test.count == 4)
        #expect(dataset.train.rows == 12 && dataset.train.columns == 12 && dataset.train.channels == 1)
        let preparation = dataset.preparation
        #expect(preparation.testOneIn == 7 && preparation.isLabelled && preparation.pixelMaximum == 255)
        #expect(preparation.pictures?.isInverted == true && preparation.pictures?.isColoured == false)
        #expect(preparation.pictures?.remarks == [])
        #expect(
            preparation.notes.first == "grey pictures with light borders: dark is taken for ink",
            "\(preparation.notes)")
        // Every mark is there once, with its class's label, and the ground is paper.
        var marks: [UInt8] = []
        for part in [dataset.train, dataset.test] {
            for index in 0..<part.count {
                let image = try Array(part.image(at: index)), mark = 255 - image[6 * 12 + 6]
                marks.append(mark)
                #expect(image[0] == 0 && part.labels[index] == (mark < 100 ? 2 : mark < 200 ? 1 : 0))
            }
        }
        let all: [UInt8] = Array(0..<10) + Array(100..<110) + Array(200..<210)
        #expect(marks.sorted() == all)
        // The classes come everywhere.
        #expect(Set(dataset.train.labels.prefix(10)).count == 3)
        // Read again as recorded, through JSON, it is the same.
        let text = try JSONEncoder().encode(preparation)
        let recorded = try JSONDecoder().decode(DatasetPreparation.self, from: text)
        #expect(recorded == preparation && recorded.isValid)
        let again = try DatasetLibrary().load(folder.url.path, preparation: recorded)
        #expect(
            try again.train.elementsEqual(dataset.train) && again.test.elementsEqual(dataset.test)
                && again.sha256 == dataset.sha256)
    }

    @Test func lightOnDarkStaysAsItIs() throws {
        let folder = try TemporaryFolder()
        try write(["a.png": Self.grey(200, ground: 10), "b.png": Self.grey(250, ground: 10)], in: folder)
        let dataset = try load(folder)
        #expect(dataset.classNames == ["image"] && !dataset.preparation.isLabelled)
        #expect(dataset.preparation.pictures?.isInverted == false)
        #expect(try dataset.train.image(at: 0).first == 10)
    }

    @Test func coloursAreKept() throws {
        let folder = try TemporaryFolder()
        try write(
            [
                "train/red/1.png": Self.colour(200, 10, 20), "train/red/2.png": Self.colour(210, 10, 20),
                "training-notes/x.txt": [65], "Val/blue/1.png": Self.colour(10, 20, 200),
                "train/stray.png": Self.colour(1, 2, 3),
            ], in: folder)
        let dataset = try load(folder)
        #expect(dataset.train.channels == 3 && dataset.train.count == 2 && dataset.test.count == 1)
        #expect(dataset.classNames == ["blue", "red"] && dataset.train.labels == [1, 1])
        #expect(try Array(dataset.test.image(at: 0).prefix(6)) == [10, 20, 200, 10, 20, 200])
        #expect(dataset.preparation.testOneIn == nil && dataset.preparation.pictures?.isColoured == true)
        #expect(
            dataset.preparation.notes == [
                "pictures in colour: red, green and blue are kept",
                "beside train and Val, not used: training-notes",
                "pictures beside the class folders are left out: 1",
            ])
    }

    @Test func picturesOfManySizesBecomeSquares() throws {
        let folder = try TemporaryFolder()
        try write(
            [
                "a.png": Self.grey(0, width: 40, height: 60), "b.png": Self.grey(0, width: 90, height: 33),
                "c.png": Self.grey(0, width: 20, height: 20),
            ], in: folder)
        let dataset = try load(folder)
        // The median of the short sides is 33.
        #expect(dataset.train.rows == 32 && dataset.train.columns == 32)
        #expect(
            dataset.preparation.notes.first
                == "sizes from 20 x 20 to 90 x 33: cropped to squares and scaled to 32 x 32")
        let padded = try load(folder) {
            $0.side = 16
            $0.fit = .pad
            $0.background = OpaqueColour(red: 10, green: 10, blue: 10)
        }
        #expect(padded.train.rows == 16 && padded.preparation.scaling?.fit == .pad)
        #expect(padded.preparation.pictures?.background == "#0a0a0a")
        #expect(
            padded.preparation.options == ["--size", "16", "--fit", "pad", "--background", "#0a0a0a"])
        #expect(dataset.preparation.options == ["--size", "32", "--fit", "crop"])
        let large = try load(folder) { $0.pictureSide = 20 }
        #expect(large.train.rows == 20)
    }

    @Test(arguments: [(64, 64), (200, 64), (63, 60), (28, 28), (9, 8), (3, 8)])
    func theUsualSideIsAMultipleOfFour(short: Int, side: Int) {
        #expect(ImageScaling.usualSide(of: short) == side)
    }

    @Test func transparencyShowsTheBackground() throws {
        let folder = try TemporaryFolder()
        let clear = PNGSamples.file(
            color: 6, rows: Array(repeating: [UInt8](repeating: 0, count: 32), count: 8), width: 8)
        try write(["a.png": clear, "b.png": clear], in: folder)
        // White paper has no ink.
        #expect(try load(folder).train.pixels.allSatisfy { $0 == 0 })
        let blue = try load(folder) { $0.background = OpaqueColour("#0000ff") }
        #expect(try blue.train.channels == 3 && Array(blue.train.pixels.prefix(3)) == [0, 0, 255])
    }

    @Test func bitmapsAreTaken() throws {
        let folder = try TemporaryFolder()
        let red = BMPSample {
            ($0.width, $0.height, $0.bits) = (8, -8, 32)
            $0.data = Array(repeatElement([20, 10, 200, 0], count: 64).joined())
        }.bytes
        try write(
            ["a.bmp": red, "b.BMP": red, "c": red, "d.bmp": Array(red.prefix(red.count - 1))], in: folder)
        let dataset = try load(folder)
        #expect(dataset.train.count + dataset.test.count == 3 && dataset.train.channels == 3)
        #expect(try Array(dataset.train.image(at: 0).suffix(3)) == [200, 10, 20])
        #expect(
            dataset.preparation.pictures?.remarks == [
                "left out: d.bmp: a damaged BMP picture (cut off); save or copy it again"
            ])
    }

    @Test func damagedPicturesAreNamedAndLeftOut() throws {
        let folder = try TemporaryFolder()
        let good = Self.grey(0)
        // One is cut off in its pixels, which the beginning does not tell.
        try write(
            [
                "a/1.png": good, "a/2.png": Array(good.prefix(good.count - 40)),
                "a/3.jpg": [0xFF, 0xD8, 0xFF],
                "b/4.png": good, "b/10.png": Array("no picture".utf8),
                "b/11.heic": Array("    ftypheic".utf8),
                "b/12.png": [],
            ], in: folder)
        let dataset = try load(folder)
        #expect(dataset.train.count + dataset.test.count == 2)
        let remarks = dataset.preparation.pictures?.remarks ?? []
        #expect(remarks.count == 4)
        #expect(remarks[0].hasPrefix("left out: a/2.png: a damaged PNG picture"))
        #expect(remarks[1].hasPrefix("left out: a/3.jpg: "))
        #expect(remarks[2].hasPrefix("left out: b/10.png: something else, not a PNG"))
        #expect(remarks[3] == "left out: 2 more that cannot be read")
        let error = #expect(throws: FileError.self) { try load(folder) { $0.isStrict = true } }
        #expect(error?.kind == .damaged && error?.location.contains(folder.url.path) == true)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("a"))
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("b/4.png"))
        let none = #expect(throws: FileError.self) { try load(folder) }
        #expect(none?.kind == .damaged && none?.reason.contains("a HEIC picture, not a PNG") == true)
        // What only its name makes a picture is none.
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("b/11.heic"))
        let other = #expect(throws: FileError.self) { try load(folder) }
        #expect(other?.kind == .missing)
    }

    @Test func linksInACircleEnd() throws {
        let folder = try TemporaryFolder()
        try write(
            ["a/1.png": Self.grey(0), "a/2.png": Self.grey(1), "c/3.png": Self.grey(2)], in: folder)
        for (name, target) in [("a/loop", ".."), ("b", "a"), ("gone", "nowhere")] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.url.appendingPathComponent(name).path, withDestinationPath: target)
        }
        let dataset = try load(folder)
        #expect(dataset.train.count + dataset.test.count == 3 && dataset.classNames == ["a", "c"])
    }

    @Test func wrappingsAndWhatIsNoFolderOfPictures() throws {
        let folder = try TemporaryFolder()
        try write(
            ["archive/inner/x/1.png": Self.grey(0), "archive/inner/y/2.png": Self.grey(1)], in: folder)
        #expect(try load(folder).classNames == ["x", "y"])
        let other = try TemporaryFolder()
        try write(["a/notes.txt": [65, 66]], in: other)
        #expect(try PictureFolderFormat().read(other.url) == nil)
        #expect(try PictureFolderFormat().read(other.url.appendingPathComponent("a/notes.txt")) == nil)
        let error = #expect(throws: FileError.self) { try load(other) }
        #expect(error?.kind == .missing)
        #expect(error?.reason.contains("pictures (PNG, JPEG, WebP, GIF or BMP") == true)
        let many = try TemporaryFolder()
        for number in 0..<257 { try write(["\(number)/x.png": Self.grey(0)], in: many) }
        let tooMany = #expect(throws: FileError.self) { try load(many) }
        #expect(tooMany?.reason.contains("257 folders with pictures") == true)
    }

    @Test func namesComeInTheirNaturalOrder() {
        let names = ["b", "a10", "a2", "a02", "a", "a1b", "B", "10", "9", "a2/x", "é"]
        #expect(
            NaturalOrder.sorted(names.reversed())
                == ["9", "10", "B", "a", "a1b", "a02", "a2", "a2/x", "a10", "b", "é"])
    }
}
