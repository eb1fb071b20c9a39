public import Datasets
import Likelihoods

/// A network with its parameters, ready to encode and decode.
///
/// Not to be used from two threads at once; it uses its own threads.
public final class Network {
    /// The network's sizes.
    public let architecture: Architecture
    let engine: Engine
    /// Images that are computed together: an image's numbers are the same bytes in any set whose number is a multiple.
    public static let imagesTogether = Engine.microBatchSize
    /// Whatever is decoded, a few more threads than cores make no difference.
    private static let usualBatchSize = 32

    /// Prepares the network for `threads` worker threads.
    ///
    /// - Throws: `VAEError.unusableParameters` where they are another architecture's.
    public init(
        architecture: Architecture, parameters: Parameters, threads: Int = Processor.physicalCores
    ) throws {
        self.architecture = architecture
        engine = try Engine(architecture: architecture, threads: threads, batchSize: Self.usualBatchSize)
        try load(parameters)
    }

    /// Replaces the parameters.
    ///
    /// - Throws: `VAEError.unusableParameters` where they are another architecture's.
    public func load(_ parameters: Parameters) throws {
        try engine.load(parameters)
    }

    /// The posterior q(z|x) of each image. A plain autoencoder's log-variances were never trained.
    ///
    /// - Throws: `VAEError.unusableInput` where the images have another size; `VAEError.library`.
    public func encode(_ images: ModelledImages) throws -> Posterior {
        try engine.encode(images)
    }

    /// The mean of p(x|z) [code, row, column, channel] at each code in `codes` [code, dimension]; for binary pixels
    /// their probabilities.
    ///
    /// - Throws: `VAEError.unusableInput` where `codes` are not whole or not finite; `VAEError.library`.
    public func decode(_ codes: [Float]) throws -> [Float] {
        try engine.decode(codes, asMeans: true)
    }

    /// The decoder's outputs [code, row, column, channel] for each code in `codes` [code, dimension]; for binary pixels
    /// their logits.
    ///
    /// - Throws: as `decode(_:)`.
    public func decodeOutputs(_ codes: [Float]) throws -> [Float] {
        try engine.decode(codes, asMeans: false)
    }

    /// What the likelihood has learned.
    public var likelihoodParameters: [Float] {
        engine.parameters.suffix(architecture.likelihood.parameters.count)
    }

    /// What the network is worth on `images`, each sampled once with its own `noise` [image, dimension].
    ///
    /// Without noise, as for an autoencoder, the code is the mean and the divergence 0.
    ///
    /// - Throws: `VAEError.unusableInput` where there are no images, or images or noise of another size;
    ///   `VAEError.library`.
    public func evaluate(_ images: ModelledImages, noise: [Float]?) throws -> Evaluation {
        try engine.evaluate(images, noise: noise)
    }
}
