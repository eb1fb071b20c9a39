import Datasets
import Foundation
import Runs
import Storage
import TestSupport
import Testing

/// Folders of IDX files as people have them: what is taken, what is said of it, what is refused.
@Suite struct OwnDataTests {
    private static let train = Digits.training(count: 320), test = Digits.test(count: 60)

    private func images(_ images: ImageSet, _ intensity: (UInt8) -> UInt8 = { $0 }) throws -> [UInt8] {
        IDXFile.encoded(axes: [images.count, 28, 28], bytes: try images.pixels.map(intensity))
    }

    private func labels(_ images: ImageSet) -> [UInt8] {
        IDXFile.encoded(axes: [images.count], bytes: images.labels)
    }

    private static let pictures = ["--figures", "latent-grid", "--animations", "none"]

    private func write(_ bytes: [UInt8], to path: String, in folder: TemporaryFolder) throws {
        let file = folder.url.appendingPathComponent(path)
        try AtomicFile.createFolder(file.deletingLastPathComponent())
        try AtomicFile.write(bytes, to: file)
    }

    private func train(_ name: String, _ more: [String] = [], in folder: TemporaryFolder) throws
        -> Program.Outcome
    {
        try Program.run(
            ["train-and-report", "--dataset", name, "--grid", "4", "--epochs", "1", "--progress", "plain"]
                + Self.pictures + more, in: folder.url)
    }

    private func run(_ name: String, in folder: TemporaryFolder) -> RunFolder {
        RunFolder(folder.url.appendingPathComponent("Output/\(name)"))
    }

    /// Pixels from 0 to 16, labels of four bytes, dots in the names, and no test images.
    @Test func aRangeOfItsOwnAndNoTestImages() throws {
        let folder = try TemporaryFolder()
        try write(
            images(Self.train) { UInt8(Int($0) * 16 / 255) }, to: "own/train-images.idx3-ubyte", in: folder)
        let ints = Self.train.labels.flatMap { [0, 0, 0, $0] as [UInt8] }
        try write([0, 0, 12, 1, 0, 0, 1, 0x40] + ints, to: "own/train-labels.idx1-int", in: folder)
        let outcome = try train("own", in: folder)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.contains("own: pixels go from 0 to 16: scaled to 0 to 255\n"))
        #expect(outcome.diagnostics.contains("own: no test images: one in 7"))
        #expect(!outcome.diagnostics.contains("Blank"))
        let run = run("own-1", in: folder)
        let record = try RunRecord(contentsOf: run.record)
        #expect(record.dataset.preparation?.pixelMaximum == 16)
        #expect(record.dataset.preparation?.testOneIn == 7)
        #expect(record.dataset.trainCount == 274 && record.dataset.testCount == 46)
        #expect(record.dataset.findings == [])
        #expect(try String(contentsOf: run.report, encoding: .utf8).contains("pixels go from 0 to 16"))
        // The run is opened again with the same images.
        let latents = try Data(contentsOf: run.latents)
        let again = try Program.run(["report", "--progress", "none"] + Self.pictures, in: folder.url)
        #expect(again.status == 0, "\(again.diagnostics)")
        #expect(try Data(contentsOf: run.latents) == latents)
        let longer = try Program.run(
            ["train-and-report", "--resume", "own-1", "--epochs", "2", "--progress", "none"] + Self.pictures,
            in: folder.url)
        #expect(longer.status == 0, "\(longer.diagnostics)")
        #expect(try RunRecord(contentsOf: run.record).dataset == record.dataset)
    }

    /// Pixels from 0 to 1, no labels, in folders of the files' names.
    @Test func unlabelledImages() throws {
        let folder = try TemporaryFolder()
        for (part, half) in [(IDXPart.trainImages, Self.train), (.testImages, Self.test)] {
            try write(images(half) { $0 / 128 }, to: "own/\(part.name)/\(part.name)", in: folder)
        }
        let outcome = try train("own", in: folder)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.contains("scaled to 0 to 255"))
        #expect(outcome.diagnostics.contains("no labels: all images are of one class"))
        let record = try RunRecord(contentsOf: run("own-1", in: folder).record)
        #expect(record.dataset.classNames == ["image"] && record.dataset.findings == [])
        #expect(record.measurements != nil && record.measurements?.neighbourAccuracy == nil)
    }

    /// What is wrong with the data is said before training, in the record and on the page.
    @Test func findingsAreSaid() throws {
        let folder = try TemporaryFolder()
        let (train, test) = (Self.train, Self.test)
        let half = try train.pixels.count / 2
        let blank = try train.pixels.prefix(half) + [UInt8](repeating: 0, count: half)
        try IDXFolder(folder.url.appendingPathComponent("MNIST/raw")).save(
            try Dataset(
                name: "", title: "", classNames: Digits.classNames,
                train: ImageSet(rows: 28, columns: 28, pixels: Array(blank), labels: train.labels),
                test: train.prefix(test.count)))
        let outcome = try self.train(".", ["--batch-size", "400", "--name", "own"], in: folder)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let record = try RunRecord(contentsOf: run("own", in: folder).record)
        let findings = try #require(record.dataset.findings)
        #expect(findings.map(\.kind) == [.blank, .overlap, .repeated, .fewImages])
        let html = try String(contentsOf: run("own", in: folder).report, encoding: .utf8)
        let start = try #require(outcome.diagnostics.range(of: "before training:")?.lowerBound)
        for finding in findings {
            #expect(outcome.diagnostics[..<start].contains("vae-viz: warning: \(finding.text)\n"))
            #expect(record.warnings?.contains(finding.text) == true)
            #expect(html.contains(finding.text))
        }
    }

    @Test func whereNothingCanBeLearnedNothingIsBegun() throws {
        let folder = try TemporaryFolder()
        for (name, intensity) in [("zeros", UInt8(0)), ("full", 255)] {
            for (half, parts) in [
                (Self.train, (IDXPart.trainImages, IDXPart.trainLabels)),
                (Self.test, (.testImages, .testLabels)),
            ] {
                try write(images(half) { _ in intensity }, to: "\(name)/\(parts.0.name)", in: folder)
                try write(labels(half), to: "\(name)/\(parts.1.name)", in: folder)
            }
            let outcome = try train(name, in: folder)
            #expect(outcome.status == 65)
            #expect(
                outcome.diagnostics.contains("error: ") && outcome.diagnostics.contains("nothing to learn"))
            #expect(outcome.diagnostics.contains("every pixel is \(intensity)"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("Output").path))
    }

    /// A gzip file of 1 MB that would unpack to the 1 GB that its header claims.
    @Test func aBombIsRefused() throws {
        let folder = try TemporaryFolder()
        let header: [UInt8] = [0, 0, 8, 3, 0, 1, 0, 0, 0, 0, 0, 128, 0, 0, 0, 128]
        let zeros = try Gzip.packed([UInt8](repeating: 0, count: 1 << 24))
        try write(
            Array(try Gzip.packed(header)) + (0..<64).flatMap { _ in zeros },
            to: "own/train-images-idx3-ubyte.gz", in: folder)
        let outcome = try train("own", in: folder)
        #expect(outcome.status == 65)
        #expect(outcome.diagnostics.contains("claims 65536 x 128 x 128"), "\(outcome.diagnostics)")
    }

    @Test func whatIsMissingOrTwofoldIsNamed() throws {
        let folder = try TemporaryFolder()
        try write([1], to: "own/notes.txt", in: folder)
        let missing = try train("own", in: folder)
        #expect(missing.status == 66 && missing.diagnostics.contains("train-images-idx3-ubyte"))
        let file = try train("own/notes.txt", in: folder)
        #expect(file.status == 66 && file.diagnostics.contains("no data set here"))
        for name in ["train-images-idx3-ubyte", "my-train-images-idx3-ubyte"] {
            try write(images(Self.test), to: "own/\(name)", in: folder)
        }
        let twofold = try train("own", in: folder)
        #expect(twofold.status == 65)
        #expect(
            twofold.diagnostics.contains("could be my-train-images-idx3-ubyte or train-images-idx3-ubyte"))
    }
}
