import Foundation
import Runs
import Storage
import TestSupport
import Testing

/// Commands on a run that is there already.
@Suite struct RedrawTests {
    private let folder: TemporaryFolder
    /// Where the run found its data set.
    private let data: URL

    init() throws {
        let drawn = try DrawnRun()
        (folder, data) = (drawn.folder, drawn.data)
    }

    @Test(arguments: [
        ("3", "0", "interpolation-3-0"), ("test:5", "7", "interpolation-test5-7"),
        ("0.5,-1", "1", "interpolation-z0.5_-1.0-1"),
    ])
    func aPathIsDrawnAndAddedToTheReport(from: String, to: String, name: String) throws {
        let outcome = try Program.run(
            ["interpolate", "--from", from, "--to", to, "--progress", "plain"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 7)
        #expect(lines[0].hasPrefix("from "))
        #expect(lines[1].hasPrefix("linear: length ") && lines[2].hasPrefix("geodesic: length "))
        #expect(lines[3...].allSatisfy { FileManager.default.fileExists(atPath: $0) })
        #expect(lines[3].hasSuffix("figures/\(name).png"))
        #expect(lines[4].hasSuffix("animations/\(name).gif"))
        #expect(lines[5].hasSuffix("animations/geometry\(name.dropFirst("interpolation".count)).gif"))
        #expect(lines[6].hasSuffix("tiny-1/report.html"))
        #expect(try String(contentsOfFile: lines[6], encoding: .utf8).contains(name))
    }

    @Test func endsAndWaysCanBeSaidInOtherWords() throws {
        let picture = try Program.run(
            ["figure", "latent-grid", "--scale", "1", "--output", "drawing.png"], in: folder.url)
        #expect(picture.status == 0)
        let outcome = try Program.run(
            [
                "interpolate", "--from-image", "drawing.png", "--to-index", "3", "--method", "slerp",
                "--steps", "5",
            ], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 6)
        #expect(lines[0].hasPrefix("drawing.png: ") && lines[0].hasSuffix(", centred by mass"))
        #expect(lines[1].hasPrefix("from drawing.png to "))
        #expect(lines[1].hasSuffix("(test image 3)"))
        #expect(lines[2].hasPrefix("spherical: length "))
        #expect(lines[3].hasSuffix("figures/interpolation-picture-drawing-test3.png"))
        #expect(lines[5].hasSuffix("report.html"))
        let whole = try Program.run(
            ["interpolate", "--from", "2", "--to-image", "drawing.png", "--as-is"], in: folder.url)
        #expect(whole.status == 0, "\(whole.diagnostics)")
        #expect(whole.output.hasPrefix("drawing.png: ") && whole.output.contains(" as it is\n"))
        #expect(whole.output.contains("figures/interpolation-2-whole-picture-drawing.png"))
        let code = try Program.run(
            ["interpolate", "--from-code=-0.5,1", "--to", "2", "--method", "all"], in: folder.url)
        #expect(code.status == 0, "\(code.diagnostics)")
        #expect(code.output.hasPrefix("from code (−0.50, 1.00) to 2 (test image "))
        #expect(["linear: ", "spherical: ", "geodesic: "].allSatisfy(code.output.contains))
    }

    @Test func aPictureWithoutInkIsRefused() throws {
        let blank = try PNGFile.encoded(
            width: 30, height: 20, indices: [UInt8](repeating: 0, count: 600), palette: [200, 210, 220])
        try AtomicFile.write(Data(blank), to: folder.url.appendingPathComponent("blank.png"))
        for option in [[], ["--as-is"]] {
            let outcome = try Program.run(
                ["interpolate", "--from-image", "blank.png", "--to", "3"] + option, in: folder.url)
            #expect(outcome.status == 65)
            #expect(outcome.output.isEmpty)
            #expect(outcome.diagnostics.contains("blank.png: nothing stands out"))
            #expect(outcome.diagnostics.split(separator: "\n").count == 1)
        }
    }

    private static let unusablePaths: [([String], Int32)] = [
        (["--from", "1", "--from-index", "2", "--to", "3"], 64), (["--to", "3"], 64),
        (["--from", "1", "--to", "3", "--method", "curved"], 64),
        (["--from", "1", "--to", "3", "--method", "linear,linear"], 64),
        (["--from", "1", "--to", "3", "--steps", "1"], 64), (["--from-index", "99", "--to", "3"], 64),
        (["--from-code", "1", "--to", "3"], 64), (["--from-image", "absent.png", "--to", "3"], 66),
        (["--from-image", "tiny/t10k-labels-idx1-ubyte.gz", "--to", "3"], 65),
        (["--from", "1", "--to", "3", "--as-is"], 64),
    ]

    @Test(arguments: unusablePaths)
    func pathsThatCannotBeDrawnAreRefused(arguments: [String], status: Int32) throws {
        let outcome = try Program.run(["interpolate"] + arguments, in: folder.url)
        #expect(outcome.status == status, "\(outcome.diagnostics)")
        #expect(outcome.output.isEmpty)
    }

    @Test(arguments: [
        ("hat", "0"), ("0", "0"), ("12", "0"), ("0", "test:60"), ("test:-1", "0"), ("1,2,3", "0"),
        ("nan,0", "0"), ("1e9,0", "0"),
    ])
    func endsThatMeanNothingAreRefused(from: String, to: String) throws {
        let outcome = try Program.run(["interpolate", "--from", from, "--to", to], in: folder.url)
        #expect(outcome.status == 64)
        #expect(outcome.diagnostics.split(separator: "\n").count == 1, "\(outcome.diagnostics)")
    }

    @Test func aFigureComesInEveryFormat() throws {
        let outcome = try Program.run(
            ["figure", "training-curves", "--format", "png,svg,pdf", "--output", "curves.png"], in: folder.url
        )
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let starts = try ["png", "svg", "pdf"].map { ending in
            try Data(contentsOf: folder.url.appendingPathComponent("curves.\(ending)")).prefix(4)
        }
        #expect(starts == [Data([0x89, 0x50, 0x4E, 0x47]), Data("<?xm".utf8), Data("%PDF".utf8)])
    }

    @Test func anEarlierSnapshotGetsAFileOfItsOwn() throws {
        let outcome = try Program.run(
            ["figure", "latent-grid", "--snapshot", "0", "--scale", "1"], in: folder.url)
        #expect(outcome.output.hasSuffix("figures/latent-grid-step-0.png\n"), "\(outcome.diagnostics)")
        let missing = try Program.run(["figure", "latent-grid", "--snapshot", "7"], in: folder.url)
        #expect(missing.status == 66)
        #expect(missing.diagnostics.contains("no snapshot at step 7"))
        let wrong = try Program.run(["figure", "portrait"], in: folder.url)
        #expect(wrong.status == 64)
        #expect(wrong.diagnostics.contains("there are dataset, latent-grid, "))
    }

    @Test func damagedRunsAreToldFromMissingOnes() throws {
        let source = folder.url.appendingPathComponent("Output/tiny-1")
        let copies = try TemporaryFolder()
        let changes: [(String, Int32)] = [
            ("run.json", 65), ("metrics.jsonl", 65), ("snapshots/step-00000000.safetensors", 65),
        ]
        let pictures = ["--figures", "training-curves", "--animations", "training"]
        for (number, (file, status)) in changes.enumerated() {
            let copy = copies.url.appendingPathComponent("Output/copy-\(number)")
            try AtomicFile.createFolder(copy.deletingLastPathComponent())
            try FileManager.default.copyItem(at: source, to: copy)
            let target = copy.appendingPathComponent(file)
            try AtomicFile.write(try Data(contentsOf: target).dropLast(9), to: target)
            let outcome = try Program.run(
                ["report", "copy-\(number)", "--progress", "none"] + pictures, in: copies.url)
            #expect(outcome.status == status, "\(file): \(outcome.diagnostics)")
            let lines = outcome.diagnostics.split(separator: "\n")
            #expect(lines.count { $0.contains("error: ") } == 1)
            #expect(lines.contains { $0.contains((file as NSString).lastPathComponent) })
            // A snapshot that is damaged costs no more than what it would show.
            let report = copy.appendingPathComponent("report.html")
            #expect(
                (try String(contentsOf: report, encoding: .utf8)).contains("Not drawn: ") == (number == 2))
        }
        // The data that a run was trained on is gone, or is other data.
        let whole = copies.url.appendingPathComponent("Output/whole")
        try FileManager.default.copyItem(at: source, to: whole)
        let none = ["--figures", "none", "--animations", "none"]
        #expect(try Program.run(["report", "whole"] + none, in: copies.url).status == 0)
        let record = whole.appendingPathComponent("run.json")
        let text = try String(contentsOf: record, encoding: .utf8)
        let moved = text.replacingOccurrences(
            of: data.path, with: copies.url.path + "/tiny")
        try AtomicFile.write(moved, to: record)
        #expect(try Program.run(["report", "whole"], in: copies.url).status == 66)
        try TinyData.make(in: copies, trainCount: 99)
        #expect(try Program.run(["report", "whole"], in: copies.url).status == 65)
    }

    /// A figure that cannot be drawn is said, and costs no other: after training, and when all is drawn again.
    @Test func aFigureThatFailsIsSaidAndCostsNoOther() throws {
        let copies = try TemporaryFolder()
        try AtomicFile.createFolder(copies.url.appendingPathComponent("Output"))
        let run = copies.url.appendingPathComponent("Output/whole")
        try FileManager.default.copyItem(at: folder.url.appendingPathComponent("Output/tiny-1"), to: run)
        try AtomicFile.write("not a model", to: run.appendingPathComponent("comparison.safetensors"))
        for arguments in [["report", "whole"], ["train-and-report", "--resume", "whole", "--epochs", "4"]] {
            try FileManager.default.removeItem(at: run.appendingPathComponent("figures"))
            try AtomicFile.createFolder(run.appendingPathComponent("figures"))
            let outcome = try Program.run(
                arguments + [
                    "--figures", "latent-grid,autoencoder-comparison,training-curves", "--animations", "none",
                    "--progress", "plain",
                ], in: copies.url)
            #expect(outcome.status == 65, "\(outcome.diagnostics)")
            #expect(outcome.output.hasSuffix("Output/whole/report.html\n"))
            #expect(outcome.diagnostics.contains("warning: Not drawn: autoencoder-comparison. "))
            let last = outcome.diagnostics.split(separator: "\n").last ?? ""
            #expect(last.hasPrefix("vae-viz: error: could not draw autoencoder-comparison;"), "\(last)")
            let page = try String(contentsOf: run.appendingPathComponent("report.html"), encoding: .utf8)
            #expect(page.contains("Not drawn: autoencoder-comparison."))
            #expect(!page.contains("Training was still running"))
            let drawn = try copies.contents(of: "Output/whole/figures", where: { $0.hasSuffix(".png") })
            #expect(drawn.keys.sorted() == ["latent-grid.png", "training-curves.png"])
        }
    }

    /// No file may become larger than 16 KB here, as if the disk were full beyond: the report is, and so are pictures.
    @Test func aFullDiskIsToldAndLosesNothing() throws {
        let copies = try TemporaryFolder()
        let run = copies.url.appendingPathComponent("whole")
        try FileManager.default.copyItem(at: folder.url.appendingPathComponent("Output/tiny-1"), to: run)
        let before = try copies.contents(of: "whole", where: { _ in true })
        let outcome = try Program.run(
            [
                "-c", "ulimit -f 16; exec \"$0\" \"$@\"", Program.executable.path, "report",
                run.path, "--figures", "latent-grid,geometry", "--animations", "training", "--progress",
                "none",
            ], in: copies.url, executable: URL(fileURLWithPath: "/bin/bash"))
        #expect(outcome.status == 74)
        #expect(outcome.diagnostics.split(separator: "\n").count == 1, "\(outcome.diagnostics)")
        #expect(outcome.output.isEmpty)
        let after = try copies.contents(of: "whole", where: { _ in true })
        #expect(after == before)
        #expect(before.values.contains { $0.count > 16_384 })
    }

    @Test func dataSetsAreListedAndExported() throws {
        let list = try Program.run(["datasets", "list"], in: folder.url)
        #expect(list.status == 0)
        #expect(["digits", "mnist", "fashion-mnist", "kmnist"].allSatisfy { list.output.contains($0) })
        let export = try Program.run(["datasets", "export", "tiny", "copy"], in: folder.url)
        #expect(export.status == 0, "\(export.diagnostics)")
        #expect(
            try folder.contents(of: "copy", where: { _ in true })
                == folder.contents(of: "tiny", where: { _ in true }))
    }
}
