import Foundation
import LatentSpace
import Randomness
import Runs
import Storage
import TestSupport
import Testing
import VAE

@testable import Reporting

/// The page's pieces are a cache: damaged ones count as absent, and are made again.
@Suite struct PieceFileTests {
    @Test func damagedPiecesAreMadeAgainToTheSameBytes() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        try PagePieces(try run.viewer()).refresh()
        let step = StepPiece.file(in: run.folder, step: 0), sample = ExplorerSample.file(in: run.folder)
        let whole = [try AtomicFile.read(step), try AtomicFile.read(sample)]
        #expect(StepPiece(of: run.folder, step: 0) != nil && ExplorerSample.read(from: run.folder) != nil)
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            for (file, bytes) in zip([step, sample], whole) {
                var damaged = bytes
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: damaged = damaged.prefix(Int.random(in: 0..<bytes.count, using: &generator))
                case 1: damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= 0x41
                default:
                    for index in bytes.count - min(bytes.count, 40)..<bytes.count {
                        damaged[index] = UInt8.random(in: 0...255, using: &generator)
                    }
                }
                try damaged.write(to: file)
            }
            #expect(StepPiece(of: run.folder, step: 0) == nil && ExplorerSample.read(from: run.folder) == nil)
        }
        // Of an earlier version: no checksum.
        try whole[0].dropFirst(4).write(to: step)
        #expect(StepPiece(of: run.folder, step: 0) == nil)
        try PagePieces(try run.viewer()).refresh()
        #expect([try AtomicFile.read(step), try AtomicFile.read(sample)] == whole)
    }

    /// Asked of what other pictures computed or not, and begun beside the training or not, pieces are the same.
    @Test func piecesAreTheSameHoweverTheyAreMade() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer(), steps = viewer.steps
        #expect(try steps.count > 2 && viewer.keepsViews)
        func pieces() throws -> [Data] {
            try steps.map { try AtomicFile.read(StepPiece.file(in: run.folder, step: $0)) }
        }
        try PagePieces(viewer, sharesViews: true).refresh()
        let shared = try pieces()
        for step in steps {
            try FileManager.default.removeItem(at: StepPiece.file(in: run.folder, step: step))
        }

        var left = 2
        let undrawn = try PagePieces(try run.viewer()).refresh {
            left -= 1
            return left >= 0
        }
        #expect(undrawn.isEmpty)
        #expect(steps.filter { StepPiece(of: run.folder, step: $0) != nil } == Array(steps.prefix(2)))
        try PagePieces(try run.viewer()).refresh()
        #expect(try pieces() == shared)
    }

    /// The page's walk begins at the images of the figure beside it, and has its lengths.
    @Test func landmarksAreWhatTheFiguresShow() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer(), view = try viewer.lastView(),
            latentDim = viewer.run.architecture.latentDim
        func read() -> Landmarks? { Landmarks(of: run.folder, step: viewer.lastStep, latentDim: latentDim) }
        #expect(read() == nil)
        try viewer.saveLandmarks()
        let known = try #require(read()), path = try #require(known.path)
        let journey = try viewer.journey(try #require(viewer.defaultPath), in: view)
        #expect(path.straightLength == journey.route(.linear).measure.length)
        #expect(path.geodesicLength == journey.route(.geodesic).measure.length)
        #expect(path.ends == viewer.defaultPathLabels && path.count * latentDim == path.geodesic.count)
        for (place, label) in path.ends.enumerated() {
            let member = try #require(try viewer.typicalMember(of: label, in: view))
            let code = view.posterior.means[member * latentDim..<(member + 1) * latentDim]
            #expect(
                Array(code)
                    == Array(
                        place == 0
                            ? path.geodesic.numbers.prefix(latentDim)
                            : path.geodesic.numbers.suffix(latentDim)))
        }
        #expect(known.labels.map(Int.init) == viewer.presentLabels)
        #expect(
            try known.metric.map { $0.tensors.count == 3 * (try viewer.metricField(in: view)).tensors.count }
                == true)
        // Of another snapshot, they are none.
        var snapshot = try AtomicFile.read(run.folder.snapshot(atStep: viewer.lastStep))
        snapshot[snapshot.count - 1] ^= 1
        try snapshot.write(to: run.folder.snapshot(atStep: viewer.lastStep))
        #expect(read() == nil)
    }

    @Test func layersThatCannotBeAreLeftOut() throws {
        let folder = try TemporaryFolder()
        let run = RunFolder(folder.url)
        let good = PlaneLayer(
            name: "x", title: "X", kind: .categorical, rows: 1, columns: 2, window: [-1, 1, -1, 1],
            values: [0, nil], legend: [PlaneLayer.Entry(label: "one", colour: "#112233")], step: 75)
        let changes: [(inout PlaneLayer) -> Void] = [
            { $0.rows = 1_000_000_000 }, { $0.rows = -1 }, { $0.window = [-1e300, 1e300, 0, 1] },
            { $0.values = [1, 0] }, { $0.legend = [] }, { $0.legend[0].colour = "red;}" },
            { $0.values = [nil] },
        ]
        try good.save(in: run)
        #expect(PlaneLayer.all(in: run) == [good])
        for change in changes {
            var layer = good
            change(&layer)
            try layer.save(in: run)
            #expect(PlaneLayer.all(in: run).isEmpty)
        }
    }

    @Test func wordsThatCannotBeArePassedOver() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: "run", dataset: "x")
        func exhibit(width: Int = 10, step: Int = 0, _ ends: Exhibit.Ends?) -> Exhibit {
            Exhibit(
                kind: .figure, name: "x", title: "X", alternativeText: "", caption: "", step: step,
                width: width, height: 10, ends: ends)
        }
        try AtomicFile.write("", to: run.figures.appendingPathComponent("x.png"))
        let ends = Exhibit.Ends(from: "1", to: "2", methods: [.linear, .slerp], steps: 20)
        try exhibit(ends).save(in: run)
        #expect(Exhibit.all(in: run).count == 1)
        for wrong in [
            exhibit(Exhibit.Ends(from: "1", to: "2", steps: 1_000_000)),
            exhibit(Exhibit.Ends(from: "1", to: "2", methods: [.linear, .linear])),
            exhibit(width: 1_000_000_000, nil), exhibit(step: -1, nil),
        ] {
            try wrong.save(in: run)
            #expect(Exhibit.all(in: run).isEmpty)
        }
    }
}
