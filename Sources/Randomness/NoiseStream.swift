/// What the randomness of a run is for: each use draws from a stream of its own, so that none disturbs another.
///
/// The numbers are a part of what makes a run the same bytes again: one that is in use keeps its meaning for ever,
/// and a new use gets a new number.
public enum NoiseStream: UInt64, Sendable, CaseIterable {
    /// The network's first weights.
    case parameters = 0
    /// The order of the training images.
    case shuffle = 1
    /// The posterior samples of training.
    case training = 2
    /// The posterior samples of the test images at snapshots.
    case testing = 3

    /// Draws from one image's posterior.
    case sampling = 101
    /// Reconstructions of test images, and the measured ELBO of a whole test set.
    case reconstructions = 102
    /// The figure of draws from the prior.
    case priorSamples = 103
    /// The comparison of a plain and a variational autoencoder.
    case comparison = 104
    /// The lesson of a curve, which a small autoencoder learns.
    case curveLesson = 105

    /// Where the search for clusters begins, of images without labels.
    case clusters = 106

    /// The importance-weighted bound.
    case importanceWeights = 120
    /// The draws whose distance from real images is measured.
    case priorDistance = 121
}

extension SeededGenerator {
    /// Starts the sequence that a run of `seed` uses for one purpose.
    public init(seed: UInt64, stream: NoiseStream) {
        self.init(seed: seed, stream: stream.rawValue)
    }
}
