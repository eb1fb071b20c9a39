public import Datasets
import Drawing
public import Figures
import Foundation
import LatentSpace
public import Runs
import Storage
import VAE

/// A run opened for drawing: what training left of it, and its model at any snapshot.
///
/// The same run gives the same pictures whenever it is opened, and whatever is drawn at the same time.
public final class RunViewer: Sendable {
    public let run: RecordedRun
    /// What is known of the data set.
    let profile: DatasetProfile
    private let host: NetworkHost
    private let keepsCodes: Bool
    /// The model of a recorded run in another program; `nil` without one.
    public let remote: RemoteConnection?
    /// Views that were made before, as long as they are small together; several pictures need each.
    private let views = Memo<Int, SnapshotView>()
    /// Their decoded planes, where they are not.
    private let planes = PackedPlanes()
    private let shownPlane = Once<LatentPlane>()
    private let knownClasses = Once<ShownClasses>()
    /// What the model is at its last snapshot.
    let measured = Once<Measurements>()
    private let findsClusters: Bool

    /// Opens a run.
    ///
    /// - Parameters:
    ///   - threads: worker threads for encoding and decoding.
    ///   - keepsCodes: whether the codes of the test images are written into the run for the next drawing, which only
    ///     who holds the run's lock may ask for.
    ///   - remote: where a recorded run's model answers.
    ///   - findsClusters: whether clusters take the place of classes where images have no labels.
    package init(
        _ run: RecordedRun, threads: Int, keepsCodes: Bool = false, remote: RemoteConnection? = nil,
        findsClusters: Bool = true
    ) {
        self.run = run
        self.remote = run.isRecorded ? remote : nil
        self.keepsCodes = keepsCodes
        self.findsClusters = findsClusters
        profile = DatasetProfile(of: run.record.dataset.name)
        host = NetworkHost(architecture: run.architecture, threads: threads)
    }

    public var folder: RunFolder { run.folder }
    public var record: RunRecord { run.record }
    public var rows: [MetricsRow] { run.rows }
    public var steps: [Int] { run.steps }
    /// The run's images; where they have no labels the test images' are those of the clusters.
    public var data: ModelledDataset { shownClasses.data }
    public var classes: ClassNames { shownClasses.names }
    /// Which class a text means, and what each is called in file names.
    var lookup: ClassLookup { shownClasses.lookup }
    public var lastStep: Int { run.lastStep }
    /// The test images.
    var images: ModelledImages { run.images }
    var isVariational: Bool { run.isVariational }
    /// The batches of an epoch.
    var stepsPerEpoch: Int { record.stepsPerEpoch }

    /// The classes that pictures tell apart: where clusters cannot be found, all images are of one.
    var shownClasses: ShownClasses {
        knownClasses {
            let clusters = try? findsClusters ? ShownClasses(clustersOf: run, by: lastView) : nil
            return clusters ?? ShownClasses(labelsOf: run)
        }
    }

    /// Stores in the run's record which clusters take the place of classes, if any do.
    ///
    /// - Throws: `FileError` where it cannot be written.
    func saveClusters() throws {
        guard record.isUnlabelled else { return }
        try folder.store(shownClasses.clusters)
    }

    /// The model at a snapshot.
    ///
    /// - Throws: `FileError` where what was recorded of it cannot be read.
    func model(atStep step: Int) throws -> any SnapshotModel {
        if let remote {
            do { return try RemoteModel(remote, step: step, of: record) } catch let refusal as Refusal {
                // Of earlier steps it may have no weights: then what was recorded answers.
                if step == lastStep { throw refusal }
            }
        }
        if run.isRecorded { return RecordedModel(run, try run.recording(atStep: step)) }
        return TrainedModel(by: host) { [run] in try run.snapshot(atStep: step).parameters }
    }

    /// A model of the run's network with other parameters.
    func model(with parameters: Parameters) -> TrainedModel { TrainedModel(by: host) { parameters } }

    /// The run at one snapshot.
    ///
    /// - Throws: `FileError` of kind `missing` where there is no snapshot at `step`.
    public func view(atStep step: Int) throws -> SnapshotView {
        let view = try views(step) {
            try SnapshotView(run, step: step, model: model(atStep: step), keepsCodes: keepsCodes)
        }
        if !isKept(view) { views.forget(step) }
        return view
    }

    /// Whether the views of all snapshots stay for the next picture.
    var keepsViews: Bool { get throws { isSmall(try lastView()) } }

    /// Whether a view stays for the next picture: all do that are small together, and the last one.
    private func isKept(_ view: SnapshotView) -> Bool { view.row.step == lastStep || isSmall(view) }

    private func isSmall(_ view: SnapshotView) -> Bool {
        let largestCache = 16_000_000
        // A recorded view holds its images, another comes to hold its decoded plane, four bytes a number.
        let plane = view.recording == nil ? record.grid * record.grid * images.imageSize / 4 : 0
        let numbers = view.posterior.means.count * 2 + plane + (view.recorded?.size ?? 0)
        return steps.count * numbers <= largestCache
    }

    /// The decoded images of codes that are the same at every snapshot.
    func decodedPlane(_ codes: [Float], in view: SnapshotView) throws -> [DataImage] {
        guard !isKept(view) else { return try view.decode(codes) }
        return try planes.cells(atStep: view.row.step) { try view.decode(codes) }
    }

    /// The run as training left it.
    public func lastView() throws -> SnapshotView { try view(atStep: lastStep) }

    /// The text of `latents.csv`: where the encoder put each test image in the end.
    public func latents() throws -> String {
        LatentsFile.encoded(
            try lastView().posterior, labels: run.data.testLabels, classNames: record.dataset.classNames)
    }

    /// Writes `latents.csv`; not of a spatial latent, whose codes are as large as images.
    public func writeLatents() throws {
        guard !(record.recorded?.isSpatial ?? false) else { return }
        try AtomicFile.write(try latents(), to: folder.latents)
    }

    /// The dimensions that figures show: for all snapshots those of the last one.
    func plane() throws -> LatentPlane {
        let dimensions = run.architecture.latentDim
        guard dimensions > 2 || run.isRecorded else { return LatentPlane(dimensions: dimensions) }
        return try shownPlane {
            if let plane = try lastView().recorded?.shownPlane { return LatentPlane(plane) }
            let posterior = try lastView().posterior
            return LatentPlane(meansOf: posterior.means, activity: activity(of: posterior))
        }
    }

    /// How much each latent dimension is used: its divergence from the prior in nats, or, where codes are points,
    /// their variance.
    func activity(of posterior: Posterior) -> [Double] {
        isVariational && !posterior.logVariances.isEmpty
            ? DiagonalGaussian.klPerDimension(
                means: posterior.means, logVariances: posterior.logVariances, dimensions: posterior.latentDim)
            : DiagonalGaussian.variances(ofMeans: posterior.means, dimensions: posterior.latentDim)
    }

    /// When the snapshot at `step` was taken, and how good the model was.
    func moment(atStep step: Int) throws -> Moment { Moment(try run.row(atStep: step), in: record) }
}

/// The images that stand for their classes.
extension RunViewer {
    /// The test image that stands for a class at a snapshot; `nil` where the class has none.
    ///
    /// Of the 20 that lie most plainly among their own class it is the one that is most like what its code decodes
    /// to, so that no scribble with a usual code stands for all.
    func typicalMember(of label: Int, in view: SnapshotView) throws -> Int? {
        try view.typicalMembers(label) {
            let (posterior, latentDim) = (view.posterior, view.posterior.latentDim)
            let candidates = TypicalMember.indices(
                ofClass: UInt8(label), codes: posterior.means, labels: data.testLabels,
                dimensions: latentDim, count: 20)
            let codes = candidates.flatMap { posterior.means[$0 * latentDim..<($0 + 1) * latentDim] }
            // Where codes were only recorded, the one that lies most plainly among its own.
            guard view.recording == nil else { return candidates.first }
            let reconstructions = images.like(means: try view.model.means(codes))
            let differences = try candidates.enumerated().map { place, candidate in
                try NearestImages(among: reconstructions.selecting([place]))
                    .inkDifferences(for: images.selecting([candidate]))[0]
            }
            return differences.indices.min { (differences[$0], $0) < (differences[$1], $1) }
                .map { candidates[$0] }
        }
    }
}
