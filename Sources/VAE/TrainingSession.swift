import Datasets
import Foundation
import Randomness

/// Where a training stands.
struct TrainingPosition {
    var step = 0, epoch = 0, batch = 0
    /// Since the last snapshot: the sum of the single-sample ELBO, and the images it is over.
    var elboSum = 0.0, elboCount = 0
    var imagesSeen = 0
    var seconds = 0.0
    /// Of patience's.
    var best: BestEpoch?
}

/// A training under way: the network, Adam, the generators and the counters.
struct TrainingSession {
    private let configuration: TrainingConfiguration
    private let test: ModelledImages, probes: ModelledImages
    /// The same at every snapshot; `nil` for an autoencoder.
    private let testNoise: [Float]?
    private let engine: Engine
    private let adam: Adam
    private let batchesPerEpoch: Int
    private(set) var position = TrainingPosition()
    private var shuffleAtEpochStart, shuffle, noiseGenerator: SeededGenerator

    init(
        _ configuration: TrainingConfiguration, test: ModelledImages, probes: ModelledImages,
        batchesPerEpoch: Int, resuming state: TrainingState?
    ) throws {
        self.configuration = configuration
        self.batchesPerEpoch = batchesPerEpoch
        self.test = test
        self.probes = probes
        let architecture = configuration.architecture
        let d = architecture.latentDim
        var testStream = SeededGenerator(seed: configuration.seed, stream: .testing)
        testNoise =
            configuration.model == .autoencoder
            ? nil : (0..<test.count * d).map { _ in Float(testStream.normal()) }
        engine = try Engine(
            architecture: architecture, threads: configuration.threads, batchSize: configuration.batchSize)

        if let state {
            try engine.load(state.parameters)
            adam = try Adam(firstMoment: state.firstMoment, secondMoment: state.secondMoment)
            shuffle = state.shuffleGenerator
            noiseGenerator = state.noiseGenerator
            position = TrainingPosition(
                step: state.step, epoch: state.epoch, batch: state.batch, elboSum: state.elboSum,
                elboCount: state.elboCount, imagesSeen: state.imagesSeen, seconds: state.seconds,
                best: state.best)
        } else {
            var drawing = SeededGenerator(seed: configuration.seed, stream: .parameters)
            try engine.load(.glorotUniform(architecture: architecture, using: &drawing))
            let zero = Parameters(
                architecture: architecture, flat: Array(repeating: 0, count: architecture.parameterCount))
            adam = try Adam(firstMoment: zero, secondMoment: zero)
            shuffle = SeededGenerator(seed: configuration.seed, stream: .shuffle)
            noiseGenerator = SeededGenerator(seed: configuration.seed, stream: .training)
        }
        shuffleAtEpochStart = shuffle
    }

    /// What resuming from here needs.
    var state: TrainingState {
        func parameters(_ buffer: Buffer) -> Parameters {
            Parameters(architecture: configuration.architecture, flat: buffer.array)
        }
        return TrainingState(
            parameters: parameters(engine.parameters), firstMoment: parameters(adam.firstMoment),
            secondMoment: parameters(adam.secondMoment), step: position.step, epoch: position.epoch,
            batch: position.batch, shuffleGenerator: shuffleAtEpochStart, noiseGenerator: noiseGenerator,
            elboSum: position.elboSum, elboCount: position.elboCount, imagesSeen: position.imagesSeen,
            seconds: position.seconds, best: position.best)
    }

    /// The last epoch whose batches are all done; `nil` before the first.
    var endedEpoch: Int? {
        let ended = position.batch == batchesPerEpoch ? position.epoch : position.epoch - 1
        return ended > 0 ? ended : nil
    }

    /// Enters an epoch, or enters the one under way again, and gives the order of its images.
    mutating func beginEpoch(_ epoch: Int, images: Int) -> [Int] {
        if epoch != position.epoch {
            position.epoch = epoch
            position.batch = 0
        }
        shuffleAtEpochStart = shuffle
        var order = Array(0..<images)
        shuffle.shuffle(&order)
        return order
    }

    /// One step of Adam on the mean loss of the images at `indices`.
    ///
    /// - Returns: the images' single-sample ELBO summed, nats; beta has no part in it.
    mutating func trainStep(on indices: [Int], of images: ModelledImages) throws -> Double {
        let began = ContinuousClock.now
        var noise: Buffer?
        if configuration.model == .vae {
            let count = indices.count * configuration.architecture.latentDim
            noise = try Buffer((0..<count).map { _ in Float(noiseGenerator.normal()) })
        }
        let terms = try engine.lossGradient(
            of: images, at: indices, noise: noise,
            beta: configuration.divergenceWeight(
                afterSteps: position.step, batchesPerEpoch: batchesPerEpoch),
            freeBits: configuration.freeBits)
        let elboSum = terms.logLikelihoods.reduce(0, +) + terms.logDensityRatios.reduce(0, +)
        guard elboSum.isFinite else {
            throw VAEError.diverged(step: position.step + 1, remedy: configuration.calmerSettings)
        }
        if let most = configuration.clipGradient { _ = try engine.clipGradient(to: most) }
        let adam = adam
        let stepSize = Adam.stepSize(learningRate: configuration.learningRate, step: position.step + 1)
        try engine.update { parameters, gradients, range in
            adam.update(parameters, gradients: gradients, stepSize: stepSize, in: range)
        }
        position.step += 1
        position.batch += 1
        position.imagesSeen += indices.count
        position.elboSum += elboSum
        position.elboCount += indices.count
        position.seconds += began.duration(to: .now) / .seconds(1)
        return elboSum
    }

    /// Evaluates the network as it is on the first `testCount` test images, or on all where they are fewer,
    /// and begins the training ELBO's next mean.
    ///
    /// - Parameter endsEpoch: whether it is one that patience measures.
    mutating func takeSnapshot(testCount: Int, endsEpoch: Bool) throws -> Snapshot {
        let count = min(testCount, test.count)
        let noise = testNoise.map { Array($0.prefix(count * configuration.architecture.latentDim)) }
        let images = count == test.count ? test : test.selecting(0..<count)
        let evaluation = try engine.evaluate(images, noise: noise)
        let probePosterior = try engine.encode(probes)
        let trainELBO = position.elboCount > 0 ? position.elboSum / Double(position.elboCount) : nil
        guard evaluation.isPlausible, abs(trainELBO ?? 0) <= Evaluation.mostNats,
            probePosterior.means.allSatisfy(\.isFinite), probePosterior.logVariances.allSatisfy(\.isFinite)
        else { throw VAEError.diverged(step: position.step, remedy: configuration.calmerSettings) }
        position.elboSum = 0
        position.elboCount = 0
        if endsEpoch, configuration.patience != nil,
            position.best.map({ evaluation.elbo > $0.elbo }) ?? true
        {
            position.best = BestEpoch(epoch: position.epoch, elbo: evaluation.elbo)
        }
        return Snapshot(
            state: state, probePosterior: probePosterior, testEvaluation: evaluation, trainELBO: trainELBO)
    }
}
