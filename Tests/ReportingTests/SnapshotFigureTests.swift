import Drawing
import Figures
import Foundation
import Runs
import Storage
import Testing

@testable import Reporting

/// Figures of an earlier snapshot, and figures that cannot be drawn.
@Suite struct SnapshotFigureTests {
    private static let momentary = [
        "latent-grid", "feature-loci", "posterior", "sampling-6", "patch-6-0", "interpolation-8-6",
        "geometry",
        "attribute-8-6", "density", "uncertainty", "reconstructions", "prior-samples",
    ]

    @Test func figuresAreOfTheSnapshotThatIsAskedFor() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer(), fresh = Gallery(try run.viewer())
        let gallery = Gallery(viewer)
        let step = viewer.steps[2]
        let time = try viewer.moment(atStep: step).time
        for name in Self.momentary {
            let last = try gallery.figure(named: name)
            let early = try gallery.figure(named: name, step: step)
            let words = try early.picture().texts().map(\.text).joined(separator: " ").lowercased()
            #expect(words.contains(time.lowercased()), "\(name) does not name \(time): \(words)")
            #expect(early.alternativeText != last.alternativeText, "\(name) is the same at step \(step)")
            // What was computed of one snapshot is not shown of another.
            #expect(
                try fresh.figure(named: name, step: step).picture().png() == early.picture().png(),
                "\(name) at step \(step) depends on what was drawn before")
            #expect(try gallery.figure(named: name).picture().png() == last.picture().png(), "\(name)")
        }
        // Over all of training: the same whatever the snapshot.
        for name in ["dataset", "training-curves", "curve-lesson", "architecture"] {
            #expect(
                try gallery.figure(named: name, step: step).picture().png()
                    == gallery.figure(named: name).picture().png())
        }
    }

    @Test func aFigureThatFailsLeavesTheOthers() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        try AtomicFile.write("not a model", to: run.folder.comparison)
        // A path whose picture was moved since is no fault of the run.
        try AtomicFile.write(
            try PNGFile.encoded(width: 1, height: 1, indices: [0], palette: [255, 255, 255]),
            to: run.folder.figures.appendingPathComponent("interpolation-moved-8.png"))
        try Exhibit(
            kind: .figure, name: "interpolation-moved-8", title: "", alternativeText: "", caption: "",
            step: 60,
            width: 9, height: 9, ends: Exhibit.Ends(from: "image:/absent/moved.png", to: "8")
        ).save(in: run.folder)
        let viewer = try run.viewer()
        let undrawn = try Gallery(viewer).drawAll { _ in }
        #expect(undrawn.failure == UndrawnPictures(names: ["autoencoder-comparison"]))
        let lines = try viewer.writeMeasurements(undrawn: undrawn).filter { $0.hasPrefix("Not drawn: ") }
        #expect(lines.count == 2, "\(lines)")
        #expect(
            lines.contains { $0.hasPrefix("Not drawn: autoencoder-comparison. comparison.safetensors: ") })
        let drawn = Set(Exhibit.all(in: run.folder).map(\.name))
        #expect(drawn.isSuperset(of: Self.momentary.filter { !$0.hasPrefix("patch") }), "\(drawn)")
        #expect(drawn.isSuperset(of: ["training", "curve-lesson", "architecture", "geometry-8-6"]))
        #expect(try viewer.refreshPage().isEmpty)
        let page = try viewer.writeReport()
        #expect(try String(contentsOf: page, encoding: .utf8).contains("Not drawn: autoencoder-comparison."))
        #expect(throws: (any Error).self) { try Gallery(viewer).figureNames }
    }

    @Test func theReportIsWrittenWithoutWhatIsDamaged() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        let selection = PictureSelection(
            figures: .named(["posterior", "interpolation"]), animations: .none)
        _ = try Gallery(viewer, selection: selection).drawAll { _ in }
        #expect(try viewer.refreshPage().isEmpty)
        let middle = try #require(viewer.steps.dropFirst().first)
        try AtomicFile.write([1, 2, 3] as [UInt8], to: run.folder.snapshot(atStep: middle))
        let picture = run.folder.figures.appendingPathComponent("posterior.png")
        try AtomicFile.write(Array(try AtomicFile.read(picture).prefix(1_000)), to: picture)
        let damaged = try run.viewer()
        let undrawn = try damaged.refreshPage()
        #expect(undrawn.map(\.picture) == ["step \(middle) in the report"])
        #expect(undrawn.failure != nil)
        let html = try String(contentsOf: try damaged.writeReport(), encoding: .utf8)
        #expect(html.contains("figures/posterior.png is no picture that can be read"))
        #expect(html.contains("id=\"explore\"") && html.contains("From 8 to 6"))
    }

    @Test func picturesOfOneNameAreTwoPaths() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        let one = Exhibit.Ends(from: "image:/a/drawing.png", to: "6")
        let other = Exhibit.Ends(from: "image:/b/drawing.png", to: "6")
        let name = try viewer.path(one).name
        #expect(try viewer.path(other).name == name)
        let exhibit = Exhibit(
            kind: .figure, name: name, title: "", alternativeText: "", caption: "", step: 0, width: 1,
            height: 1,
            ends: viewer.ends(of: try viewer.path(one)))
        try exhibit.save(in: run.folder)
        try AtomicFile.write("", to: exhibit.picture(in: run.folder))
        #expect(try viewer.path(one).name == name)
        #expect(try viewer.path(other).name == name + "-2")
    }

    @Test func aPathNeedsTwoCodes() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        let stands = try #require(try viewer.typicalMember(of: 8, in: viewer.lastView()))
        for (from, to) in [("8", "8"), ("8", "test:\(stands)"), ("0.5,1", "code:0.5,1.0")] {
            let error = #expect(throws: PathEndError.self) {
                _ = try Gallery(viewer).drawPath(from: from, to: to) { _ in }
            }
            #expect(error?.description.contains("both ends have the same code") == true)
        }
        #expect(Exhibit.all(in: run.folder).isEmpty)
    }
}
