import Foundation
import Likelihoods

/// A Gaussian over the latent plane whose dimensions are independent: an image's posterior.
public struct DiagonalGaussian: Sendable, Equatable {
    /// The centre.
    public let mean: SIMD2<Double>
    /// The logarithm of the variance of each dimension.
    public let logVariance: SIMD2<Double>

    /// A Gaussian by its mean and log-variance, as the encoder gives them.
    public init(mean: SIMD2<Double>, logVariance: SIMD2<Double>) {
        self.mean = mean
        self.logVariance = logVariance
    }

    /// The standard deviation of each dimension.
    public var standardDeviation: SIMD2<Double> {
        SIMD2(exp(logVariance.x / 2), exp(logVariance.y / 2))
    }

    /// The reparameterized sample `mean + standardDeviation * noise`.
    public func sample(noise: SIMD2<Double>) -> SIMD2<Double> {
        mean + standardDeviation * noise
    }

    /// Points around the ellipse at `sigmas` standard deviations, counter-clockwise from the right, not closed.
    public func ellipse(sigmas: Double = 1, pointCount: Int = 72) -> [SIMD2<Double>] {
        let radii = standardDeviation * sigmas
        return (0..<pointCount).map { index in
            let angle = 2 * Double.pi * Double(index) / Double(pointCount)
            return mean + radii * SIMD2(cos(angle), sin(angle))
        }
    }

    /// The divergence from the standard normal in nats, dimension by dimension.
    public var klDivergence: SIMD2<Double> {
        SIMD2(
            StandardNormal.klDivergence(mean: mean.x, logVariance: logVariance.x),
            StandardNormal.klDivergence(mean: mean.y, logVariance: logVariance.y))
    }

    /// The mean divergence of many posteriors from the prior, in nats, for each dimension.
    ///
    /// - Parameters:
    ///   - means: posterior means [image, dimension].
    ///   - logVariances: posterior log-variances [image, dimension], as many as `means`.
    ///   - dimensions: the latent size.
    public static func klPerDimension(means: [Float], logVariances: [Float], dimensions: Int) -> [Double] {
        guard dimensions > 0 else { return [] }
        let images = min(means.count, logVariances.count) / dimensions
        guard images > 0 else { return Array(repeating: 0, count: dimensions) }
        return (0..<dimensions).map { dimension in
            var sum = 0.0
            for image in 0..<images {
                let index = image * dimensions + dimension
                sum += StandardNormal.klDivergence(
                    mean: Double(means[index]), logVariance: Double(logVariances[index]))
            }
            return sum / Double(images)
        }
    }

    /// The variance of posterior means over the images, for each dimension: how much the encoder uses it.
    ///
    /// - Parameters:
    ///   - means: posterior means [image, dimension].
    ///   - dimensions: the latent size.
    public static func variances(ofMeans means: [Float], dimensions: Int) -> [Double] {
        guard dimensions > 0, means.count >= dimensions else {
            return Array(repeating: 0, count: max(0, dimensions))
        }
        let images = means.count / dimensions
        return (0..<dimensions).map { dimension in
            let values = (0..<images).map { Double(means[$0 * dimensions + dimension]) }
            let mean = values.reduce(0, +) / Double(images)
            return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(images)
        }
    }
}
