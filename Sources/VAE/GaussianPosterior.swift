import Foundation

/// The latent side of the loss: the sample z of the posterior q(z|x) = N(mean, exp(log-variance)), its
/// densities, and the way back through it. All on one image.
///
/// Source: D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), section 2.4 and appendix B.
enum GaussianPosterior {
    /// z = mean + noise exp(log-variance / 2), or the mean itself where there is no noise.
    static func reparameterize(
        moments: UnsafePointer<Float>, noise: UnsafePointer<Float>?, dimensions: Int,
        into code: UnsafeMutablePointer<Float>
    ) {
        for d in 0..<dimensions {
            let mean = moments[d]
            code[d] = noise.map { mean + $0[d] * exp(moments[dimensions + d] / 2) } ?? mean
        }
    }

    /// log p(z) - log q(z|x) at the sample z that `noise` led to, in nats.
    ///
    /// Both densities' log(2 pi) / 2 cancel, and (z - mean)^2 / variance is the noise squared.
    static func logDensityRatio(
        moments: UnsafePointer<Float>, noise: UnsafePointer<Float>, code: UnsafePointer<Float>,
        dimensions: Int
    ) -> Double {
        var sum = 0.0
        for d in 0..<dimensions {
            let (z, n) = (Double(code[d]), Double(noise[d]))
            sum += (n * n + Double(moments[dimensions + d]) - z * z) / 2
        }
        return sum
    }

    /// The way back: from the reconstruction's gradient at z to that of the whole loss at the moments.
    ///
    /// The loss is -log p(x|z) - beta (log p(z) - log q(z|x)), times `scale`. Without noise it is
    /// -log p(x|z) alone. With `divergenceWeights`, the sum of the dimensions' exact divergences, each times its weight,
    /// stands in the place of the second term.
    static func reparameterizeBackward(
        codeGradient: UnsafePointer<Float>, moments: UnsafePointer<Float>, noise: UnsafePointer<Float>?,
        code: UnsafePointer<Float>, dimensions: Int, beta: Float, scale: Float,
        divergenceWeights: UnsafePointer<Float>? = nil,
        into momentsGradient: UnsafeMutablePointer<Float>
    ) {
        for d in 0..<dimensions {
            guard let noise else {
                momentsGradient[d] = codeGradient[d]
                momentsGradient[dimensions + d] = 0
                continue
            }
            let deviation = exp(moments[dimensions + d] / 2)
            if let divergenceWeights {
                // The derivatives of the divergence are the mean and half of variance - 1.
                let weight = scale * divergenceWeights[d]
                let slope = codeGradient[d]
                momentsGradient[d] = slope + weight * moments[d]
                momentsGradient[dimensions + d] =
                    (slope * noise[d] * deviation + weight * (deviation * deviation - 1)) / 2
                continue
            }
            let total = codeGradient[d] + scale * beta * code[d]
            momentsGradient[d] = total
            momentsGradient[dimensions + d] = (total * noise[d] * deviation - scale * beta) / 2
        }
    }
}
