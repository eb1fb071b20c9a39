public import Datasets

/// A network with its parameters, ready to encode and decode.
public final class Network {
    /// The network's sizes.
    public let architecture: Architecture

    /// - Throws: `VAEError.unusableParameters` where they are another architecture's;
    ///   `VAEError.library` where oneDNN cannot compute the layers.
    public init(
        architecture: Architecture, parameters: Parameters, threads: Int = Processor.physicalCores
    ) throws {
        self.architecture = architecture
        try load(parameters)
    }

    /// Replaces the parameters.
    public func load(_ parameters: Parameters) throws {
        throw VAEError.library("not built yet")
    }

    /// The posterior q(z|x) of each image.
    public func encode(_ images: BinaryImages) throws -> Posterior {
        throw VAEError.library("not built yet")
    }

    /// Bernoulli probabilities in 0...1 [code, row, column] of each code in `codes` [code, dimension].
    public func decode(_ codes: [Float]) throws -> [Float] {
        throw VAEError.library("not built yet")
    }

    /// The probabilities' logits [code, row, column] of each code in `codes` [code, dimension].
    public func decodeLogits(_ codes: [Float]) throws -> [Float] {
        throw VAEError.library("not built yet")
    }

    /// The network's worth on `images`, each sampled once with its own `noise` [image, dimension].
    ///
    /// For an autoencoder leave `noise` out: the code is then the mean, and the divergence 0.
    public func evaluate(_ images: BinaryImages, noise: [Float]?) throws -> Evaluation {
        throw VAEError.library("not built yet")
    }
}
