import Figures
import Runs
import VAE

extension Moment {
    /// The moment of a run's snapshot.
    init(_ row: MetricsRow, in record: RunRecord) {
        self.init(
            dataset: record.dataset.title, step: row.step, epoch: row.epoch, batch: row.batch,
            isEndOfEpoch: row.batch != nil && row.batch == record.knownStepsPerEpoch, testELBO: row.testELBO,
            score: record.score)
    }
}

extension RunRecord {
    /// What the number is called by which the model is judged; a plain autoencoder has no bound on a likelihood.
    var score: String { configuration.model == .vae ? "ELBO" : "reconstruction" }
}
