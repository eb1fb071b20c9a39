import Datasets
import Drawing
import Foundation
import LatentSpace
import Runs
import Storage
import Testing
import VAE

@testable import Figures
@testable import Reporting

/// A run that was only recorded, against the run that it was recorded from.
@Suite(.serialized) struct RecordedRunTests {
    private static let tiny = Result { try TinyRun() }
    private static let copy = Result { try RecordedCopy(of: try tiny.get()) }

    @Test func itAnswersAsTheModelDid() throws {
        let live = try Self.tiny.get().viewer(), recorded = try Self.copy.get().viewer()
        #expect(recorded.record.isRecorded && recorded.steps == live.steps)
        #expect(recorded.record.probes == live.record.probes)
        let (view, other) = (try recorded.lastView(), try live.lastView())
        #expect(view.posterior == other.posterior && view.probes.means.count == other.probes.means.count)
        let grid = LatentGrid.prior(pointsPerAxis: live.record.grid)
        // As another program rounds them.
        let codes = try live.plane().codes(at: grid.points).map { $0 + 3e-6 }
        let (means, expected) = (try view.model.means(codes), try other.model.means(codes))
        #expect(zip(means, expected).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(throws: NotRecorded.self) { try view.model.jacobian(at: codes, along: nil) }
        #expect(throws: NotRecorded.self) { try view.model.outputs(codes) }
        #expect(throws: NotRecorded.self) { try view.model.evaluate(live.images, noise: nil) }
        #expect(throws: NotRecorded.self) { try view.model.encode(live.images.selecting([1])) }
        #expect(throws: NotRecorded.self) { try view.model.likelihoodParameters() }
        #expect(throws: NotRecorded.self) {
            try view.model.importanceWeights(of: live.images, samples: 1, noise: [])
        }
        #expect(try view.model.encode(live.images) == other.posterior)
    }

    @Test func betweenThePointsOfAFinePlaneImagesAreInterpolated() throws {
        let view = try Self.copy.get().viewer().lastView(), live = try Self.tiny.get().viewer().lastView()
        let step = 2 * Float(RecordedCopy.fineReach) / Float(RecordedCopy.fineSide - 1)
        let low = -Float(RecordedCopy.fineReach) + 9 * step
        let corners = [low, low, low + step, low, low, low + step, low + step, low + step]
        let at = try view.model.means(corners), size = at.count / 4
        let middle = try view.model.means([low + step / 4, low + step / 2])
        for pixel in 0..<size {
            let (a, b) = (
                at[pixel] * 0.75 + at[size + pixel] * 0.25,
                at[2 * size + pixel] * 0.75 + at[3 * size + pixel] * 0.25
            )
            #expect(abs(middle[pixel] - (a + b) / 2) < 1e-5)
        }
        // Near what the decoder itself gives.
        let exact = try live.model.means([low + step / 4, low + step / 2])
        let error = zip(middle, exact).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(size)
        #expect(error < 0.02)
        #expect(throws: NotRecorded.self) { try view.model.means([4, 0]) }
        #expect(throws: NotRecorded.self) { try view.model.means([.nan, 0]) }
    }

    /// What a trainer calls its images says nothing of their causes.
    @Test func noCausesAreKnownByTheNameAlone() throws {
        let named = try RecordedCopy(of: Self.tiny.get()) { record in
            var dataset = record["dataset"] as? [String: Any] ?? [:]
            dataset["name"] = "digits"
            record["dataset"] = dataset
        }
        let viewer = try named.viewer()
        #expect(viewer.record.dataset.source == "digits" && !viewer.knowsFactors)
        #expect(try viewer.disentanglement(viewer.lastView()) == nil)
        #expect(try !Gallery(viewer).figureNames.contains("disentanglement"))
    }

    @Test(arguments: ["latent-grid", "posterior", "density", "training-curves", "feature-loci"])
    func figuresAreThoseOfTheLiveRun(name: String) throws {
        let recorded = try Gallery(Self.copy.get().viewer()).figure(named: name)
        let live = try Gallery(Self.tiny.get().viewer()).figure(named: name)
        #expect(recorded.alternativeText == live.alternativeText)
        #expect(recorded.table == live.table)
        #expect(try recorded.picture().png(scale: 1) == live.picture().png(scale: 1))
    }

    @Test func whatTakesAFinePlaneIsNearTheLiveRun() throws {
        let viewer = try Self.copy.get().viewer(), live = try Self.tiny.get().viewer()
        let own = try viewer.uncertainty(try viewer.lastView()).alternativeText
        #expect(own.contains("bits"))
        for name in ["reconstructions", "prior-samples", "traversals"] {
            let figure = try Gallery(viewer).figure(named: name)
            #expect(figure.picture().width > 100, "\(name)")
        }
        let traversals = try viewer.traversals(
            try #require(try viewer.lastView().recording), in: try viewer.lastView())
        #expect(traversals.values == [-2, -1, 0, 1, 2])
        let pairs = try live.patchPairs()
        if let pair = pairs.first {
            #expect(try viewer.patch(from: pair[0], to: pair[1], in: try viewer.lastView()) != nil)
        }
    }

    @Test func errorsOfReconstructionsAreThoseOfTheirPixels() throws {
        let viewer = try Self.copy.get().viewer(), view = try viewer.lastView()
        let recording = try #require(view.recording)
        let figure = try viewer.reconstructions(recording, view.moment)
        let (mean, live) = (view.posterior[3].mean, try Self.tiny.get().viewer().lastView())
        let means = try live.model.means(Array(mean)), bytes = try viewer.images.bytes(of: 3)
        let squares = zip(means, bytes).map { pow(Double($0) - Double($1) / 255, 2) }
        let expected = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
        #expect(figure.items.count == 5)
        #expect(abs(try #require(figure.items[1].value) - expected) < 1e-6)
    }

    @Test(arguments: ["geometry", "sampling-3", "interpolation-3-5", "architecture", "dataset"])
    func whatIsNotRecordedIsSaid(name: String) throws {
        let gallery = Gallery(try Self.copy.get().viewer())
        let error = #expect(throws: GalleryError.self) { try gallery.figure(named: name) }
        #expect(try #require(error).description.contains("it would take"))
        #expect(!(try #require(error).description.contains("\n")))
    }

    @Test func theReportSaysWhatIsMissing() throws {
        let copy = try RecordedCopy(of: try Self.tiny.get(), groups: [.plane], hasMetrics: false)
        let viewer = try copy.viewer()
        let record = try Data(contentsOf: copy.folder.record)
        try copy.folder.makePictureFolders()
        try viewer.writeLatents()
        let undrawn = try Gallery(viewer, selection: PictureSelection(animations: .none))
            .drawAll { _ in }
        #expect(undrawn.failure == nil, "\(undrawn)")
        let warnings = try viewer.writeMeasurements(undrawn: undrawn)
        try viewer.writeReport()
        // The record is its trainer's.
        #expect(try Data(contentsOf: copy.folder.record) == record)
        let page = try ReportComposer(copy.folder).page()
        let missing = page.missing.map(\.remedy).joined(separator: "\n")
        for tensor in [
            "posterior.log_variances", "fine.codes", "reconstructions.indices", "samples.codes", "test_elbo",
        ] { #expect(missing.contains(tensor), "\(tensor)") }
        #expect(Set(page.missing.map(\.what)).count == page.missing.count)
        #expect(page.warnings == warnings && page.explorer == nil && page.judgedNumbers.isEmpty)
        #expect(page.headlines.map(\.label) == ["Snapshots"])
        #expect(page.metrics.allSatisfy { $0.testELBO == nil && $0.klDivergence == nil })
        #expect(page.recordedBy == "test-recorder 0.1.0 (none 1.0)")
        #expect(page.recordedPlane?.grids.map(\.isInterpolated) == [false])
        let html = try String(contentsOf: copy.folder.report, encoding: .utf8)
        #expect(html.contains("What was not recorded") && html.contains("test-recorder 0.1.0"))
        #expect(!html.contains(">nan") && !html.contains(">−nan"))
        let names = Set(Exhibit.all(in: copy.folder).map(\.name))
        #expect(names.isSuperset(of: ["latent-grid", "posterior", "curve-lesson"]))
        #expect(names.isDisjoint(with: ["geometry", "training-curves", "density", "architecture"]))
    }

    @Test func thePageHasTheFinePlaneInThePlaceOfANetwork() throws {
        let copy = try Self.copy.get(), viewer = try copy.viewer()
        _ = try viewer.refreshPage()
        _ = try viewer.writeMeasurements()
        let page = try ReportComposer(copy.folder).page()
        let plane = try #require(page.recordedPlane)
        #expect(plane.grids.count == 1 && plane.grids[0].isInterpolated)
        #expect(plane.grids[0].columnValues.count == RecordedCopy.fineSide)
        #expect(plane.landscape != nil && page.explorer == nil)
        #expect(page.animations.contains { $0.name == "training" })
        let html = try page.html()
        for id in ["plane", "now", "codes", "options", "decoded", "code", "status", "data"] {
            #expect(html.contains("id=\"recorded-\(id)\""), "\(id)")
        }
        #expect(html.contains("archive-recorded") && !html.contains("id=\"explorer-data\""))
        #expect(!html.contains("id=\"recorded-choice\""))
        let elbo = try #require(viewer.rows.last?.testELBO)
        #expect(page.headlines[0].value == Numerals.fixed(elbo, decimals: 2))
    }

    @Test func thePageHasFurtherPlanesToChooseFrom() throws {
        let copy = try RecordedCopy(of: try TinyRun(latentDim: 5)), viewer = try copy.viewer()
        let recording = try #require(try viewer.lastView().recording)
        _ = try viewer.refreshPage()
        _ = try viewer.writeMeasurements()
        let page = try ReportComposer(copy.folder).page(), plane = try #require(page.recordedPlane)
        #expect(recording.further.count >= 2 && plane.grids.count == recording.further.count + 1)
        #expect(plane.grids.map(\.isInterpolated).allSatisfy { $0 })
        #expect(plane.grids[0].columnValues.count == RecordedCopy.fineSide)
        #expect(plane.grids[1].columnValues.count == RecordedCopy.furtherSide)
        #expect(plane.dimensions.contains(3) && plane.dimensions.count >= 3)
        let html = try page.html()
        for grid in plane.grids {
            #expect(html.contains(">z\(grid.horizontal + 1) and z\(grid.vertical + 1)</option>"))
        }
        // A code of a further plane is one that the decoder was asked.
        let cells = recording.further[0].cells
        let means = try viewer.lastView().model.means(Array(cells.code(3)))
        #expect(means == cells.images[3])
        // A small page has no room for them, and does without.
        let small = try ReportComposer(copy.folder, size: PageSize(bytes: 1_000_000)).page()
        #expect(try #require(small.recordedPlane).grids.count == 1)
        #expect(try !small.html().contains("id=\"recorded-choice\""))
    }

    @Test func anAutoencoderAndManyDimensionsAreRecordedToo() throws {
        let tiny = try TinyRun(model: .autoencoder, latentDim: 5)
        let copy = try RecordedCopy(of: tiny, hasLabels: false)
        let viewer = try copy.viewer(), live = try tiny.viewer()
        #expect(try viewer.plane() == live.plane() || viewer.plane().horizontal == live.plane().horizontal)
        try copy.folder.makePictureFolders()
        let undrawn = try Gallery(viewer, selection: PictureSelection(animations: .none)).drawAll { _ in }
        #expect(undrawn.failure == nil, "\(undrawn.map { "\($0.picture): \($0.error)" })")
        _ = try viewer.writeMeasurements(undrawn: undrawn)
        try viewer.writeReport()
        let names = Set(Exhibit.all(in: copy.folder).map(\.name))
        let drawn = ["latent-grid", "posterior", "traversals", "reconstructions", "pca-plane"]
        #expect(names.isSuperset(of: drawn))
        #expect(names.isDisjoint(with: ["density", "prior-samples", "kept-dimensions"]))
    }

    @Test func aDamagedSnapshotCostsItsOwnPicturesAlone() throws {
        let copy = try RecordedCopy(of: try Self.tiny.get())
        let step = try copy.viewer().steps[1]
        let file = copy.folder.snapshot(atStep: step)
        try Data(try Data(contentsOf: file).prefix(1000)).write(to: file)
        let viewer = try copy.viewer()
        #expect(
            try !viewer.stepsOfPlane().contains(step) && viewer.stepsOfPlane().count == viewer.steps.count - 1
        )
        let undrawn = try viewer.refreshPage()
        #expect(undrawn.count == 1 && undrawn.failure != nil)
        #expect(throws: FileError.self) { try viewer.view(atStep: step) }
    }
}
