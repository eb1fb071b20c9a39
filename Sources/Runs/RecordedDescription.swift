import Likelihoods
public import VAE

/// What `run.json` says of a model of which only answers were recorded.
public struct RecordedDescription: Sendable, Equatable, Codable {
    /// Numbers in a code.
    public var latentDim: Int
    /// [channels, rows, columns] of an image.
    public var imageShape: [Int]
    /// p(x|z) by its name; `nil` where it is another than this program's, or unknown.
    public var likelihood: String?
    public var model: Model
    public var stepsPerEpoch: Int?
    public var batchSize: Int?
    public var beta: Double?
    public var learningRate: Double?
    /// What the trainer calls its network.
    public var network: String?
    /// [channels, rows, columns] of a spatial latent; `nil` where a code has no places.
    public var latentShape: [Int]?

    public init(
        latentDim: Int, imageShape: [Int], likelihood: String?, model: Model, stepsPerEpoch: Int? = nil,
        batchSize: Int? = nil, beta: Double? = nil, learningRate: Double? = nil, network: String? = nil,
        latentShape: [Int]? = nil
    ) {
        self.latentDim = latentDim
        self.imageShape = imageShape
        self.likelihood = likelihood
        self.model = model
        self.stepsPerEpoch = stepsPerEpoch
        self.batchSize = batchSize
        self.beta = beta
        self.learningRate = learningRate
        self.network = network
        self.latentShape = latentShape
    }

    /// Whether codes have places, so that no plane through their space shows much.
    public var isSpatial: Bool { latentShape != nil }

    /// The shapes of images and codes, as a network of which no layer is known.
    ///
    /// - Throws: `VAEError.unusableArchitecture` where there are no such images or codes.
    func architecture() throws -> Architecture {
        try Architecture(
            withoutLayersFrom: imageShape, latentDim: latentDim,
            likelihood: likelihood.flatMap(Likelihoods.named) ?? UnknownLikelihood())
    }

    /// The first field that makes no sense; `nil` where all do.
    var wrongField: String? {
        if (try? architecture()) == nil {
            return (1...1 << 20).contains(latentDim) ? "recorded.image_shape" : "recorded.latent_dim"
        }
        if let latentShape {
            let isShape = latentShape.count == 3 && latentShape.allSatisfy { (1...1 << 20).contains($0) }
            guard isShape, latentShape[0] * latentShape[1] * latentShape[2] == latentDim else {
                return "recorded.latent_shape"
            }
        } else if latentDim > 1024 {
            return "recorded.latent_dim"
        }
        if let likelihood, Likelihoods.named(likelihood) == nil { return "recorded.likelihood" }
        if let stepsPerEpoch, !(1...1 << 32).contains(stepsPerEpoch) { return "recorded.steps_per_epoch" }
        if let batchSize, !(1...1 << 32).contains(batchSize) { return "recorded.batch_size" }
        if let beta, !beta.isFinite { return "recorded.beta" }
        if let learningRate, !learningRate.isFinite { return "recorded.learning_rate" }
        if let network, !network.isLine { return "recorded.network" }
        return nil
    }
}
