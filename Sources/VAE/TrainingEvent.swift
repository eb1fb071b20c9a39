/// What a training tells while it runs.
public enum TrainingEvent: Sendable {
    /// A moment of the schedule: before training, every so many batches of epoch 1, each epoch's end.
    case snapshot(Snapshot)
    /// How far it is; a few times a second at most.
    case progress(TrainingProgress)
}

/// The network at one moment of its training, with what it makes of the probe and test images.
public struct Snapshot: Sendable {
    /// Batches trained since the start; epoch from 1 (0 before training); batches done in that epoch.
    public let step: Int, epoch: Int, batch: Int
    public let parameters: Parameters
    /// The encoder's answer for the probe images, in their order.
    public let probePosterior: Posterior
    /// Over all test images, with the same noise at every snapshot.
    public let testEvaluation: Evaluation
    /// Mean single-sample ELBO over the images trained on since the previous snapshot, nats per image, at
    /// the parameters they were seen with; `nil` at step 0.
    public let trainELBO: Double?
    /// Seconds spent in training steps so far: snapshots, their evaluation and the caller's work left out.
    public let seconds: Double
    /// Training images a second, over those seconds.
    public let imagesPerSecond: Double
    /// What resuming from here needs.
    public let state: TrainingState
}

/// How far a training is.
public struct TrainingProgress: Sendable {
    /// Batches trained since the start; epoch from 1; batches done in that epoch.
    public let step: Int, epoch: Int, batch: Int
    /// Batches that the whole training has, and its epochs.
    public let totalSteps: Int, totalEpochs: Int
    /// Images trained on since the start.
    public let imagesSeen: Int
    /// Training images a second, lately.
    public let imagesPerSecond: Double
    /// Mean single-sample ELBO since the previous report, nats per image.
    public let recentELBO: Double
    /// Training time left at the present rate, without snapshots; seconds.
    public let secondsRemaining: Double
}
