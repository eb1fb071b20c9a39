import Foundation

/// The standard normal distribution: the prior over each latent dimension.
public enum NormalDistribution {
    /// The probability density at `x`.
    public static func density(_ x: Double) -> Double {
        exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    }

    /// The probability of a draw at or below `x`.
    public static func cumulative(_ x: Double) -> Double {
        erfc(-x / 2.0.squareRoot()) / 2
    }

    /// The value that a draw falls below with probability `p`: the inverse of ``cumulative(_:)``.
    ///
    /// Infinite at 0 and 1, not a number outside [0, 1]. Exact to a few units in the last place.
    ///
    /// Starts from the rational approximation 26.2.23 of M. Abramowitz and I. Stegun, "Handbook of Mathematical
    /// Functions" (1964), whose error is below 4.5e-4, and sharpens it by Halley's iteration.
    public static func quantile(_ p: Double) -> Double {
        guard p >= 0, p <= 1 else { return .nan }
        if p == 0 { return -.infinity }
        if p == 1 { return .infinity }
        if p > 0.5 { return -lowerQuantile(1 - p) }
        return lowerQuantile(p)
    }

    /// The quantile for 0 < `p` <= 0.5, where `p` itself is the tail and keeps its precision.
    private static func lowerQuantile(_ p: Double) -> Double {
        let t = (-2 * log(p)).squareRoot()
        let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
        let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
        var x = numerator / denominator - t
        for _ in 0..<3 {
            let density = density(x)
            guard density > 0 else { break }
            let step = (cumulative(x) - p) / density
            x -= step / (1 + x * step / 2)
        }
        return x
    }
}
