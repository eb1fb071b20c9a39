public import Datasets

/// Where a training ended.
public struct TrainingResult: Sendable {
    /// What resuming needs.
    public let state: TrainingState
    /// False where it was stopped before the last batch.
    public let isFinished: Bool
}

/// Trains a network and tells of it in events; prints and draws nothing.
public struct Trainer {
    /// Prepares a training from the start, or from where `state` left one of the same configuration.
    ///
    /// - Throws: `VAEError.unusableConfiguration`, `VAEError.unusableInput` or `VAEError.unusableState`.
    public init(
        configuration: TrainingConfiguration, train: BinaryImages, test: BinaryImages, probes: BinaryImages,
        resuming state: TrainingState? = nil
    ) throws {
        try configuration.validate()
    }

    /// Trains to the end, or until `shouldStop` answers true; it is asked before each batch.
    ///
    /// - Throws: `VAEError.diverged` where the loss is no longer finite; whatever `onEvent` throws.
    public func run(
        shouldStop: () -> Bool = { false }, onEvent: (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        throw VAEError.library("not built yet")
    }
}
