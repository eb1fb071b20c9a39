import Datasets
import Foundation
import Runs
import TestSupport
import Testing

/// Images of any side, any number of classes and test images, any latent size: all figures and the report.
@Suite struct UnusualDataTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let side: Int, classes: Int, testCount: Int, latentDim: Int
        /// Which are drawn; all cost as much as the figures.
        var animations = "training"

        var testDescription: String {
            "\(side) pixels, \(classes) classes, \(testCount) test images, latent size \(latentDim)"
        }
    }

    /// Bars whose place is their class.
    private static func images(_ count: Int, side: Int, classes: Int) -> ImageSet {
        let labels = (0..<count).map { UInt8($0 % classes) }
        var pixels: [UInt8] = []
        for (index, label) in labels.enumerated() {
            let column = 1 + Int(label) * (side - 3) / max(1, classes - 1)
            let width = 1 + side / 8 + index % 2
            for place in 0..<side * side {
                let offset = place % side - column
                pixels.append((0..<width).contains(offset) && place / side > index % 3 ? 255 : 0)
            }
        }
        return ImageSet(rows: side, columns: side, pixels: pixels, labels: labels)
    }

    @Test(arguments: [
        Case(side: 8, classes: 1, testCount: 1, latentDim: 1, animations: "all"),
        Case(side: 32, classes: 2, testCount: 5, latentDim: 2),
        Case(side: 40, classes: 12, testCount: 50, latentDim: 10),
        Case(side: 28, classes: 40, testCount: 50, latentDim: 3),
        Case(side: 12, classes: 10, testCount: 5, latentDim: 32, animations: "all"),
        Case(side: 28, classes: 3, testCount: 1, latentDim: 2),
        Case(side: 8, classes: 1, testCount: 9, latentDim: 2),
        Case(side: 16, classes: 256, testCount: 300, latentDim: 2, animations: "all"),
    ])
    func everyFigureIsDrawn(data: Case) throws {
        let folder = try TemporaryFolder()
        let names =
            data.classes == 40 ? (0..<40).map { "kind number \($0)" } : (0..<data.classes).map(String.init)
        let dataset = try Dataset(
            name: "bars", title: "Bars", classNames: names,
            train: Self.images(96, side: data.side, classes: data.classes),
            test: Self.images(data.testCount, side: data.side, classes: data.classes))
        try IDXFolder(folder.url.appendingPathComponent("bars")).save(dataset)
        let outcome = try Program.run(
            [
                "train-and-report", "--dataset", "bars", "--epochs", "1", "--grid", "6", "--snapshot-every",
                "2",
                "--latent-dim", String(data.latentDim), "--learning-rate", "1e-3", "--progress", "none",
                "--animations", data.animations,
            ], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let made = try folder.contents(of: "Output/bars-1/figures", where: { $0.hasSuffix(".png") })
        for name in ["latent-grid", "feature-loci", "posterior", "reconstructions", "training-curves"] {
            #expect(made["\(name).png"] != nil, "\(name)")
        }
        #expect((made["traversals.png"] != nil) == (data.latentDim > 2))
        for name in ["traversals", "feature-loci"]
            + (data.testCount > 4 && data.classes > 1 ? ["patch-\(slug(names[0]))-\(slug(names[1]))"] : [])
        {
            let drawn = try Program.run(["figure", name, "--snapshot", "0"], in: folder.url)
            #expect(drawn.status == 0, "\(name): \(drawn.diagnostics)")
        }
    }

    /// The figures that classes have a part in; all are drawn for the longest names.
    private static let named =
        "dataset,latent-grid,posterior,sampling,interpolation,reconstructions,patch,attribute,uncertainty"
    private static let namings: [[String]] = [
        ["お", "き", "す", "つ"], ["ноль", "один", "два", "три"], ["C", "C++", "C#", "F#", "F", ".NET", "+"],
        ["a", "A", "b", "B"],
        [String(repeating: "x", count: 300), String(repeating: "y", count: 10_000), "1", "0"],
    ]

    /// Whatever the classes are called, each has its own figures, by whichever of its names.
    @Test(arguments: namings)
    func namesOfAnySortGiveAWholeReport(names: [String]) throws {
        let folder = try TemporaryFolder()
        let dataset = try Dataset(
            name: "bars", title: "Bars", classNames: names,
            train: Self.images(96, side: 12, classes: names.count),
            test: Self.images(60, side: 12, classes: names.count))
        try IDXFolder(folder.url.appendingPathComponent("bars")).save(dataset)
        let outcome = try Program.run(
            [
                "train-and-report", "--dataset", "bars", "--epochs", "1", "--grid", "6", "--learning-rate",
                "1e-3", "--progress", "none", "--animations", "none",
                "--figures", names.contains { $0.count > 99 } ? "all" : Self.named,
            ], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let page = try String(
            contentsOf: folder.url.appendingPathComponent("Output/bars-1/report.html"), encoding: .utf8)
        #expect(!page.contains("Training was still running") && !page.contains("Not drawn"))
        let parts = ClassLookup(names).fileNameParts
        let made = try folder.contents(of: "Output/bars-1/figures", where: { $0.hasSuffix(".png") })
        for part in parts.prefix(2) { #expect(made["sampling-\(part).png"] != nil, "\(part)") }
        for (name, part) in zip(names, parts).prefix(2) {
            let drawn = try Program.run(["figure", "sampling-\(name)", "--scale", "1"], in: folder.url)
            #expect(drawn.status == 0, "\(drawn.diagnostics)")
            #expect(drawn.output.hasSuffix("/sampling-\(part).png\n"), "\(drawn.output)")
        }
        let walk = try Program.run(["interpolate", "--from", names[0], "--to", names[1]], in: folder.url)
        #expect(walk.status == 0, "\(walk.diagnostics)")
        #expect(walk.output.contains("/interpolation-\(parts[0])-\(parts[1]).png\n"), "\(walk.output)")
        let again = try Program.run(
            ["report", "--figures", "interpolation", "--animations", "none", "--progress", "none"],
            in: folder.url)
        #expect(again.status == 0, "\(again.diagnostics)")
    }

    private func slug(_ name: String) -> String { FileNamePart.slug(name) }

    /// The figures show the dimensions that are used, whichever they are.
    @Test func thePlaneOfManyDimensionsIsThatOfTheMostActive() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let outcome = try Program.run(
            [
                "train-and-report", "--dataset", "tiny", "--epochs", "3", "--grid", "4", "--latent-dim", "6",
                "--learning-rate", "2e-3", "--progress", "none", "--figures", "latent-grid,traversals",
                "--animations", "none",
            ], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        let kl = try #require(try MetricsFile.rows(contentsOf: run.metrics).last?.klPerDimension)
        let most = kl.indices.sorted { kl[$0] > kl[$1] }.prefix(2).sorted().map { "z\($0 + 1)" }
        func words(_ name: String) throws -> String {
            let file = run.figures.appendingPathComponent("\(name).json")
            let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
            return try #require(object?["alternative_text"] as? String)
        }
        let grid = try words("latent-grid")
        #expect(most.allSatisfy { grid.contains("\($0) from") }, "\(most): \(grid)")
        #expect(try words("traversals").contains("each of 6 latent dimensions"))
    }
}
