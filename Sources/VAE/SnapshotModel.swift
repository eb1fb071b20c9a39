public import Datasets

/// A model as it was at one step of training: all that figures and measurements ask of it.
///
/// A trained network is one, see ``TrainedModel``; one whose answers were recorded, or that computes elsewhere, can be
/// another.
public protocol SnapshotModel: Sendable {
    /// What the likelihood had learned.
    func likelihoodParameters() throws -> [Float]

    /// The posterior q(z|x) of each image. A plain autoencoder's log-variances mean nothing.
    func encode(_ images: ModelledImages) throws -> Posterior

    /// The mean of p(x|z) [code, row, column, channel] at each code in `codes` [code, dimension].
    func means(_ codes: [Float]) throws -> [Float]

    /// The decoder's outputs [code, row, column, channel] for each code in `codes` [code, dimension].
    func outputs(_ codes: [Float]) throws -> [Float]

    /// The outputs and their derivatives along latent dimensions; `nil` for all.
    func jacobian(at codes: [Float], along dimensions: [Int]?) throws -> DecoderJacobian

    /// What the model is worth on images, each sampled once with its own `noise` [image, dimension]; without noise the
    /// code is the mean.
    func evaluate(_ images: ModelledImages, noise: [Float]?) throws -> Evaluation

    /// The log importance weights of `samples` samples of each image's posterior, from `noise` [image, sample,
    /// dimension].
    func importanceWeights(of images: ModelledImages, samples: Int, noise: [Float]) throws
        -> ImportanceWeights
}

/// A network with the parameters of one step.
///
/// The models of a run's steps share one network, which takes over the parameters of the one that is asked.
public final class TrainedModel: SnapshotModel {
    private let host: NetworkHost
    private let identity = NetworkHost.Identity()
    private let parameters: @Sendable () throws -> Parameters

    /// A model that computes by `host`.
    ///
    /// - Parameter parameters: reads them; called again whenever another model was asked in between.
    public init(by host: NetworkHost, parameters: @escaping @Sendable () throws -> Parameters) {
        self.host = host
        self.parameters = parameters
    }

    private func ask<Answer: Sendable>(_ question: @Sendable (Network) throws -> Answer) throws -> Answer {
        try host.run(for: identity, parameters, question)
    }

    public func likelihoodParameters() throws -> [Float] { try ask(\.likelihoodParameters) }

    public func encode(_ images: ModelledImages) throws -> Posterior { try ask { try $0.encode(images) } }

    public func means(_ codes: [Float]) throws -> [Float] { try ask { try $0.decode(codes) } }

    public func outputs(_ codes: [Float]) throws -> [Float] { try ask { try $0.decodeOutputs(codes) } }

    public func jacobian(at codes: [Float], along dimensions: [Int]?) throws -> DecoderJacobian {
        try ask { try $0.decoderJacobian(at: codes, along: dimensions) }
    }

    public func evaluate(_ images: ModelledImages, noise: [Float]?) throws -> Evaluation {
        try ask { try $0.evaluate(images, noise: noise) }
    }

    public func importanceWeights(
        of images: ModelledImages, samples: Int, noise: [Float]
    ) throws -> ImportanceWeights {
        try ask { try $0.importanceWeights(of: images, samples: samples, noise: noise) }
    }
}
