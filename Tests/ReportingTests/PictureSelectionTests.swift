import Datasets
import Foundation
import Runs
import Testing

@testable import Reporting

/// Which pictures are drawn.
@Suite struct PictureSelectionTests {
    @Test func listsAreReadAsTheyAreTyped() {
        #expect(PictureChoice("all") == .all && PictureChoice("None") == .none)
        #expect(PictureChoice("posterior, sampling-6") == .named(["posterior", "sampling-6"]))
        #expect(PictureSelection().needsComparison)
        #expect(!PictureSelection(figures: .named(["posterior"])).needsComparison)
        #expect(!PictureSelection(figures: .none).needsComparison)
    }

    @Test func whatNoRunHasIsRefused() throws {
        let lookup = ClassLookup(Digits.classNames)
        for figures in ["posteriors", "posterior,grid", "geometri"] {
            #expect(throws: GalleryError.self) {
                try PictureSelection(figures: PictureChoice(figures)).check()
            }
        }
        #expect(throws: GalleryError.self) {
            try PictureSelection(animations: .named(["uncertainty"])).check()
        }
        for figures in ["all", "none", "posterior,sampling-6,patch-6-0", "sampling"] {
            let selection = PictureSelection(figures: PictureChoice(figures))
            try selection.check()
            try selection.check(lookup)
        }
        #expect(throws: GalleryError.self) {
            try PictureSelection(figures: .named(["sampling-x"])).check(lookup)
        }
    }

    @Test func onlyWhatIsSelectedIsDrawn() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let selection = PictureSelection(
            figures: .named(["training-curves", "sampling-3"]), animations: .named(["sampling"]))
        #expect(try Gallery(try run.viewer(), selection: selection).drawAll { _ in }.isEmpty)
        #expect(
            Exhibit.all(in: run.folder).map(\.name)
                == ["sampling-3", "training-curves", "sampling-0", "sampling-1", "sampling-6"])
        // What was drawn before stays.
        let later = PictureSelection(figures: .named(["architecture"]), animations: .none)
        #expect(try Gallery(try run.viewer(), selection: later).drawAll { _ in }.isEmpty)
        #expect(
            Exhibit.all(in: run.folder).map(\.name).prefix(3) == [
                "architecture", "sampling-3", "training-curves",
            ])
    }

    @Test func thePagesFilmIsReadyBeforeThePage() throws {
        let run = try TinyRun()
        let viewer = try run.viewer()
        let nothing = PictureSelection(figures: .none, animations: .none)
        #expect(try Gallery(viewer, selection: nothing).drawAll { _ in }.isEmpty)
        /// The file numbers of the kept sheets: one that is written again gets another.
        func sheets() throws -> [String: Int] {
            let names = try FileManager.default.contentsOfDirectory(atPath: run.folder.page.path)
            return try names.filter { $0.hasPrefix("frames-") }.reduce(into: [:]) { numbers, name in
                let path = run.folder.page.appendingPathComponent(name).path
                numbers[name] =
                    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
            }
        }
        let ready = try sheets()
        #expect(ready.count == 1)
        try viewer.writeReport()
        #expect(try sheets() == ready)
    }

    @Test func codesAreKeptForTheNextDrawing() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let recorded = try RecordedRun(run.folder, record: run.record, data: run.data)
        let step = recorded.lastStep
        let keeping = try RunViewer(recorded, threads: 1, keepsCodes: true).view(atStep: step).posterior
        let piece = run.folder.page.appendingPathComponent("codes-\(step).piece")
        let bytes = try Data(contentsOf: piece)
        struct NotAsked: Error {}
        let kept = try CodesPiece.posterior(of: recorded, step: step, isKept: false) { throw NotAsked() }
        #expect(kept == keeping)
        // Damaged, or of another snapshot, they are made again.
        var damaged = bytes
        damaged[damaged.count / 2] ^= 1
        try damaged.write(to: piece)
        #expect(throws: NotAsked.self) {
            try CodesPiece.posterior(of: recorded, step: step, isKept: false) { throw NotAsked() }
        }
        let first = recorded.steps[0]
        try bytes.write(to: run.folder.page.appendingPathComponent("codes-\(first).piece"))
        #expect(throws: NotAsked.self) {
            try CodesPiece.posterior(of: recorded, step: first, isKept: false) { throw NotAsked() }
        }
        #expect(try RunViewer(recorded, threads: 1, keepsCodes: true).view(atStep: step).posterior == keeping)
        #expect(try Data(contentsOf: piece) == bytes)
    }
}
