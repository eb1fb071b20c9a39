/// What a training tells while it runs.
public enum TrainingEvent: Sendable {
    /// A moment of the schedule: before training, every so many batches of epoch 1, each epoch's end.
    case snapshot(Snapshot)
    /// How far it is; a few times a second at most.
    case progress(TrainingProgress)
}

/// The network at one moment of its training, with what it makes of the probe and test images.
public struct Snapshot: Sendable, Equatable {
    /// What resuming from here needs; the network's parameters among it.
    public let state: TrainingState
    /// The encoder's answer for the probe images, in their order.
    public let probePosterior: Posterior
    /// Over all test images at an epoch's end, over the first `Trainer.quickTestCount` before; with the same
    /// noise at every snapshot.
    public let testEvaluation: Evaluation
    /// Mean single-sample ELBO over the images trained on since the previous snapshot, nats per image, each
    /// at the parameters that it was seen with; `nil` at step 0.
    public let trainELBO: Double?

    /// Joins the parts of a snapshot.
    public init(
        state: TrainingState, probePosterior: Posterior, testEvaluation: Evaluation, trainELBO: Double?
    ) {
        self.state = state
        self.probePosterior = probePosterior
        self.testEvaluation = testEvaluation
        self.trainELBO = trainELBO
    }

    /// Batches trained since the start.
    public var step: Int { state.step }
    /// The epoch under way, or just ended, from 1; 0 before training.
    public var epoch: Int { state.epoch }
    /// Batches done in that epoch.
    public var batch: Int { state.batch }
    /// The network's weights and biases.
    public var parameters: Parameters { state.parameters }
    /// Seconds spent in training steps so far; evaluations and whatever the caller did are left out.
    public var seconds: Double { state.seconds }
    /// Training images a second, over those seconds; 0 before training.
    public var imagesPerSecond: Double { seconds > 0 ? Double(state.imagesSeen) / seconds : 0 }
}

/// How far a training is.
public struct TrainingProgress: Sendable {
    /// Batches trained since the start.
    public let step: Int
    /// The epoch under way, from 1.
    public let epoch: Int
    /// Batches done in that epoch.
    public let batch: Int
    /// Batches in the whole training.
    public let totalSteps: Int
    /// Epochs in the whole training.
    public let totalEpochs: Int
    /// Images trained on since the start.
    public let imagesSeen: Int
    /// Training images a second, lately.
    public let imagesPerSecond: Double
    /// Mean single-sample ELBO since the previous report, nats per image.
    public let recentELBO: Double
    /// Training time left at the present rate, without snapshots; seconds.
    public let secondsRemaining: Double

    /// Joins the parts of a report.
    public init(
        step: Int, epoch: Int, batch: Int, totalSteps: Int, totalEpochs: Int, imagesSeen: Int,
        imagesPerSecond: Double, recentELBO: Double, secondsRemaining: Double
    ) {
        self.step = step
        self.epoch = epoch
        self.batch = batch
        self.totalSteps = totalSteps
        self.totalEpochs = totalEpochs
        self.imagesSeen = imagesSeen
        self.imagesPerSecond = imagesPerSecond
        self.recentELBO = recentELBO
        self.secondsRemaining = secondsRemaining
    }
}
