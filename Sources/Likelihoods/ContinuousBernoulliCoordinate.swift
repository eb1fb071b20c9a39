import Foundation

/// The coordinate of a continuous Bernoulli's logit l in which the Fisher information is 1: the integral of the
/// standard deviation from 0 to l, which has no closed form.
///
/// It is odd in l. Up to ``reach`` it is tabulated by Simpson's rule and interpolated by cubics that have the right
/// slopes at both ends, within 1e-9; beyond, the variance is 1 / l^2 but for exp(-40), and the integral a logarithm.
enum ContinuousBernoulliCoordinate {
    private static let step = 1.0 / 32
    private static let reach = 40.0

    /// The integral at multiples of ``step``.
    private static let nodes: [Double] = {
        var nodes = [0.0]
        var sum = 0.0
        for index in 0..<Int(reach / step) {
            let start = Double(index) * step
            let middle = 4 * slope(at: start + step / 2)
            sum += step / 6 * (slope(at: start) + middle + slope(at: start + step))
            nodes.append(sum)
        }
        return nodes
    }()

    /// The coordinate; not a number where the logit is none.
    static func value(at logit: Double) -> Double {
        let a = abs(logit)
        guard a < reach else { return (logit < 0 ? -1 : 1) * (nodes[nodes.count - 1] + log(a / reach)) }
        let index = min(Int(a / step), nodes.count - 2)
        let start = Double(index) * step
        let t = (a - start) / step
        let (low, high) = (nodes[index], nodes[index + 1])
        let (first, last) = (slope(at: start) * step, slope(at: start + step) * step)
        // Hermite's cubic.
        let square = 3 * (high - low) - 2 * first - last
        let cube = 2 * (low - high) + first + last
        let value = low + t * (first + t * (square + t * cube))
        return logit < 0 ? -value : value
    }

    /// The standard deviation of the distribution, sqrt(1 / l^2 - 1 / (4 sinh^2(l / 2))).
    static func slope(at logit: Double) -> Double {
        let a = abs(logit)
        guard a >= 0.5 else {
            // The variance as a series in l^2: the term left out is below 1e-12.
            let square = a * a
            var series = square * (-691.0 / 118_879_488_000) + 1.0 / 5_322_240
            series = series * square - 1.0 / 172_800
            series = series * square + 1.0 / 6048
            series = series * square - 1.0 / 240
            return (series * square + 1.0 / 12).squareRoot()
        }
        let small = exp(-a)
        let rest = -expm1(-a)
        return (1 / (a * a) - small / (rest * rest)).squareRoot()
    }
}
