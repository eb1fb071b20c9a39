import Datasets
import Drawing
import Figures
import LatentSpace
import Likelihoods
import Runs
import VAE

/// A run among those that are compared: what it is called there, and how its plane is shown.
struct ComparedRun {
    let viewer: RunViewer
    /// A, B and so on: what a page has room for.
    let letter: String
    let color: Color
    /// Its dimensions that are drawn; `nil` of a spatial latent, whose codes have places.
    let plane: LatentPlane?
    /// The steps of its snapshots that can be read, ascending; the last one is the run's.
    let steps: [Int]
    /// What tells its test images from other ones, see ``telling(_:)``.
    private(set) var images: String
    /// How the plane is turned onto that of the first run; at every moment alike.
    var turn = PlaneTurn.identity
    /// What is said of the turn; `nil` of the first run.
    var turnWords: String?

    /// - Parameter index: the run's place in the comparison, from 0.
    init(_ viewer: RunViewer, index: Int) throws {
        self.viewer = viewer
        letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        color = Palette.classes[index]
        // Where the last snapshot cannot be read, there is nothing to compare.
        _ = try viewer.lastView()
        plane = viewer.record.recorded?.isSpatial ?? false ? nil : try viewer.plane()
        steps = viewer.readableSteps()
        images = viewer.record.isRecorded ? letter : viewer.record.dataset.sha256
    }

    /// The runs, those with the same test images with the same ``images``.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    static func telling(_ runs: [ComparedRun]) throws -> [ComparedRun] {
        try runs.reduce(into: []) { known, run in
            var run = run
            if let same = try known.first(where: run.hasImages) { run.images = same.images }
            known.append(run)
        }
    }

    /// Whether the test images of both are the same, as far as both have them: by their SHA-256; of a recorded run, which
    /// has any sample, one by one.
    private func hasImages(of other: ComparedRun) throws -> Bool {
        guard record.isRecorded || other.record.isRecorded else {
            return record.dataset.sha256 == other.record.dataset.sha256
        }
        let (own, others) = (viewer.images, other.viewer.images)
        guard own.rows == others.rows, own.columns == others.columns, own.channels == others.channels else {
            return false
        }
        return try (0..<min(own.count, others.count)).allSatisfy {
            try own.bytes(of: $0) == others.bytes(of: $0)
        }
    }

    var record: RunRecord { viewer.record }
    /// The name of its folder as it is shown.
    var folderName: String { ClassNames.shown(viewer.folder.name) }
    /// Letter and name.
    var name: String { "\(letter) \(folderName)" }

    var schedule: SnapshotSchedule {
        SnapshotSchedule(
            trainCount: record.knownTrainCount, batchSize: record.knownBatchSize,
            stepsPerEpoch: record.knownStepsPerEpoch, steps: steps)
    }

    /// What the axes are called: a turned plane has those of the first run, `first`.
    func axisNames(first: ComparedRun) -> (horizontal: String, vertical: String) {
        guard turn != .identity, let names = first.plane?.axisNames else {
            return plane?.axisNames ?? ("", "")
        }
        return ("\(names.horizontal) of \(first.letter)", "\(names.vertical) of \(first.letter)")
    }

    /// Where test images lie on the plane as it is shown, at a snapshot.
    func points(of images: some Sequence<Int>, in view: SnapshotView) -> [SIMD2<Double>] {
        guard let plane else { return [] }
        let (means, size) = (view.posterior.means, view.posterior.latentDim)
        return images.map { turn(plane.point(of: means[$0 * size..<($0 + 1) * size])) }
    }

    /// What the decoder draws on the plane as it is shown: of a recorded run some of the recorded cells, as many down as
    /// across; `nil` where it has none of this plane.
    ///
    /// - Parameter most: cells on an axis; of a recorded run at the most.
    func decoded(_ most: Int, in view: SnapshotView) throws -> (grid: LatentGrid, cells: [DataImage])? {
        guard let plane else { return nil }
        if let recording = view.recorded {
            return try? viewer.recordedGrid(recording, on: plane, squareOf: most)
        }
        let grid = LatentGrid.prior(pointsPerAxis: most, isLine: plane.isLine)
        return (grid, try view.decode(plane.codes(at: grid.points.map(turn.origin(of:)))))
    }

    /// p(x|z) in words.
    var likelihood: String {
        record.recorded.map { $0.likelihood == nil } ?? false
            ? "likelihood not recorded" : record.configuration.architecture.likelihood.title
    }

    /// How good the trained model is: as it was measured, else as the last snapshot was tested.
    var result: (elbo: Double, reconstruction: Double, kl: Double) {
        if let measured = record.measurements, measured.step == viewer.lastStep {
            return (measured.elbo, measured.reconstruction, measured.kl)
        }
        guard let row = viewer.rows.last(where: { $0.step == viewer.lastStep }) else {
            return (.nan, .nan, .nan)
        }
        return (row.testELBO ?? .nan, row.reconstruction ?? .nan, row.kl ?? .nan)
    }
}
