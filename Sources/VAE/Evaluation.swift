/// What a network is worth on a set of images, in nats per image.
///
/// The reconstruction takes one sample z a picture, from noise that is given and so can stay the same over
/// a whole training. The divergence is exact. Their difference estimates the same expectation as the
/// single-sample loss log p(x|z) + log p(z) - log q(z|x), with less variance.
///
/// Source: D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), equations 7 and 10.
public struct Evaluation: Sendable, Equatable {
    /// Mean of log p(x|z), summed over the pixels.
    public let reconstruction: Double
    /// Mean of KL(q(z|x) || p(z)); 0 for an autoencoder.
    public let klDivergence: Double
    /// The divergence's share of each latent dimension.
    public let klPerDimension: [Double]
    /// `reconstruction - klDivergence` of each image, in the images' order.
    public let elboPerImage: [Double]

    /// The evidence lower bound: `reconstruction - klDivergence`.
    public var elbo: Double { reconstruction - klDivergence }

    /// The most nats per image, either way, that a model which learns can be worth.
    ///
    /// The largest images have 65,536 pixels; each would have to be wrong by 15 million nats.
    public static let mostNats = 1e12

    /// Whether the numbers are finite and no greater than `mostNats`.
    var isPlausible: Bool {
        ([reconstruction, klDivergence] + klPerDimension).allSatisfy { abs($0) <= Self.mostNats }
    }

    /// Joins means over a set of images.
    public init(
        reconstruction: Double, klDivergence: Double, klPerDimension: [Double], elboPerImage: [Double] = []
    ) {
        self.reconstruction = reconstruction
        self.klDivergence = klDivergence
        self.klPerDimension = klPerDimension
        self.elboPerImage = elboPerImage
    }
}
