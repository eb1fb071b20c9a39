public import Datasets
import Drawing
public import Figures
import Foundation
import LatentSpace
import Likelihoods
public import Runs
import Storage
public import VAE

/// A run opened for drawing: its record, metrics, snapshots and test images, and a network to decode with.
///
/// Reads only what training wrote; the same run gives the same pictures whenever it is opened.
public final class RunViewer {
    public let folder: RunFolder
    public let record: RunRecord
    public let rows: [MetricsRow]
    /// The steps of the snapshots, ascending; at least one.
    public let steps: [Int]
    public let classes: ClassNames
    /// Which class a text means, and what each is called in file names.
    let lookup: ClassLookup
    /// The images that the run was trained on, and those that it is tested on.
    public let data: ModelledDataset
    /// The test images.
    var images: ModelledImages { data.test }
    private let network: Network
    /// The step whose parameters the network has.
    private var loadedStep: Int?
    /// Views that were made before, as long as they are small together; several pictures need each.
    private var views: [Int: SnapshotView] = [:]
    private var typicalMembers: [TypicalRequest: Int] = [:]
    /// Where classes border on each other, by snapshot; all patches of one need the same.
    var borderMaps: [Int: BorderMap] = [:]
    private var decodedImages = DecodedImages()
    /// What the figures of the decoder's geometry share.
    var geometryCache = GeometryCache()

    /// Opens a run.
    ///
    /// - Parameters:
    ///   - library: where the run's data set is looked for, given the data folder that the run recorded.
    ///   - threads: worker threads for encoding and decoding.
    /// - Throws: `FileError` where files are missing or damaged, or the data set is not the one trained on.
    public convenience init(
        _ folder: RunFolder, library: (String?) -> DatasetLibrary, threads: Int
    ) throws {
        let record = try RunRecord(contentsOf: folder.record)
        let data = try record.dataset.load(
            from: library(record.dataset.dataDirectory), run: folder.name,
            values: record.configuration.architecture.likelihood.modelledValues)
        try self.init(folder, record: record, data: data, threads: threads)
    }

    /// Opens a run whose images are at hand: those that it is trained and tested on, and no others.
    public init(_ folder: RunFolder, record: RunRecord, data: ModelledDataset, threads: Int) throws {
        self.folder = folder
        self.record = record
        let rows = try record.rows(contentsOf: folder.metrics)
        self.rows = rows
        steps = try folder.snapshotSteps().filter { step in rows.contains { $0.step == step } }
        guard let first = steps.first else {
            throw FileError(.missing, at: folder.snapshots.path, "the run has no snapshot yet")
        }
        classes = ClassNames(record.dataset.classNames)
        lookup = ClassLookup(record.dataset.classNames)
        self.data = data
        guard data.testLabels.allSatisfy({ Int($0) < record.dataset.classNames.count }) else {
            throw FileError(
                .damaged, at: folder.record.path, "the data has classes that the run does not know")
        }
        let architecture = record.configuration.architecture
        let parameters = try SnapshotFile(
            contentsOf: folder.snapshot(atStep: first), architecture: architecture
        ).parameters
        network = try Network(architecture: architecture, parameters: parameters, threads: threads)
    }

    /// The last snapshot's step.
    public var lastStep: Int { steps[steps.count - 1] }

    /// The run at one snapshot.
    ///
    /// - Throws: `FileError` of kind `missing` where there is no snapshot at `step`.
    public func view(atStep step: Int) throws -> SnapshotView {
        if let known = views[step] { return known }
        guard let row = rows.first(where: { $0.step == step }), steps.contains(step) else {
            let some = steps.prefix(3).map(String.init).joined(separator: ", ")
            throw FileError(
                .missing, at: folder.snapshots.path,
                "no snapshot at step \(step); there are \(steps.count): \(some) ... \(lastStep)")
        }
        let file = try load(step)
        guard file.probes.count == record.probes.count else {
            throw FileError(
                .damaged, at: folder.snapshot(atStep: step).path,
                "\(file.probes.count) probe images, but the run has \(record.probes.count)")
        }
        let view = SnapshotView(
            row: row, moment: moment(of: row), posterior: plain(try network.encode(images)),
            probes: plain(file.probes))
        let largestCache = 16_000_000
        if (views.count + 1) * view.posterior.means.count * 2 <= largestCache { views[step] = view }
        return view
    }

    /// The batches of an epoch.
    var stepsPerEpoch: Int { record.stepsPerEpoch }

    /// The text of `latents.csv`: where the encoder put each test image in the end.
    public func latents() throws -> String {
        LatentsFile.encoded(
            try lastView().posterior, labels: data.testLabels, classNames: record.dataset.classNames)
    }

    /// Writes `latents.csv`.
    public func writeLatents() throws { try AtomicFile.write(try latents(), to: folder.latents) }

    /// The run as training left it.
    public func lastView() throws -> SnapshotView { try view(atStep: lastStep) }

    /// The decoded images of codes [code, dimension], by the network of `view`; decoded once, however many
    /// pictures ask for the same.
    func decode(_ codes: [Float], in view: SnapshotView) throws -> [InkImage] {
        let request = DecodedImages.Request(step: view.row.step, codes: codes)
        if let known = decodedImages[request] { return known }
        if loadedStep != view.row.step { try load(view.row.step) }
        let decoded = InkImage.images(
            rows: images.rows, columns: images.columns, probabilities: try network.decode(codes))
        decodedImages.keep(decoded, for: request)
        return decoded
    }

    /// The posteriors of any images, by the network of `view`.
    func encode(_ images: ModelledImages, in view: SnapshotView) throws -> Posterior {
        if loadedStep != view.row.step { try load(view.row.step) }
        return plain(try network.encode(images))
    }

    /// The log importance weights of images' posterior samples, by the network of `view`.
    func importanceWeights(
        of images: ModelledImages, samples: Int, noise: [Float], in view: SnapshotView
    ) throws -> ImportanceWeights {
        if loadedStep != view.row.step { try load(view.row.step) }
        return try network.importanceWeights(of: images, samples: samples, noise: noise)
    }

    /// The metric of decoded images under what the likelihood had learned at the snapshot of `view`.
    func fisherRao(in view: SnapshotView) throws -> FisherRao {
        if loadedStep != view.row.step { try load(view.row.step) }
        return FisherRao(
            record.configuration.architecture.likelihood, parameters: network.likelihoodParameters)
    }

    /// The decoder's outputs for codes [code, dimension], by the network of `view`.
    func outputs(of codes: [Float], in view: SnapshotView) throws -> [Float] {
        if loadedStep != view.row.step { try load(view.row.step) }
        return try network.decodeOutputs(codes)
    }

    /// The decoder's outputs for codes and their derivatives, by the network of `view`.
    func decoderJacobian(
        at codes: [Float], along dimensions: [Int]? = nil, in view: SnapshotView
    ) throws -> DecoderJacobian {
        if loadedStep != view.row.step { try load(view.row.step) }
        return try network.decoderJacobian(at: codes, along: dimensions)
    }

    /// The decoded images of codes [code, dimension], by the network of the snapshot at `step`.
    func decode(_ codes: [Float], atStep step: Int) throws -> [InkImage] {
        if loadedStep != step { try load(step) }
        return InkImage.images(
            rows: images.rows, columns: images.columns, probabilities: try network.decode(codes))
    }

    /// Where the network of the snapshot at `step` puts images.
    func encode(_ images: ModelledImages, atStep step: Int) throws -> Posterior {
        if loadedStep != step { try load(step) }
        return plain(try network.encode(images))
    }

    /// The mean images [code, row, column] that codes [code, dimension] decode to, by the network of `view`.
    func means(_ codes: [Float], in view: SnapshotView) throws -> [Float] {
        if loadedStep != view.row.step { try load(view.row.step) }
        return try network.decode(codes)
    }

    /// How well the network of `view` explains images, each sampled once with its own noise.
    func evaluate(_ images: ModelledImages, noise: [Float], in view: SnapshotView) throws -> Evaluation {
        if loadedStep != view.row.step { try load(view.row.step) }
        return try network.evaluate(images, noise: isVariational ? noise : nil)
    }

    /// The dimensions that figures show: for all snapshots those of the last one.
    func plane() throws -> LatentPlane {
        let dimensions = record.configuration.architecture.latentDim
        guard dimensions > 2 else { return LatentPlane(dimensions: dimensions) }
        let posterior = try lastView().posterior
        return LatentPlane(meansOf: posterior.means, activity: activity(of: posterior))
    }

    /// How much each latent dimension is used: its divergence from the prior in nats, or, where codes are points,
    /// their variance.
    func activity(of posterior: Posterior) -> [Double] {
        isVariational
            ? DiagonalGaussian.klPerDimension(
                means: posterior.means, logVariances: posterior.logVariances, dimensions: posterior.latentDim)
            : DiagonalGaussian.variances(ofMeans: posterior.means, dimensions: posterior.latentDim)
    }

    /// The test image that stands for a class at a snapshot; `nil` where the class has none.
    ///
    /// Of the 20 that lie most plainly among their own class it is the one that is most like what its code decodes
    /// to, so that no scribble with a usual code stands for all.
    func typicalMember(of label: Int, in view: SnapshotView) throws -> Int? {
        let request = TypicalRequest(step: view.row.step, label: label)
        if let known = typicalMembers[request] { return known }
        let (posterior, latentDim) = (view.posterior, view.posterior.latentDim)
        let candidates = TypicalMember.indices(
            ofClass: UInt8(label), codes: posterior.means, labels: data.testLabels, dimensions: latentDim,
            count: 20)
        let codes = candidates.flatMap { posterior.means[$0 * latentDim..<($0 + 1) * latentDim] }
        let decoded = try means(codes, in: view)
        let reconstructions = BinaryImages(
            rows: images.rows, columns: images.columns, probabilities: decoded)
        let differences = candidates.enumerated().map { place, candidate in
            NearestImages(among: reconstructions.selecting([place]))
                .inkDifferences(for: images.selecting([candidate]).binarised)[0]
        }
        let best = differences.indices.min { (differences[$0], $0) < (differences[$1], $1) }
        typicalMembers[request] = best.map { candidates[$0] }
        return typicalMembers[request]
    }

    private struct TypicalRequest: Hashable {
        let step: Int, label: Int
    }

    /// Whether codes are sampled; a plain autoencoder has no variances.
    var isVariational: Bool { record.configuration.model == .vae }

    /// When the snapshot at `step` was taken, and how good the model was.
    func moment(atStep step: Int) throws -> Moment {
        guard let row = rows.first(where: { $0.step == step }) else {
            throw FileError(.missing, at: folder.metrics.path, "no metrics for step \(step)")
        }
        return moment(of: row)
    }

    /// Gives the network the parameters of a snapshot.
    @discardableResult
    private func load(_ step: Int) throws -> SnapshotFile {
        let file = try SnapshotFile(
            contentsOf: folder.snapshot(atStep: step), architecture: record.configuration.architecture)
        try network.load(file.parameters)
        loadedStep = step
        return file
    }

    private func moment(of row: MetricsRow) -> Moment { Moment(row, in: record) }

    /// A plain autoencoder's codes are points: its second output means nothing.
    private func plain(_ posterior: Posterior) -> Posterior {
        isVariational ? posterior : Posterior(latentDim: posterior.latentDim, means: posterior.means)
    }
}

/// A run at one snapshot: what was measured, and where the encoder put the test and probe images.
public struct SnapshotView: Sendable {
    public let row: MetricsRow
    public let moment: Moment
    /// Posteriors of the test images.
    public let posterior: Posterior
    /// Posteriors of the probe images, in the order of `RunRecord.probes`.
    public let probes: Posterior
}
