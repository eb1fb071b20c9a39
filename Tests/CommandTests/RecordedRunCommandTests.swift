import Foundation
import Runs
import TestSupport
import Testing

/// Commands on a run that another trainer recorded.
@Suite struct RecordedRunCommandTests {
    private let folder: TemporaryFolder
    private static let side = 8, count = 40

    init() throws {
        folder = try TemporaryFolder()
        try Self.makeRun(in: folder.url.appendingPathComponent("Output/linear"))
    }

    /// Writes a run of two snapshots with a plane, codes in a spiral, and images of bars.
    private static func makeRun(in place: URL) throws {
        let run = RunFolder(place)
        try FileManager.default.createDirectory(at: run.snapshots, withIntermediateDirectories: true)
        let record = """
            {"format": 2, "producer": {"name": "bars", "version": "3"},
             "recorded": {"latent_dim": 2, "image_shape": [1, 8, 8], "likelihood": "bernoulli", "model": "vae"},
             "dataset": {"name": "bars", "title": "Bars", "test_count": 40, "class_names": ["left", "right"]},
             "started": "2026-01-01T00:00:00Z", "state": "finished"}
            """
        try Data(record.utf8).write(to: run.record)
        try Data("{\"step\": 0, \"test_elbo\": -40}\n{\"step\": 9, \"test_elbo\": -21.5}\n".utf8)
            .write(to: run.metrics)
        let labels = (0..<count).map { UInt8($0 % 2) }
        let pixels = (0..<count * side * side).map { place -> UInt8 in
            let (image, column) = (place / (side * side), place % side)
            return (column < side / 2) == (image % 2 == 0) ? UInt8(255 - image) : 0
        }
        try write(
            [
                ("images", TypedTensor(shape: [count, side, side, 1], .bytes(pixels))),
                ("labels", TypedTensor(shape: [count], .bytes(labels))),
            ], to: run.images)
        for step in [0, 9] {
            let means = (0..<count).flatMap { image -> [Float] in
                let angle = Float(image) * 0.7
                return [angle / 20 * cos(angle) + (image % 2 == 0 ? -1 : 1), angle / 20 * sin(angle)]
            }
            var codes: [Float] = []
            for row in 0..<3 { for column in 0..<3 { codes += [Float(column - 1), Float(1 - row)] } }
            let cells = (0..<9 * side * side).map { Float($0 % 97) / 97 }
            try write(
                [
                    ("posterior.means", TypedTensor(shape: [count, 2], .floats(means))),
                    (
                        "posterior.log_variances",
                        TypedTensor(shape: [count, 2], .floats(Array(repeating: -2, count: 2 * count)))
                    ),
                    ("plane.codes", TypedTensor(shape: [3, 3, 2], .floats(codes))),
                    ("plane.images", TypedTensor(shape: [3, 3, side, side, 1], .floats(cells))),
                ], to: run.snapshot(atStep: step), metadata: ["step": "\(step)"])
        }
    }

    private static func write(
        _ tensors: [(name: String, tensor: TypedTensor)], to url: URL, metadata: [String: String] = [:]
    ) throws {
        try Data(try TypedSafetensors(tensors: tensors, metadata: metadata).encoded()).write(to: url)
    }

    private var report: URL { folder.url.appendingPathComponent("Output/linear/report.html") }

    /// The command of a model that does mischief at a request.
    private func model(_ differentiates: Bool = false, _ mischief: String = "", at request: String = "")
        -> String
    {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Models/linear-model.py").path
        return "python3 '\(script)' 2 1 8 \(differentiates) \(mischief) \(request)"
    }

    @Test func aReportIsDrawnOfWhatIsThere() throws {
        let record = try Data(contentsOf: folder.url.appendingPathComponent("Output/linear/run.json"))
        let outcome = try Program.run(
            ["report", "linear", "--slides", "--progress", "plain"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let html = try String(contentsOf: report, encoding: .utf8)
        for words in [
            "bars 3", "What was not recorded", "fine.codes and fine.images", "samples.codes",
            "recorded-plane",
        ] { #expect(html.contains(words), "\(words)") }
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("Output/linear/run.json")) == record)
        let figures = folder.url.appendingPathComponent("Output/linear/figures")
        let names = try FileManager.default.contentsOfDirectory(atPath: figures.path)
        #expect(
            Set(names).isSuperset(of: [
                "latent-grid.png", "posterior.png", "density.png", "training-curves.png",
            ]))
        #expect(!names.contains { $0.hasPrefix("geometry") || $0.hasPrefix("sampling") })
        #expect(
            FileManager.default.fileExists(
                atPath: folder.url.appendingPathComponent("Output/linear/slides.html").path))
    }

    @Test func recordedRunsAreCompared() throws {
        try Self.makeRun(in: folder.url.appendingPathComponent("Output/other"))
        let outcome = try Program.run(["compare", "linear", "other", "--progress", "none"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let page = folder.url.appendingPathComponent("Output/compare-1.html")
        let html = try String(contentsOf: page, encoding: .utf8)
        #expect(html.contains("recorded by bars 3") && html.contains("−21.50"))
    }

    @Test func whatTakesTheNetworkIsRefusedInALine() throws {
        for arguments in [
            ["train-and-report", "--resume", "linear"], ["verify", "linear"], ["export", "linear"],
        ] {
            let outcome = try Program.run(
                arguments + ["--progress", "none"].dropFirst(arguments[0] == "export" ? 2 : 0), in: folder.url
            )
            #expect(outcome.status == 65, "\(arguments): \(outcome.diagnostics)")
            #expect(outcome.diagnostics.split(separator: "\n").count == 1)
            #expect(outcome.diagnostics.contains("a recorded run of bars cannot be"))
        }
        let figure = try Program.run(["figure", "geometry", "linear"], in: folder.url)
        #expect(figure.status == 64 && figure.diagnostics.contains("it would take"), "\(figure.diagnostics)")
        #expect(figure.diagnostics.split(separator: "\n").count == 1)
        let path = try Program.run(
            ["interpolate", "linear", "--from", "left", "--to", "right"], in: folder.url)
        #expect(path.status == 64 && path.diagnostics.contains("it would take"))
    }

    @Test func aModelAnswersWhatWasNotRecorded() throws {
        let figure = try Program.run(
            ["figure", "geometry", "linear", "--output", "geometry.png", "--model", model()], in: folder.url)
        #expect(figure.status == 0, "\(figure.diagnostics)")
        let path = try Program.run(
            [
                "interpolate", "linear", "--from", "left", "--to", "right", "--model", model(true),
                "--progress", "none",
            ], in: folder.url)
        #expect(path.status == 0, "\(path.diagnostics)")
        #expect(path.output.contains("geodesic: length "))
        let outcome = try Program.run(
            ["report", "linear", "--model", model(), "--animations", "none", "--progress", "none"],
            in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.appendingPathComponent("Output/linear/figures").path)
        #expect(Set(names).isSuperset(of: ["geometry.png", "sampling-left.png", "reconstructions.png"]))
    }

    @Test(arguments: [
        ("die", "hello", 69), ("die", "decode", 69), ("hang", "decode", 69), ("close", "jacobian", 69),
        ("shape", "decode", 65), ("nan", "decode", 65), ("nan", "jacobian", 65), ("garbage", "hello", 65),
        ("garbage", "decode", 65), ("refuse", "decode", 65), ("refuse", "hello", 65),
    ])
    func aModelThatMisbehavesIsToldOfInALine(mischief: String, request: String, status: Int32) throws {
        let outcome = try Program.run(
            [
                "figure", "geometry", "linear", "--output", "geometry.png", "--model-timeout", "3", "--model",
                model(true, mischief, at: request),
            ], in: folder.url)
        #expect(outcome.status == status, "\(mischief) \(request): \(outcome.diagnostics)")
        let lines = outcome.diagnostics.split(separator: "\n").filter { $0.hasPrefix("vae-viz: error: ") }
        #expect(lines.count == 1, "\(outcome.diagnostics)")
        #expect(
            !FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("geometry.png").path))
    }

    @Test func aReportWhoseModelDiesEndsAsSuch() throws {
        let outcome = try Program.run(
            ["report", "linear", "--model", model(true, "die", at: "jacobian"), "--progress", "none"],
            in: folder.url)
        #expect(outcome.status == 69, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.contains("the model ended with status 3"))
        let none = try Program.run(
            ["figure", "geometry", "linear", "--model", "exit 4"], in: folder.url)
        #expect(none.status == 69 && none.diagnostics.contains("status 4"), "\(none.diagnostics)")
    }
}
