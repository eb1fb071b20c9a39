import Datasets
import Drawing
public import Figures
import LatentSpace
import Likelihoods
public import Runs
import Synchronization
public import VAE

/// A run at one snapshot: what was measured, where the encoder put the test and probe images, and the model to ask
/// for more.
public final class SnapshotView: Sendable {
    public let row: MetricsRow
    public let moment: Moment
    /// Posteriors of the test images.
    public let posterior: Posterior
    /// Posteriors of the probe images, in the order of `RunRecord.probes`.
    public let probes: Posterior
    /// What was recorded; of a recorded run.
    let recorded: RecordedSnapshot?
    /// What was recorded, where no model answers in its place.
    let recording: RecordedSnapshot?
    let model: any SnapshotModel
    let isVariational: Bool
    let likelihood: any Likelihood
    private let images: ModelledImages

    private let decodedImages = Mutex(DecodedImages())
    /// Test images that stand for classes.
    let typicalMembers = Memo<Int, Int?>()
    /// Where classes border on each other; all patches need the same.
    let borderMap = Once<BorderMap>()
    /// The metric over the plane.
    let metricField = Once<MetricField>()
    /// Which dimension carries which cause; the figure and the measurements need the same.
    let disentanglement = Once<Disentanglement?>()
    /// Ways between the ends of paths, by the paths' names.
    let journeys = Memo<String, Journey>()

    /// - Parameter keepsCodes: whether the codes of the test images are written down for the next time.
    init(_ run: RecordedRun, step: Int, model: any SnapshotModel, keepsCodes: Bool) throws {
        row = try run.row(atStep: step)
        moment = Moment(row, in: run.record)
        self.model = model
        isVariational = run.isVariational
        likelihood = run.architecture.likelihood
        images = run.images
        guard !run.isRecorded else {
            let recorded = try run.recording(atStep: step)
            self.recorded = recorded
            recording = model is RemoteModel ? nil : recorded
            posterior =
                try recorded.posterior
                ?? (model is RemoteModel
                    ? model.encode(run.images).plain(unless: run.isVariational)
                    : Posterior(latentDim: run.architecture.latentDim, means: []))
            probes = posterior.count == images.count ? posterior.selecting(run.record.probes) : posterior
            return
        }
        recorded = nil
        recording = nil
        probes = try run.snapshot(atStep: step).probes.plain(unless: run.isVariational)
        posterior = try CodesPiece.posterior(of: run, step: step, isKept: keepsCodes) {
            try model.encode(run.images).plain(unless: run.isVariational)
        }
    }

    /// The decoded images of codes [code, dimension]; decoded once, however many pictures ask for the same.
    func decode(_ codes: [Float]) throws -> [DataImage] {
        if let known = decodedImages.withLock({ $0[codes] }) { return known }
        let decoded = DataImage.decoded(try model.means(codes), like: images)
        decodedImages.withLock { $0.keep(decoded, for: codes) }
        return decoded
    }

    /// The posteriors of any images.
    func encode(_ images: ModelledImages) throws -> Posterior {
        try model.encode(images).plain(unless: isVariational)
    }

    /// How well the model explains images, each sampled once with its own noise.
    func evaluate(_ images: ModelledImages, noise: [Float]) throws -> Evaluation {
        try model.evaluate(images, noise: isVariational ? noise : nil)
    }

    /// The metric of decoded images under what the likelihood had learned.
    func fisherRao() throws -> FisherRao {
        FisherRao(likelihood, parameters: try model.likelihoodParameters())
    }
}

extension Posterior {
    /// Those of the images at `indices`.
    func selecting(_ indices: [Int]) -> Posterior {
        func chosen(_ values: [Float]) -> [Float] {
            values.isEmpty
                ? [] : indices.flatMap { values[$0 * latentDim..<($0 + 1) * latentDim] }
        }
        return Posterior(latentDim: latentDim, means: chosen(means), logVariances: chosen(logVariances))
    }

    /// A plain autoencoder's codes are points: its second output means nothing.
    func plain(unless isVariational: Bool) -> Posterior {
        isVariational ? self : Posterior(latentDim: latentDim, means: means)
    }
}
