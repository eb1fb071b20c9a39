import Foundation
import Likelihoods
import Storage
import TestSupport
import Testing

@testable import Datasets

/// Images that memory is not to hold: the same in every respect as those that it holds.
@Suite struct StoredImagesTests {
    /// A data set's files by their names, and how they are read.
    struct Source: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: [UInt8]]
        var wishes = DatasetWishes()
    }

    /// Numbers that go up and down: all of 0 to `top`.
    private static func numbers(_ count: Int, top: Int = 255) -> [UInt8] {
        (0..<count).map { UInt8(($0 * 31 + $0 / 7 * 5) % (top + 1)) }
    }

    /// A folder of IDX files with 30 training images, and test images where they are wanted.
    private static func idx(
        _ axes: [Int], top: Int = 255, isTested: Bool = false, prefix: String = "", isPacked: Bool = false
    ) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (part, count) in [("train", 30)] + (isTested ? [("t10k", 10)] : []) {
            let pixels = numbers(axes.reduce(count, *), top: top)
            files["\(prefix)\(part)-images-idx\(axes.count + 1)-ubyte"] = IDXFile.encoded(
                axes: [count] + axes, bytes: pixels)
            files["\(prefix)\(part)-labels-idx1-ubyte"] = IDXFile.encoded(
                axes: [count], bytes: (0..<count).map { UInt8($0 % 3) })
        }
        guard isPacked else { return files }
        return Dictionary(uniqueKeysWithValues: try files.map { ($0 + ".gz", try Gzip.packed($1)) })
    }

    private static func floats(_ count: Int) -> [UInt8] {
        ArrayFiles.bytes(numbers(count).map { (Float($0) / 255).bitPattern })
    }

    private static func table(_ text: (UInt8) -> String) -> [UInt8] {
        let lines = (0..<30).map { image in
            "\(image % 3)," + numbers(64 + image).suffix(64).map(text).joined(separator: ",") + "\n"
        }
        return Array(lines.joined().utf8)
    }

    private static func pictures(isColoured: Bool) -> [String: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: (0..<30).map { number in
                let channels = isColoured ? 3 : 1, shade = numbers(12 * channels + number)
                return (
                    "\(number % 3)/\(number).png",
                    PNGSamples.file(
                        color: isColoured ? 2 : 0,
                        rows: (0..<10).map { row in shade.suffix(12 * channels).map { $0 ^ UInt8(row) } },
                        width: 12)
                )
            })
    }

    private static let sources = Result { () throws -> [Source] in
        var turned = DatasetWishes(), shared = DatasetWishes(), small = DatasetWishes()
        turned.isTransposed = true
        shared.testShare = 0.4
        small.side = 8
        let labels = ArrayFiles.npy("|u1", [30], (0..<30).map { UInt8($0 % 3) })
        let images = ArrayFiles.npy("|u1", [30, 6, 6, 3], numbers(30 * 108))
        let fractions = ArrayFiles.npy("<f4", [30, 6, 6], floats(30 * 36))
        return [
            Source(testDescription: "idx", files: try idx([6, 6], isTested: true)),
            Source(
                testDescription: "idx, packed", files: try idx([6, 6, 3], isPacked: true), wishes: shared),
            Source(testDescription: "idx, to 16", files: try idx([6, 6], top: 16)),
            Source(testDescription: "idx, no squares", files: try idx([12, 10]), wishes: small),
            Source(testDescription: "emnist", files: try idx([5, 5], isTested: true, prefix: "emnist-a-")),
            Source(testDescription: "npy", files: ["a.npy": images], wishes: turned),
            Source(
                testDescription: "npy, fractions", files: ["images.npy": fractions, "labels.npy": labels]),
            Source(
                testDescription: "npy, Fortran",
                files: ["a.npy": ArrayFiles.npy("|u1", [30, 6, 6, 3], numbers(30 * 108), isFortran: true)]),
            Source(
                testDescription: "npy, Fortran, fractions",
                files: ["a.npy": ArrayFiles.npy("<f4", [30, 6, 6], floats(30 * 36), isFortran: true)]),
            Source(
                testDescription: "npy, channels first, opacity",
                files: ["a.npy": ArrayFiles.npy("|u1", [30, 4, 6, 6], numbers(30 * 144))]),
            Source(
                testDescription: "npz",
                files: [
                    "a.npz": try ArrayFiles.zip([("x_train.npy", images), ("y_train.npy", labels)])
                ]),
            Source(
                testDescription: "npz, packed",
                files: [
                    "a.npz": try ArrayFiles.zip(
                        [("x.npy", fractions), ("y.npy", labels)], ArrayFiles.Zip(isDeflated: true))
                ]),
            Source(testDescription: "csv", files: ["train.csv": table { "\($0)" }]),
            Source(testDescription: "csv, fractions", files: ["train.csv": table { "\(Double($0) / 255)" }]),
            Source(testDescription: "pictures in grey", files: pictures(isColoured: false), wishes: small),
            Source(testDescription: "pictures in colour", files: pictures(isColoured: true), wishes: shared),
        ]
    }

    private static func load(_ source: Source, in folder: URL, memoryLimit: Int) throws -> Dataset {
        var library = DatasetLibrary(cache: folder.appendingPathComponent("cache"))
        library.memoryLimit = memoryLimit
        return try library.load(folder.path, wishes: source.wishes)
    }

    /// All that training and the report are given.
    private struct Known: Equatable {
        let sha256: String, preparation: DatasetPreparation, labels: [[UInt8]], pixels: [[UInt8]]
        let numbers: [[Float]], bits: [[UInt8]]
        let shares: [Double], counts: [Int], range: ClosedRange<UInt8>, findings: [DataFinding]

        init(_ dataset: Dataset) throws {
            let parts = [dataset.train, dataset.test]
            let modelled = try ModelledDataset(dataset, values: GaussianLikelihood().modelledValues)
            let inspection = try DataInspection(dataset, modelled: modelled)
            (sha256, preparation, labels) = (dataset.sha256, dataset.preparation, parts.map(\.labels))
            pixels = try parts.map { try $0.pixels }
            numbers = try [modelled.train, modelled.test].map { images in
                try (0..<images.count).flatMap { image in
                    var numbers = [Float](repeating: -1, count: images.imageSize)
                    try images.write(image, to: &numbers)
                    return numbers
                }
            }
            bits = try [modelled.train, modelled.test].map { try $0.binarised.pixels }
            shares = [inspection.inkShare, inspection.shadeShare, try dataset.train.shadeShare]
            counts = [inspection.blankCount, inspection.repeatedCount, inspection.sharedCount]
            range = inspection.range
            findings = inspection.findings(batchSize: 8)
        }
    }

    @Test func everyFormIsReadTheSameWhateverMemoryHolds() throws {
        for source in try Self.sources.get() {
            let folder = try TemporaryFolder()
            for (name, bytes) in source.files {
                let file = folder.url.appendingPathComponent(name)
                try AtomicFile.createFolder(file.deletingLastPathComponent())
                try AtomicFile.write(bytes, to: file)
            }
            let held = try Known(try Self.load(source, in: folder.url, memoryLimit: ByteStore.usualLimit))
            #expect(held.labels.map(\.count).reduce(0, +) >= 30, "\(source.testDescription)")
            for limit in [0, 500] {
                let stored = try Known(try Self.load(source, in: folder.url, memoryLimit: limit))
                #expect(stored == held, "\(source.testDescription), \(limit) bytes in memory")
            }
        }
    }

    /// 500 images of 28 x 28, more than are read at once, in a file or in memory.
    private static func images(limit: Int) throws -> ImageBytes {
        var writer = ByteStoreWriter(limit: limit)
        for image in 0..<500 {
            try writer.append((0..<784).map { UInt8(($0 * image + $0 % 11) % 251 + image / 251) })
        }
        return ImageBytes(writer.finish(), size: 784)
    }

    @Test func selectionsSelectAgain() throws {
        let held = try Self.images(limit: .max), stored = try Self.images(limit: 0)
        let some = [7, 8, 9, 499, 0, 0, 3] + Array(10..<400)
        #expect(try stored.elementsEqual(held) && stored.selecting(some).elementsEqual(held.selecting(some)))
        let again = stored.selecting(some).selecting([6, 3, 6])
        #expect(try again.all == [3, 499, 3].flatMap { try held.withImage($0) { Array($0) } })
        var order: [Int] = [], bytes: [UInt8] = []
        try stored.selecting(some).forEach { index, image in
            order.append(index)
            bytes += image
        }
        #expect(order == Array(some.indices))
        #expect(try bytes == held.selecting(some).all)
        #expect(try !stored.elementsEqual(stored.selecting(0..<499)))
        #expect(try !stored.elementsEqual(stored.selecting((0..<500).reversed())))
    }

    @Test func theNearestImagesAreTheSame() throws {
        let values = GaussianLikelihood().modelledValues, labels = [UInt8](repeating: 0, count: 500)
        let (held, stored) = (try Self.images(limit: .max), try Self.images(limit: 0))
        let pixels = try held.all
        let modelled = try [held, stored].map { bytes in
            try ModelledImages(ImageSet(rows: 28, columns: 28, bytes: bytes, labels: labels), values: values)
        }
        let wanted = modelled[1].selecting([3, 498, 250])
        for known in modelled {
            let search = try NearestImages(among: known)
            #expect(try search.matches(for: wanted).map(\.index) == [3, 498, 250])
            let others = try search.matches(for: known.selecting(0..<10), isSelf: true)
            for (image, match) in others.enumerated() {
                let own = pixels[image * 784..<(image + 1) * 784]
                let distances = (0..<500).filter { $0 != image }.map { (other: Int) -> Int in
                    let others = pixels[other * 784..<(other + 1) * 784]
                    return zip(own, others).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
                }
                #expect(match.distance == Double(distances.min() ?? 0) / 255)
            }
            #expect(try search.inkDifferences(for: wanted) == [0, 0, 0])
        }
        let differences = try modelled.map { images in
            try NearestImages(among: images).inkDifferences(for: images.selecting(0..<10), isSelf: true)
        }
        #expect(differences[0] == differences[1])
    }

    /// What is packed part by part is read as one.
    @Test func exportsAreTheSame() throws {
        let source = try #require(try Self.sources.get().first)
        let folder = try TemporaryFolder()
        for (name, bytes) in source.files { try folder.write(bytes, to: name) }
        let dataset = try Self.load(source, in: folder.url, memoryLimit: 0)
        let target = IDXFolder(folder.url.appendingPathComponent("export"))
        try target.save(dataset)
        let again = try DatasetLibrary().load(target.url.path)
        #expect(try again.train.elementsEqual(dataset.train) && again.test.elementsEqual(dataset.test))
        #expect(again.sha256 == dataset.sha256)
    }
}
