import Datasets
import Foundation
import Runs
import Storage
import TestSupport
import Testing

/// NumPy's arrays, labels in a file of their own, and transposed images, as a user gives them.
@Suite struct ArrayDataTests {
    private static let digits = Digits.training(count: 160)

    /// An array of bytes as NumPy saves it.
    private static func array(_ shape: String, _ bytes: [UInt8], type: String = "|u1") -> [UInt8] {
        let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n"
        let start: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, UInt8(header.utf8.count), 0]
        return start + Array(header.utf8) + bytes
    }

    private static func train(
        _ name: String, _ more: [String] = [], in folder: TemporaryFolder
    ) throws -> Program.Outcome {
        try Program.run(
            [
                "train-and-report", "--dataset", name, "--grid", "4", "--epochs", "1", "--progress", "plain",
                "--animations", "none", "--figures", "latent-grid",
            ] + more, in: folder.url)
    }

    /// Images on their side, and labels beside; what was said is kept, and the run is opened again with the same.
    @Test func labelsAndTransposing() throws {
        let folder = try TemporaryFolder()
        var turned: [UInt8] = []
        for image in 0..<160 {
            let pixels = try Array(Self.digits.image(at: image))
            for column in 0..<28 { for row in 0..<28 { turned.append(pixels[row * 28 + column]) } }
        }
        try folder.write(Self.array("(160, 28, 28)", turned), to: "x.npy")
        let words = Self.digits.labels.map { $0 < 5 ? "few" : "many" }
        try folder.write(Array(words.joined(separator: "\n").utf8), to: "words.txt")
        let outcome = try Self.train(
            "x.npy", ["--labels", "words.txt", "--transpose", "--name", "run"], in: folder)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        for note in ["rows and columns of each image are swapped", "labels are those of words.txt"] {
            #expect(outcome.diagnostics.contains("x.npy: \(note)\n"))
        }
        let run = RunFolder(folder.url.appendingPathComponent("Output/run"))
        let record = try RunRecord(contentsOf: run.record)
        #expect(record.dataset.classNames == ["few", "many"])
        #expect(record.dataset.preparation?.isTransposed == true)
        #expect(record.dataset.preparation?.labels?.hasSuffix("/words.txt") == true)
        let html = try String(contentsOf: run.report, encoding: .utf8)
        #expect(html.contains("--transpose") && html.contains("--labels "))
        let latents = try Data(contentsOf: run.latents)
        let again = try Program.run(
            ["report", "--figures", "none", "--animations", "none", "--progress", "none"], in: folder.url)
        #expect(again.status == 0, "\(again.diagnostics)")
        #expect(try Data(contentsOf: run.latents) == latents)
        let resumed = try Self.train("x.npy", ["--resume", "run", "--transpose"], in: folder)
        #expect(resumed.status == 64)
        try folder.write(Array(words.reversed().joined(separator: "\n").utf8), to: "words.txt")
        let changed = try Program.run(["report", "--progress", "none"], in: folder.url)
        #expect(changed.status == 65 && changed.diagnostics.contains("not the data that the run"))
    }

    @Test func errorsHaveTheirStatus() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.array("(160, 28, 28)", Self.digits.pixels), to: "x.npy")
        try folder.write(Self.array("(4,)", [1, 2, 3, 4]), to: "y.npy")
        try folder.write(Self.array("(160, 28, 28)", [1, 2], type: "|O"), to: "o.npy")
        for (name, more, status, words) in [
            ("x.npy", ["--labels", "none.txt"], 66, "no such file of labels"),
            ("x.npy", ["--labels", "y.npy"], 65, "4 labels for 160 images"),
            ("o.npy", [], 65, "Python objects (pickled)"), ("y.npy", [], 65, "which are no images"),
            ("digits", ["--labels", "y.npy"], 64, "--labels goes with files of your own"),
            ("mnist", ["--no-transpose"], 64, "--no-transpose goes with files of your own"),
        ] as [(String, [String], Int32, String)] {
            let outcome = try Self.train(name, more, in: folder)
            #expect(outcome.status == status && outcome.diagnostics.contains(words), "\(outcome.diagnostics)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("Output").path))
    }
}
