import Foundation

/// The prior of each latent dimension.
public enum StandardNormal {
    /// KL(N(mean, exp(logVariance)) || N(0, 1)) of one dimension, in nats.
    ///
    /// Source: D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), appendix B.
    public static func klDivergence(mean: Double, logVariance: Double) -> Double {
        (mean * mean + exp(logVariance) - 1 - logVariance) / 2
    }
}
