public import Randomness

/// The epoch after which the test ELBO was best so far.
public struct BestEpoch: Sendable, Equatable {
    /// From 1.
    public var epoch: Int
    /// Its test ELBO, nats per image.
    public var elbo: Double

    /// Joins the two.
    public init(epoch: Int, elbo: Double) {
        self.epoch = epoch
        self.elbo = elbo
    }
}

/// Everything that continuing a training exactly needs, as it stands between two batches.
public struct TrainingState: Sendable, Equatable {
    /// The network's weights and biases.
    public var parameters: Parameters
    /// Adam's running mean of the gradient, and of its square; shaped and named as the parameters.
    public var firstMoment: Parameters, secondMoment: Parameters
    /// Batches trained since the start.
    public var step: Int
    /// The epoch under way, from 1; 0 before the first batch.
    public var epoch: Int
    /// Batches done in that epoch.
    public var batch: Int
    /// The shuffling generator as it was at the start of `epoch`.
    public var shuffleGenerator: SeededGenerator
    /// The generator of the sampling noise.
    public var noiseGenerator: SeededGenerator
    /// The sum of the single-sample ELBO over the images seen since the last snapshot, nats.
    public var elboSum: Double
    /// Those images' number.
    public var elboCount: Int
    /// Images seen since the start.
    public var imagesSeen: Int
    /// Seconds spent training so far.
    public var seconds: Double
    /// What patience measures by; `nil` without patience, and before the first epoch's end.
    public var best: BestEpoch?

    /// Joins the parts of a state, as they were stored.
    public init(
        parameters: Parameters, firstMoment: Parameters, secondMoment: Parameters, step: Int, epoch: Int,
        batch: Int, shuffleGenerator: SeededGenerator, noiseGenerator: SeededGenerator, elboSum: Double,
        elboCount: Int, imagesSeen: Int, seconds: Double, best: BestEpoch? = nil
    ) {
        self.parameters = parameters
        self.firstMoment = firstMoment
        self.secondMoment = secondMoment
        self.step = step
        self.epoch = epoch
        self.batch = batch
        self.shuffleGenerator = shuffleGenerator
        self.noiseGenerator = noiseGenerator
        self.elboSum = elboSum
        self.elboCount = elboCount
        self.imagesSeen = imagesSeen
        self.seconds = seconds
        self.best = best
    }
}
