/// Which loss the network is trained for.
public enum Model: String, Sendable, Codable, CaseIterable {
    /// A variational autoencoder: the code is sampled, and kept near the prior.
    case vae
    /// A plain autoencoder: the code is the mean, and nothing but the reconstruction counts.
    case autoencoder
}

/// Everything that decides a training run besides its images.
public struct TrainingConfiguration: Sendable, Equatable, Codable {
    /// The network's sizes.
    public var architecture: Architecture
    /// The loss that it is trained for.
    public var model: Model
    /// Passes over the training images.
    public var epochs: Int
    /// Images a step; the last batch of an epoch may be smaller.
    public var batchSize: Int
    /// Adam's step size.
    public var learningRate: Float
    /// The weight of the divergence in the loss; 1 is the ELBO.
    public var beta: Float
    /// Nats of each dimension's divergence, as a mean over a batch, that cost nothing: as many count in its place where
    /// it is less. Then the exact divergence is trained on, not its single sample; `nil` leaves the loss as it is.
    ///
    /// Source: D. Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow" (2016), appendix C.8.
    public var freeBits: Float?
    /// Epochs over which the weight of the divergence grows from 0 to ``beta``; `nil` has it whole from the start.
    ///
    /// Source: S. Bowman et al., "Generating Sentences from a Continuous Space" (2016), section 3.1, here linear.
    public var klWarmup: Float?
    /// The greatest length of the gradient of all parameters together: a longer one is scaled to it.
    ///
    /// Source: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks" (2013),
    /// algorithm 1.
    public var clipGradient: Float?
    /// Epochs without a better test ELBO after which training ends early; `nil` trains all of them.
    public var patience: Int?
    /// The epoch from which patience counts anew, where a training that had ended early was continued.
    public var patienceFrom: Int?
    /// Batches between two snapshots in the first epoch.
    public var snapshotEvery: Int
    /// The number that all randomness starts from.
    public var seed: UInt64
    /// Worker threads; one a core is fastest. The same number gives the same bytes again.
    public var threads: Int

    /// The most passes that can be asked for.
    public static let mostEpochs = 1_000_000
    /// The article's step size.
    public static let usualLearningRate: Float = 1e-4

    /// The article's settings, but for those given.
    public init(
        architecture: Architecture, model: Model = .vae, epochs: Int = 10, batchSize: Int = 32,
        learningRate: Float = Self.usualLearningRate, beta: Float = 1, snapshotEvery: Int = 75,
        seed: UInt64 = 0,
        threads: Int = Processor.physicalCores
    ) {
        self.architecture = architecture
        self.model = model
        self.epochs = epochs
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.beta = beta
        self.snapshotEvery = snapshotEvery
        self.seed = seed
        self.threads = threads
    }

    /// Settings to try where training ran away: a learning rate well below this one, and less weight of the
    /// divergence where that is far from usual.
    public var calmerSettings: String {
        "a learning rate of \(min(learningRate / 10, Self.usualLearningRate))"
            + (beta > 10 ? " and a beta well below \(beta)" : "")
    }

    /// The weight of the divergence in the step after `step` others.
    func divergenceWeight(afterSteps step: Int, batchesPerEpoch: Int) -> Float {
        guard let klWarmup else { return beta }
        let share = Double(step) / (Double(klWarmup) * Double(max(1, batchesPerEpoch)))
        return beta * Float(min(1, share))
    }

    /// Whether training ends after `epoch` epochs, the best of which was `best`.
    func isPatienceOver(after epoch: Int, best: BestEpoch?) -> Bool {
        guard let patience, let best else { return false }
        return epoch - max(best.epoch, patienceFrom ?? 0) >= patience
    }

    /// - Throws: `VAEError.unusableConfiguration` naming the first setting that makes no sense.
    public func validate() throws {
        func require(_ holds: Bool, _ reason: @autoclosure () -> String) throws {
            if !holds { throw VAEError.unusableConfiguration(reason()) }
        }
        try require(
            (0...Self.mostEpochs).contains(epochs), "\(epochs) epochs are not in 0...\(Self.mostEpochs)")
        try require(
            (1...1_000_000).contains(batchSize), "a batch of \(batchSize) images is not in 1...1000000")
        try require(
            learningRate > 0 && learningRate.isFinite, "the learning rate \(learningRate) is not above 0")
        try require(beta >= 0 && beta.isFinite, "beta \(beta) is not 0 or more")
        if let freeBits {
            try require(freeBits >= 0 && freeBits.isFinite, "\(freeBits) free bits are not 0 or more")
        }
        if let klWarmup {
            try require(
                klWarmup > 0 && klWarmup <= Float(Self.mostEpochs),
                "a warm-up of \(klWarmup) epochs is not above 0 and up to \(Self.mostEpochs)")
        }
        if let clipGradient {
            try require(
                clipGradient > 0 && clipGradient.isFinite,
                "a gradient clipped to \(clipGradient): must be above 0")
        }
        if let patience {
            try require(
                (1...Self.mostEpochs).contains(patience),
                "a patience of \(patience) epochs is not in 1...\(Self.mostEpochs)")
        }
        if let patienceFrom {
            try require(
                (0...Self.mostEpochs).contains(patienceFrom),
                "patience from epoch \(patienceFrom) is not in 0...\(Self.mostEpochs)")
        }
        try require(snapshotEvery > 0, "a snapshot every \(snapshotEvery) batches: must be 1 or more")
        try require((1...256).contains(threads), "\(threads) threads are not in 1...256")
    }
}
