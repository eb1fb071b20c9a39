public import Datasets
import Foundation
import Randomness

/// Where a training ended.
public struct TrainingResult: Sendable {
    /// What resuming needs.
    public let state: TrainingState
    /// False where it was stopped before the last batch.
    public let isFinished: Bool
    /// The epoch after which patience ended it; `nil` where all epochs were trained, or it was stopped.
    public var stoppedAtEpoch: Int?
}

/// Trains a network and tells of it in events; prints and draws nothing.
///
/// Snapshots come before training, after every `snapshotEvery`th batch of the first epoch, and at the end of
/// every epoch. Those at an epoch's end are evaluated on all test images, the others on the first
/// `quickTestCount`: on all, they would cost more than the epoch. The same configuration and images give the same bytes on one machine, however often the
/// training is stopped and resumed.
public struct Trainer {
    /// The test images that a snapshot within an epoch is evaluated on, at most.
    public static let quickTestCount = 1000

    private let configuration: TrainingConfiguration
    private let train: ModelledImages, test: ModelledImages, probes: ModelledImages
    private let start: TrainingState?

    /// Prepares a training from the start, or from where `state` left one of the same configuration.
    ///
    /// - Throws: `VAEError.unusableConfiguration`; `VAEError.unusableInput` where there are no training or
    ///   test images, or images of another size; `VAEError.unusableState` where `state` is another network's.
    public init(
        configuration: TrainingConfiguration, train: ModelledImages, test: ModelledImages,
        probes: ModelledImages,
        resuming state: TrainingState? = nil
    ) throws {
        try configuration.validate()
        for (name, images) in [("training", train), ("test", test), ("probe", probes)] {
            try configuration.architecture.check(images, "\(name) images")
        }
        guard train.count > 0 else { throw VAEError.unusableInput("there are no training images") }
        guard test.count > 0 else { throw VAEError.unusableInput("there are no test images") }
        self.configuration = configuration
        self.train = train
        self.test = test
        self.probes = probes
        start = state
        try state.map(check)
    }

    /// Batches in an epoch; the last may be smaller than the others.
    public var batchesPerEpoch: Int {
        (train.count + configuration.batchSize - 1) / configuration.batchSize
    }

    private func check(_ state: TrainingState) throws {
        for parameters in [state.parameters, state.firstMoment, state.secondMoment]
        where parameters.architecture != configuration.architecture {
            throw VAEError.unusableState(
                "it holds \(parameters.architecture), not \(configuration.architecture)")
        }
        // A file may hold anything: the ranges come before the arithmetic.
        let counts = 0...(1 << 53)
        guard (0...1_000_000).contains(state.epoch), (0...batchesPerEpoch).contains(state.batch),
            state.step == max(0, state.epoch - 1) * batchesPerEpoch + state.batch,
            counts.contains(state.imagesSeen), counts.contains(state.elboCount), state.seconds >= 0,
            state.best.map({ (1...max(1, state.epoch)).contains($0.epoch) && $0.elbo.isFinite }) ?? true
        else {
            throw VAEError.unusableState(
                "epoch \(state.epoch), batch \(state.batch), step \(state.step) and "
                    + "\(state.imagesSeen) images seen do not agree with \(batchesPerEpoch) batches an epoch")
        }
    }

    /// Trains to the end, or until `shouldStop` answers true; it is asked before each batch.
    ///
    /// - Parameters:
    ///   - shouldStop: called on the calling thread, between two batches.
    ///   - onEvent: called on the calling thread; training waits for it, and ends with what it throws.
    /// - Throws: `VAEError.diverged` where the loss is no longer finite; `VAEError.library`; `FileError` where images are in a
    ///   file that cannot be read.
    public func run(
        shouldStop: () -> Bool = { false }, onEvent: (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        var session = try TrainingSession(
            configuration, test: test, probes: probes, batchesPerEpoch: batchesPerEpoch, resuming: start)
        var clock = ProgressClock(
            totalSteps: configuration.epochs * batchesPerEpoch, totalEpochs: configuration.epochs,
            totalImages: configuration.epochs * train.count, from: session.position)
        if start == nil {
            try onEvent(.snapshot(session.takeSnapshot(testCount: Self.quickTestCount, endsEpoch: false)))
        }

        for epoch in stride(from: max(1, session.position.epoch), through: configuration.epochs, by: 1) {
            if let ended = session.endedEpoch,
                configuration.isPatienceOver(after: ended, best: session.position.best)
            {
                return TrainingResult(state: session.state, isFinished: true, stoppedAtEpoch: ended)
            }
            let order = session.beginEpoch(epoch, images: train.count)
            while session.position.batch < batchesPerEpoch {
                if shouldStop() { return TrainingResult(state: session.state, isFinished: false) }
                let first = session.position.batch * configuration.batchSize
                let batch = order[first..<min(train.count, first + configuration.batchSize)]
                let elboSum = try session.trainStep(on: Array(batch), of: train)
                let progress = clock.tick(at: session.position, images: batch.count, elboSum: elboSum)
                if Self.isSnapshotDue(
                    at: session.position, batchesPerEpoch: batchesPerEpoch, every: configuration.snapshotEvery
                ) {
                    let isWhole = session.position.batch == batchesPerEpoch
                    let testCount = isWhole ? test.count : Self.quickTestCount
                    try onEvent(.snapshot(session.takeSnapshot(testCount: testCount, endsEpoch: isWhole)))
                }
                if let progress { try onEvent(.progress(progress)) }
            }
        }
        return TrainingResult(state: session.state, isFinished: true)
    }

    /// Whether a snapshot follows the batch that led to `position`.
    static func isSnapshotDue(at position: TrainingPosition, batchesPerEpoch: Int, every: Int) -> Bool {
        position.batch == batchesPerEpoch || position.epoch == 1 && position.batch.isMultiple(of: every)
    }
}
