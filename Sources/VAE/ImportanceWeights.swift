public import Datasets
import Foundation

/// How tightly the ELBO bounds log p(x), image by image: the importance-weighted bound of K samples.
///
///     L_K = E log (1/K) sum_k w_k,  w_k = p(x|z_k) p(z_k) / q(z_k|x),  z_k drawn from q(z|x)
///
/// It rises with K from the ELBO (K = 1) towards log p(x).
///
/// Source: Y. Burda, R. Grosse and R. Salakhutdinov, "Importance Weighted Autoencoders" (2016), equation 8 and
/// theorem 1.
public struct ImportanceWeights: Sendable, Equatable {
    /// Samples of each image's posterior.
    public let samples: Int
    /// log w_k in nats [image, sample].
    public let logWeights: [Double]

    /// - Precondition: whole images of at least one sample each.
    public init(samples: Int, logWeights: [Double]) {
        precondition(samples > 0 && logWeights.count.isMultiple(of: samples), "whole images only")
        self.samples = samples
        self.logWeights = logWeights
    }

    /// The number of images.
    public var count: Int { logWeights.count / samples }

    /// log (1/K) sum_k w_k of one image in nats, by a sum that neither overflows nor vanishes.
    ///
    /// - Precondition: `image` is in 0..<count.
    public func bound(of image: Int) -> Double {
        let own = logWeights[image * samples..<(image + 1) * samples]
        let largest = own.max() ?? 0
        guard largest.isFinite else { return largest }
        return largest + log(own.reduce(0) { $0 + exp($1 - largest) } / Double(samples))
    }

    /// The mean of log w_k of one image: its ELBO by the same samples, never above the bound.
    ///
    /// - Precondition: `image` is in 0..<count.
    public func elbo(of image: Int) -> Double {
        logWeights[image * samples..<(image + 1) * samples].reduce(0, +) / Double(samples)
    }

    /// How far the bound lies above the ELBO: mean over the images and its standard error, nats per image.
    ///
    /// Images differ far more in their bounds than in this gap, so it takes few images to know it well.
    public var gap: (mean: Double, standardError: Double) {
        let gaps = (0..<count).map { bound(of: $0) - elbo(of: $0) }
        let mean = gaps.reduce(0, +) / Double(max(1, count))
        let squares = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let variance = count > 1 ? squares / Double(count - 1) : 0
        return (mean, (variance / Double(max(1, count))).squareRoot())
    }
}

extension Engine {
    /// The log importance weights of samples z = mean + noise exp(log-variance / 2), `noise` [image, sample,
    /// dimension].
    func importanceWeights(of images: ModelledImages, samples: Int, noise: [Float]) throws
        -> ImportanceWeights
    {
        let d = architecture.latentDim
        guard samples > 0, noise.count == images.count * samples * d else {
            throw VAEError.unusableInput(
                "\(noise.count) numbers of noise for \(samples) samples of \(images.count) images")
        }
        let posterior = try encode(images)
        let means = try Buffer(posterior.means), logVariances = try Buffer(posterior.logVariances)
        let noise = try Buffer(noise)
        let logLikelihoods = try Doubles(images.count * samples)
        let logDensityRatios = try Doubles(images.count * samples)
        guard images.count > 0 else { return ImportanceWeights(samples: samples, logWeights: []) }
        try forEachMicroBatch(of: images.count * samples) { network, first in
            let positions = (first..<first + network.images).map { $0 / samples }
            try network.setPixels(images, at: positions)
            for (place, image) in positions.enumerated() {
                let moments = network.moments.values.start + place * 2 * d
                moments.update(from: means.start + image * d, count: d)
                (moments + d).update(from: logVariances.start + image * d, count: d)
            }
            network.reparameterize(noise: noise.start + first * d)
            try network.decode()
            network.logLikelihood(gradientScale: nil, into: logLikelihoods.start + first)
            network.logDensityRatio(
                noise: noise.start + first * d, into: logDensityRatios.start + first)
        }
        return ImportanceWeights(
            samples: samples, logWeights: zip(logLikelihoods.array, logDensityRatios.array).map { $0 + $1 })
    }
}

extension Network {
    /// The log importance weights of `samples` samples of each image's posterior, made from `noise`
    /// [image, sample, dimension].
    ///
    /// - Throws: `VAEError.unusableInput` where images or noise have another size; `VAEError.library`.
    public func importanceWeights(
        of images: ModelledImages, samples: Int, noise: [Float]
    ) throws -> ImportanceWeights {
        try engine.importanceWeights(of: images, samples: samples, noise: noise)
    }
}
