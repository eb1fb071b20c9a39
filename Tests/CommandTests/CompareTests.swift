import Foundation
import TestSupport
import Testing

/// Several runs on one page, as a user asks for it.
@Suite struct CompareTests {
    private func expectError(
        _ arguments: [String], status: Int32, _ words: String, in folder: TemporaryFolder,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Program.run(["compare"] + arguments, in: folder.url)
        #expect(outcome.status == status, "\(outcome.diagnostics)", sourceLocation: location)
        #expect(outcome.output.isEmpty, sourceLocation: location)
        let lines = outcome.diagnostics.split(separator: "\n").filter { $0.contains("error:") }
        #expect(lines.count == 1, "\(outcome.diagnostics)", sourceLocation: location)
        #expect(outcome.diagnostics.contains(words), "\(outcome.diagnostics)", sourceLocation: location)
    }

    private func train(_ name: String, _ more: [String], in folder: TemporaryFolder) throws {
        let options = [
            "train-and-report", "--dataset", "tiny", "--epochs", "1", "--snapshot-every", "4", "--figures",
            "none", "--animations", "none", "--progress", "none", "--name", name,
        ]
        let outcome = try Program.run(options + more, in: folder.url)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
    }

    @Test func theNumberOfRunsIsChecked() throws {
        let folder = try TemporaryFolder()
        try expectError([], status: 64, "2 to 8 runs, not 0", in: folder)
        try expectError(["one"], status: 64, "2 to 8 runs, not 1", in: folder)
        try expectError((1...9).map { "run-\($0)" }, status: 64, "2 to 8 runs, not 9", in: folder)
        try expectError(["nowhere", "nor-here"], status: 66, "no run here", in: folder)
    }

    @Test func runsAreComparedAndNothingIsOverwritten() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        try train("first", ["--seed", "1"], in: folder)
        try train("second", ["--seed", "2"], in: folder)
        let compare = ["compare", "first", "second", "--progress", "none"]
        let made = try (1...2).map { number in
            let outcome = try Program.run(compare, in: folder.url)
            #expect(outcome.status == 0, "\(outcome.diagnostics)")
            let page = folder.url.appendingPathComponent("Output/compare-\(number).html")
            #expect(outcome.output == page.path + "\n")
            return try String(contentsOf: page, encoding: .utf8)
        }
        #expect(made[0] == made[1])
        #expect(made[0].contains("differ by their seeds alone (1 and 2)"))
        // Beside the pages there is nothing new, neither in the runs.
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.appendingPathComponent("Output").path)
        #expect(names.sorted() == ["compare-1.html", "compare-2.html", "first", "second"])

        try folder.write([1], to: "mine.html")
        let named = ["Output/first", "second", "--output", "mine.html"]
        try expectError(named, status: 73, "--overwrite", in: folder)
        #expect(try Program.run(["compare"] + named + ["--overwrite"], in: folder.url).status == 0)
        #expect(
            try String(contentsOf: folder.url.appendingPathComponent("mine.html"), encoding: .utf8) == made[0]
        )

        // One run by two names.
        try expectError(["first", "Output/first"], status: 64, "named twice", in: folder)
        let link = folder.url.appendingPathComponent("link")
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: folder.url.appendingPathComponent("Output/first"))
        try expectError(["link", "first"], status: 64, "named twice", in: folder)

        // Runs that cannot be read.
        let second = folder.url.appendingPathComponent("Output/second")
        let snapshots = second.appendingPathComponent("snapshots")
        for name in try FileManager.default.contentsOfDirectory(atPath: snapshots.path) {
            try FileManager.default.removeItem(at: snapshots.appendingPathComponent(name))
        }
        try expectError(["first", "second"], status: 66, "no snapshot yet", in: folder)
        try Data("{}".utf8).write(to: second.appendingPathComponent("run.json"))
        try expectError(["first", "second"], status: 65, "run.json", in: folder)
    }
}
