import Datasets
import Foundation
import Runs
import Storage
import VAE

/// Trains the network of a run once more as the other model, plain for variational, on the first batches of the
/// same images in the same order, so that a figure can compare the two.
struct ComparisonTraining {
    /// The longest comparison in batches; it is a lesson, not the run.
    static let mostBatches = 2000

    private let configuration: TrainingConfiguration
    private let data: ModelledDataset
    /// What it does, for the user.
    let activity: String
    /// The batch after which it ends: one after which the run has a snapshot.
    private let step: Int

    /// Prepares the comparison with a run.
    init(_ record: RunRecord, data: ModelledDataset) {
        var configuration = record.configuration
        let batches = (data.train.count + configuration.batchSize - 1) / configuration.batchSize
        step = Self.step(batches: batches, snapshotEvery: configuration.snapshotEvery)
        configuration.model = configuration.model == .vae ? .autoencoder : .vae
        activity =
            configuration.model == .vae
            ? "training a variational autoencoder to compare with"
            : "training a plain autoencoder to compare with"
        configuration.epochs = 1
        configuration.snapshotEvery = step
        self.configuration = configuration
        self.data = data
    }

    /// The last snapshot of the first epoch within `mostBatches`; the first one where none is.
    static func step(batches: Int, snapshotEvery: Int) -> Int {
        if batches <= mostBatches { return batches }
        let last = mostBatches / snapshotEvery * snapshotEvery
        return last > 0 ? last : min(snapshotEvery, batches)
    }

    /// Trains and writes `comparison.safetensors`, unless it is there; a training that diverges writes nothing.
    ///
    /// - Parameter onProgress: told the fraction that is done.
    /// - Throws: as `Trainer`; `FileError` where the file cannot be written.
    func run(into folder: RunFolder, onProgress: (Double) -> Void) throws {
        guard !FileManager.default.fileExists(atPath: folder.comparison.path) else { return }
        // What it measures on the way is not kept.
        let few = data.test.selecting(0..<min(data.test.count, 32))
        let trainer = try Trainer(configuration: configuration, train: data.train, test: few, probes: few)
        var isDone = false
        do {
            _ = try trainer.run(shouldStop: { isDone }) { event in
                switch event {
                case .progress(let progress): onProgress(Double(progress.step) / Double(step))
                case .snapshot(let snapshot) where snapshot.step == step:
                    try AtomicFile.write(try SnapshotFile(snapshot).encoded(), to: folder.comparison)
                    isDone = true
                case .snapshot: break
                }
            }
        } catch VAEError.diverged {
            // The run itself is whole; it has no comparison.
        }
    }
}
