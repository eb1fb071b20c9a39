import Datasets
import Foundation
import Runs
import Storage
import TestSupport
import Testing

/// Folders of picture files, trained on and shown.
@Suite struct PictureDataTests {
    /// Digits as grey pictures of another size, black on white, a folder a class.
    private func write(_ count: Int, into name: String, in folder: TemporaryFolder) throws {
        let digits = Digits.training(count: count)
        for index in 0..<count {
            let ink = try Array(digits.image(at: index))
            // Ten pixels more on both sides.
            let blank = [UInt8](repeating: 255, count: 48)
            let rows = (0..<28).map { row in
                blank.prefix(10) + ink[row * 28..<(row + 1) * 28].map { 255 - $0 } + blank.prefix(10)
            }
            let file = folder.url.appendingPathComponent("\(name)/\(digits.labels[index])/\(index).png")
            try AtomicFile.createFolder(file.deletingLastPathComponent())
            try AtomicFile.write(
                PNGSamples.file(color: 0, rows: rows.map(Array.init), width: 48), to: file)
        }
    }

    @Test func aFolderOfPicturesIsLearnedFrom() throws {
        let folder = try TemporaryFolder()
        try write(200, into: "own", in: folder)
        try AtomicFile.write([1, 2, 3], to: folder.url.appendingPathComponent("own/3/broken.png"))
        let arguments = [
            "train-and-report", "--dataset", "own", "--grid", "4", "--epochs", "1", "--progress", "plain",
            "--figures", "dataset", "--animations", "none",
        ]
        let outcome = try Program.run(arguments, in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        for words in [
            "images of 48 x 28: cropped to squares and scaled to 28 x 28", "dark is taken for ink",
            "left out: 3/broken.png: something else", "one in 7",
        ] {
            #expect(outcome.diagnostics.contains(words), "\(outcome.diagnostics)")
        }
        let run = RunFolder(folder.url.appendingPathComponent("Output/own-1"))
        let record = try RunRecord(contentsOf: run.record)
        #expect(record.dataset.trainCount == 171 && record.dataset.testCount == 29)
        #expect(record.dataset.classNames == (0..<10).map(String.init))
        #expect(record.dataset.preparation?.pictures?.isInverted == true)
        #expect(record.dataset.findings?.contains { $0.kind == .inverted } == false)
        #expect(
            FileManager.default.fileExists(atPath: run.figures.appendingPathComponent("dataset.png").path))
        // Opened again, with other pictures it is refused.
        let again = try Program.run(["figure", "dataset", "--scale", "1"], in: folder.url)
        #expect(again.status == 0, "\(again.diagnostics)")
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("own/3/broken.png"))
        #expect(try Program.run(["figure", "dataset"], in: folder.url).status == 0)
        let strict = try Program.run(arguments + ["--strict", "--test-share", "0.5"], in: folder.url)
        #expect(strict.status == 0, "\(strict.diagnostics)")
        let half = try RunRecord(
            contentsOf: RunFolder(folder.url.appendingPathComponent("Output/own-2")).record)
        #expect(half.dataset.testCount == 100 && half.dataset.preparation?.testShare == 0.5)
        try write(10, into: "own/11", in: folder)
        let changed = try Program.run(["figure", "dataset", "own-1"], in: folder.url)
        #expect(changed.status == 65 && changed.diagnostics.contains("not the data"))
    }

    @Test func aDataSetIsShown() throws {
        let folder = try TemporaryFolder()
        try write(60, into: "own", in: folder)
        let outcome = try Program.run(
            ["datasets", "show", "own", "--size", "16", "--fit", "pad", "--background", "#ffffff"],
            in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "own: 51 training and 9 test images")
        #expect(lines.contains("images: 16 x 16") && lines.contains("classes: 10"))
        #expect(lines.contains { $0.hasPrefix("  3 3: ") })
        #expect(lines.contains("done: images of 48 x 28: filled up to squares and scaled to 16 x 16"))
        #expect(lines.last?.hasSuffix("/own-images.png") == true)
        let sheet = try Data(contentsOf: folder.url.appendingPathComponent("own-images.png"))
        #expect(sheet.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let named = try Program.run(
            ["datasets", "show", "own", "--output", "sheet.png", "--progress", "none"], in: folder.url)
        #expect(named.status == 0 && named.output.hasSuffix("/sheet.png\n"))
    }

    @Test func whatCannotBeIsRefusedInALine() throws {
        let folder = try TemporaryFolder()
        try write(20, into: "own", in: folder)
        try AtomicFile.write([1, 2, 3], to: folder.url.appendingPathComponent("own/3/broken.png"))
        try TinyData.make(in: folder)
        for (arguments, status, words) in [
            (["own", "--strict"], 65, "own/3/broken.png: something else, not a PNG"),
            (["tiny", "--test-share", "0.2"], 64, "tiny has test images of its own"),
            (["tiny", "--background", "#000000"], 64, "tiny is no folder of pictures"),
            (["tiny", "--strict"], 64, "tiny is no folder of pictures"),
        ] as [([String], Int32, String)] {
            let outcome = try Program.run(["datasets", "show"] + arguments, in: folder.url)
            #expect(outcome.status == status, "\(outcome.diagnostics)")
            #expect(outcome.diagnostics.contains(words), "\(outcome.diagnostics)")
        }
    }
}
