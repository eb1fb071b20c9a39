import Drawing
import Figures
import LatentSpace
import Runs
import VAE

/// A run among those that are compared: what it is called there, and how its plane is shown.
struct ComparedRun {
    let viewer: RunViewer
    /// A, B and so on: what a page has room for.
    let letter: String
    let color: Color
    /// Its dimensions that are drawn.
    let plane: LatentPlane
    /// How the plane is turned onto that of the first run; at every moment alike.
    var turn = PlaneTurn.identity
    /// What is said of the turn; `nil` of the first run.
    var turnWords: String?

    /// - Parameter index: the run's place in the comparison, from 0.
    init(_ viewer: RunViewer, index: Int) throws {
        self.viewer = viewer
        letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        color = Palette.classes[index]
        plane = try viewer.plane()
    }

    var record: RunRecord { viewer.record }
    /// The name of its folder as it is shown.
    var folderName: String { ClassNames.shown(viewer.folder.name) }
    /// Letter and name.
    var name: String { "\(letter) \(folderName)" }

    var schedule: SnapshotSchedule {
        SnapshotSchedule(
            trainCount: record.dataset.trainCount, batchSize: record.configuration.batchSize,
            steps: viewer.steps)
    }

    /// What the axes are called: a turned plane has those of the first run, `first`.
    func axisNames(first: ComparedRun) -> (horizontal: String, vertical: String) {
        guard turn != .identity else { return plane.axisNames }
        let names = first.plane.axisNames
        return ("\(names.horizontal) of \(first.letter)", "\(names.vertical) of \(first.letter)")
    }

    /// Where test images lie on the plane as it is shown, at a snapshot.
    func points(of images: some Sequence<Int>, in view: SnapshotView) -> [SIMD2<Double>] {
        let (means, size) = (view.posterior.means, view.posterior.latentDim)
        return images.map { turn(plane.point(of: means[$0 * size..<($0 + 1) * size])) }
    }

    /// What the decoder draws at places of the plane as it is shown.
    func decoded(_ grid: LatentGrid, in view: SnapshotView) throws -> [DataImage] {
        try view.decode(plane.codes(at: grid.points.map(turn.origin(of:))))
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
