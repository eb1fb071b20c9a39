import Datasets
import Figures
import Foundation
import LatentSpace
import Runs
import Testing
import VAE

@testable import Reporting

/// Comparisons with runs that were only recorded.
@Suite(.serialized) struct RecordedComparisonTests {
    private static let tiny = Result { try TinyRun() }
    private static let copy = Result { try RecordedCopy(of: try tiny.get()) }

    /// Takes out of `run.json` how many images a step saw, and how many steps an epoch had.
    private static func forgetPace(_ record: inout [String: Any]) {
        change("recorded", of: &record) { $0["steps_per_epoch"] = nil }
        change("recorded", of: &record) { $0["batch_size"] = nil }
        change("dataset", of: &record) { $0["train_count"] = nil }
    }

    private static func change(
        _ object: String, of record: inout [String: Any], _ body: (inout [String: Any]) -> Void
    ) {
        var inner = record[object] as? [String: Any] ?? [:]
        body(&inner)
        record[object] = inner
    }

    /// The page, which must be whole.
    private func page(_ comparison: RunComparison) throws -> (html: String, document: HTMLDocument) {
        let html = try comparison.html(version: "1"), document = HTMLDocument(html)
        #expect(document.problems.isEmpty, "\(document.problems)")
        for wrong in ["nan", "NaN", "inf "] { #expect(!document.text.contains(wrong), "\(wrong)") }
        return (html, document)
    }

    private func drawings(_ document: HTMLDocument) -> [String] {
        document.all("img").filter { $0["src"]?.hasPrefix("data:image/svg+xml") == true }.map {
            $0["alt"] ?? ""
        }
    }

    private func frames(_ comparison: RunComparison, _ index: Int) throws -> ComparedFrames {
        try ComparedFrames(
            comparison.runs[index], snapshots: Array(comparison.runs[index].steps.indices), isDone: {})
    }

    @Test func anOwnRunStandsBesideARecordedOne() throws {
        let copy = try Self.copy.get()
        let opened = try RunComparison.open(
            [copy.folder], library: { _ in DatasetLibrary(dataDirectory: nil) }, threads: 2)
        #expect(opened.map(\.run.isRecorded) == [true])
        let comparison = try RunComparison([Self.tiny.get().viewer(), copy.viewer()])
        let (html, document) = try page(comparison)
        // The sample is the test set, so that the numbers share an axis; the seed alone is not all that may differ.
        #expect(comparison.scoreGroups == [[0, 1]] && comparison.seedGroups == [[0], [1]])
        #expect(comparison.moments.basis == .step && comparison.lacks == nil)
        #expect(html.contains("all runs have as many training images, in batches of the same size"))
        #expect(drawings(document).count == 2 * 2 + 3 + 1)
        #expect(comparison.runs[1].turnWords?.hasPrefix("Not turned: it is only recorded") == true)
        for words in [
            "recorded by test-recorder 0.1.0 (none 1.0)", "those of B are the recorded ones",
            "B: Only recorded: the numbers are", "A: Not measured yet",
            "All other options that were recorded are the same.",
        ] { #expect(document.text.contains(words), "\(words)") }
        // No weight and no seed is made up.
        #expect(drawings(document).contains { $0.contains("B recorded: rate") })
        let about = try #require(document.text.range(of: "recorded by test-recorder"))
        let line = document.text[..<about.lowerBound].split(separator: "\n").last ?? ""
        #expect(line.contains("2 latent dimensions") && !line.contains("beta") && !line.contains("seed"))

        let (own, recorded) = (try frames(comparison, 0), try frames(comparison, 1))
        #expect(recorded.points == own.points && recorded.labels == own.labels)
        let grid = LatentGrid.prior(pointsPerAxis: try Self.tiny.get().record.grid)
        let last = try #require(recorded.last)
        #expect(last.grid == grid && last.cells.count == grid.count)
        let view = try comparison.runs[1].viewer.lastView()
        #expect(
            last.cells
                == comparison.runs[1].viewer.decodedImages(
                    try #require(view.recorded?.plane).cells.images, 0..<grid.count))
        #expect(recorded.captions.allSatisfy { !$0.contains("recorded") && !$0.contains("cells from") })
    }

    /// A recorded run is never turned, but others are turned onto it.
    @Test func anOwnRunIsTurnedOntoARecordedOne() throws {
        let (recorded, own) = (try Self.copy.get().viewer(), try Self.tiny.get().viewer())
        var runs = try ComparedRun.telling(
            [
                ComparedRun(recorded, index: 0), ComparedRun(own, index: 1), ComparedRun(recorded, index: 2),
            ])
        runs[1].turn = PlaneTurn(angle: 1.1, isMirrored: true)
        let turned = try PlaneTurning.turned(runs)
        #expect(turned[1].turnWords?.hasPrefix("Mirrored and turned by 63°") == true)
        #expect(turned[1].turnWords?.contains("its codes then lie") == true)
        #expect(turned[0].turn == .identity && turned[2].turn == .identity)
        #expect(turned[2].turnWords?.hasPrefix("Not turned") == true)
    }

    @Test func runsThatTellNoEpochsAreMatchedByStepOrByShare() throws {
        let silent = try RecordedCopy(of: try Self.tiny.get(), changes: Self.forgetPace)
        defer { withExtendedLifetime(silent) {} }
        let both = try RunComparison([silent.viewer(), silent.viewer()])
        #expect(both.moments.basis == .step && both.positionTitle == "steps")
        #expect(both.moments.positions.indices.map(both.position(ofMoment:)) == [0, 10, 20, 40, 60])
        #expect(both.matching.contains("nothing says that the runs' steps differ"))
        _ = try page(both)
        let mixed = try RunComparison([Self.tiny.get().viewer(), silent.viewer()])
        #expect(mixed.moments.basis == .share)
        #expect(mixed.moments.snapshots == (0..<5).map { [$0, $0] })
        #expect(mixed.matching.contains("how many images those saw (B)"))
        #expect(mixed.position(ofStep: 30, run: mixed.runs[1]) == 50)
        let known = try RecordedCopy(of: try Self.tiny.get()) { record in
            Self.change("recorded", of: &record) { $0["batch_size"] = nil }
        }
        defer { withExtendedLifetime(known) {} }
        let epochs = try RunComparison([Self.tiny.get().viewer(), known.viewer()])
        #expect(epochs.moments.basis == .step && epochs.positionTitle == "epochs")
        #expect(epochs.matching.contains("all runs have as many steps an epoch"))
    }

    @Test func aRunWithoutMetricsHasNoCurves() throws {
        let mute = try RecordedCopy(of: try Self.tiny.get(), hasMetrics: false)
        defer { withExtendedLifetime(mute) {} }
        let mixed = try RunComparison([Self.tiny.get().viewer(), mute.viewer()])
        let (_, document) = try page(mixed)
        #expect(
            mixed.lacks
                == "No curve, as nothing was recorded: test ELBO of B; reconstruction of B; KL divergence of B."
        )
        #expect(document.text.contains("B: Only recorded, and no number with the last snapshot."))
        let curves = drawings(document).filter { $0.contains("in nats per image, A and B") }
        #expect(curves.count == 4 && curves.allSatisfy { !$0.contains("B recorded") })
        let silent = try RunComparison([mute.viewer(), mute.viewer()])
        #expect(drawings(try page(silent).document).count == 2 * 2)
        #expect(silent.measures.isEmpty)
    }

    /// Numbers may be missing at some steps, and in some runs.
    @Test func curvesGoOverTheStepsThatHaveNumbers() throws {
        let copy = try RecordedCopy(of: try Self.tiny.get(), hasMetrics: false)
        let lines = [
            "{\"step\": 0}", "{\"step\": 10, \"test_elbo\": -300, \"extra\": {\"fid\": 12.5}}",
            "{\"step\": 20}",
            "{\"step\": 40, \"test_elbo\": -200}", "{\"step\": 60, \"kl\": 5, \"extra\": {\"fid\": 9.25}}",
        ]
        try Data(lines.joined(separator: "\n").utf8).write(to: copy.folder.metrics)
        let comparison = try RunComparison([copy.viewer(), copy.viewer()])
        let (_, document) = try page(comparison)
        #expect(
            comparison.lacks == "No curve, as nothing was recorded: reconstruction of A and B.")
        let curves = drawings(document).filter { $0.contains("in nats per image") }
        #expect(curves.count == 2 && curves[0].contains("−200.00"))
        #expect(curves[0].hasPrefix("ELBO of test images in nats"))
        #expect(comparison.measures.map(\.measure) == ["KL divergence", "fid"])
        #expect(comparison.measures[1].measured.map(\.number) == ["9.2500", "9.2500"])
    }

    @Test func aPlaneThatWasNotRecordedIsAnEmptyFrame() throws {
        let bare = try RecordedCopy(of: try Self.tiny.get(), groups: [])
        let comparison = try RunComparison([Self.tiny.get().viewer(), bare.viewer()])
        let (_, document) = try page(comparison)
        let lost = try frames(comparison, 1)
        #expect(lost.last == nil && lost.frames.allSatisfy { $0 == .blank } && lost.frames.count == 5)
        #expect(lost.captions.allSatisfy { $0.hasSuffix("no decoded plane recorded") })
        #expect(lost.points[4].count == 160)
        #expect(
            drawings(document).contains { $0.contains("no decoded plane was recorded at the last snapshot") })

        // One moment without a plane, and one with another.
        let part = try RecordedCopy(of: try Self.tiny.get(), groups: [.plane])
        let steps = try part.viewer().steps
        try FileManager.default.removeItem(at: part.folder.snapshot(atStep: steps[1]))
        try FileManager.default.copyItem(
            at: bare.folder.snapshot(atStep: steps[1]), to: part.folder.snapshot(atStep: steps[1]))
        var file = try TypedSafetensors(contentsOf: part.folder.snapshot(atStep: steps[2]))
        file.tensors = file.tensors.map { name, tensor in
            guard name == "plane.codes", case .floats(let codes) = tensor.values else {
                return (name, tensor)
            }
            return (name, TypedTensor(shape: tensor.shape, .floats(codes.map { $0 * 2 })))
        }
        try Data(try file.encoded()).write(to: part.folder.snapshot(atStep: steps[2]))
        let some = try frames(RunComparison([part.viewer(), bare.viewer()]), 0)
        #expect(some.frames[1] == some.frames[4].blank && some.frames[0] != some.frames[0].blank)
        #expect(some.captions[1].hasSuffix("no decoded plane recorded"))
        #expect(some.captions[2].hasSuffix("cells from −3.3 to 3.3 across, from −3.3 to 3.3 up"))
        #expect(some.captions[4].hasSuffix("nats per image, KL \(try Self.lastKL())"))
    }

    private static func lastKL() throws -> String {
        Numerals.fixed(try #require(try tiny.get().viewer().rows.last?.kl), decimals: 2)
    }

    @Test func cellsArePickedEvenly() throws {
        let viewer = try Self.copy.get().viewer(), view = try viewer.lastView()
        let recording = try #require(view.recorded), plane = try #require(recording.plane)
        let (grid, cells) = try viewer.recordedGrid(recording, on: viewer.plane(), squareOf: 4)
        #expect(plane.columns == 8 && grid.columns == 4 && grid.rows == 4)
        let values = LatentGrid(plane).columnValues
        #expect(grid.columnValues == [0, 2, 5, 7].map { values[$0] })
        #expect(cells[6] == viewer.decodedImages(plane.cells.images, [2 * 8 + 5])[0])
        #expect(try viewer.recordedGrid(recording, on: viewer.plane(), squareOf: 12).cells.count == 64)
    }

    /// A latent with places has no plane: its curves and numbers are compared.
    @Test func aSpatialLatentHasCurvesAlone() throws {
        let copy = try RecordedCopy(of: try Self.tiny.get(), groups: []) { record in
            Self.change("recorded", of: &record) { $0["latent_dim"] = 12 }
            Self.change("recorded", of: &record) { $0["latent_shape"] = [3, 2, 2] }
        }
        var lines = ""
        for step in [0, 10, 20, 40, 60] {
            let file = TypedSafetensors(
                tensors: [
                    ("channels.mean", TypedTensor(shape: [3], .floats([0, 1, 2]))),
                    ("channels.standard_deviation", TypedTensor(shape: [3], .floats([1, 1, 0]))),
                ], metadata: ["step": "\(step)"])
            try Data(try file.encoded()).write(to: copy.folder.snapshot(atStep: step))
            lines += "{\"step\": \(step), \"test_elbo\": -\(300 - step)}\n"
        }
        try Data(lines.utf8).write(to: copy.folder.metrics)
        let comparison = try RunComparison([Self.tiny.get().viewer(), copy.viewer()])
        let (html, document) = try page(comparison)
        #expect(comparison.runs[1].plane == nil && comparison.runs[1].turnWords == nil)
        #expect(
            drawings(document).filter { $0.contains("no plane, as codes have places") }.count == 2)
        #expect(drawings(document).contains { $0.contains("B recorded −240.00") })
        // Nothing moves where nothing is drawn.
        #expect(document.all("canvas").count == 2)
        #expect(html.contains("3 × 2 × 2 latent dimensions"))
        let shown = try frames(comparison, 1)
        #expect(shown.points.allSatisfy(\.isEmpty) && shown.labels.isEmpty && shown.frames.count == 5)
        let other = try RunComparison([copy.viewer(), Self.tiny.get().viewer()])
        #expect(other.runs[1].turnWords == "Not turned: A has no plane.")
        _ = try page(try RunComparison([copy.viewer(), copy.viewer()]))
    }

    @Test func numbersOfOtherSamplesStandApart() throws {
        let copy = try RecordedCopy(of: try Self.tiny.get())
        var file = try TypedSafetensors(contentsOf: copy.folder.images)
        let images = try #require(file["images"])
        guard case .bytes(let bytes) = images.values else { throw CancellationError() }
        file.tensors[0].tensor = TypedTensor(shape: images.shape, .bytes(bytes.map { 255 - $0 }))
        try Data(try file.encoded()).write(to: copy.folder.images)
        let comparison = try RunComparison([
            copy.viewer(), Self.copy.get().viewer(), Self.tiny.get().viewer(), Self.copy.get().viewer(),
        ])
        #expect(comparison.scoreGroups == [[0], [1, 2, 3]])
        #expect(comparison.runs.map(\.images) == ["A", "B", "B", "B"])
    }

    @Test func optionsThatWereNotRecordedAreDashes() throws {
        let copy = try RecordedCopy(of: try Self.tiny.get()) { record in
            Self.forgetPace(&record)
            record["seed"] = 7
            Self.change("recorded", of: &record) { $0["beta"] = 4 }
        }
        let records = try [Self.tiny.get().viewer(), copy.viewer()].map(\.record)
        let rows = ConfigurationDifferences.rows(records)
        func values(_ name: String) -> [String]? { rows.first { $0.name == name }?.values }
        #expect(values("Batch size") == ["32", "–"] && values("Training images") == ["640", "–"])
        #expect(values("Beta") == ["1.0", "4.0"] && values("Seed") == ["0", "7"])
        #expect(values("Epochs") == ["3", "–"] && values("Learning rate") == ["0.001", "–"])
        #expect(values("Program") == ["vae-viz 1", "test-recorder 0.1.0 (none 1.0)"])
        #expect(values("Image") == nil && values("Likelihood") == nil)
    }

    @Test func aDamagedSnapshotCostsItsMomentAlone() throws {
        let copy = try RecordedCopy(of: try Self.tiny.get())
        let file = copy.folder.snapshot(atStep: 20)
        try Data(try Data(contentsOf: file).prefix(1000)).write(to: file)
        let comparison = try RunComparison([Self.tiny.get().viewer(), copy.viewer()])
        #expect(comparison.runs[1].steps == [0, 10, 40, 60])
        // At step 20 the nearest is shown.
        #expect(comparison.moments.snapshots == [[0, 0], [1, 1], [2, 1], [3, 2], [4, 3]])
        _ = try page(comparison)
    }
}
