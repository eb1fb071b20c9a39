import Foundation

/// p(x|z) of intensities x from 0 to 1 under the continuous Bernoulli distribution, each with the decoder's output for
/// its logit l: the density proportional to exp(x l) on 0...1, the exponential family in which the sigmoid
/// cross-entropy of shades is a likelihood.
///
/// With lambda = sigmoid(l) the density is C(lambda) lambda^x (1 - lambda)^(1 - x). The integral of exp(x l) over 0...1
/// is (exp(l) - 1) / l, so that with a = |l|
///
///     log p(x|z) = x l - max(0, l) + log(a / (1 - exp(-a))),
///
/// in which only the last term needs care: near l = 0 it is a/2 - log(sinh(a/2) / (a/2)), and the logarithm a series in
/// a^2. The mean is 1 / (1 - exp(-l)) - 1 / l, not lambda; and as x is the sufficient statistic of the natural
/// parameter l, the Fisher information about l is the variance, 1 / l^2 - 1 / (4 sinh^2(l / 2)).
///
/// Source: G. Loaiza-Ganem and J. Cunningham, "The continuous Bernoulli: fixing a pervasive error in variational
/// autoencoders" (2019), section 3.
public struct ContinuousBernoulliLikelihood: Likelihood {
    public init() {}

    public var name: String { "continuous-bernoulli" }
    public var title: String { "Continuous Bernoulli" }
    public var outputTitle: String { "logits" }
    public var meaning: String { "a pixel is its intensity, from 0 to 1" }
    public var lengthMeaning: String {
        "One number whose mean changes by its standard deviation is a length of 1"
    }
    public var modelledValues: [Float] { (0...255).map { Float($0) / 255 } }
    public var isDensity: Bool { true }
    public var parameters: [LikelihoodParameter] { [] }

    private typealias Vector = VectorFunctions.Vector

    public func logDensity(
        of values: UnsafePointer<Float>, outputs logits: UnsafePointer<Float>, count: Int,
        parameters: UnsafePointer<Float>, gradient: LikelihoodGradient?
    ) -> Double {
        let whole = count / Vector.scalarCount * Vector.scalarCount
        var sum = Vector.zero
        for index in stride(from: 0, to: whole, by: Vector.scalarCount) {
            let terms = Self.terms(
                UnsafeRawPointer(values + index).loadUnaligned(as: Vector.self),
                UnsafeRawPointer(logits + index).loadUnaligned(as: Vector.self))
            sum += terms.log
            if let gradient {
                UnsafeMutableRawPointer(gradient.outputs + index).storeBytes(
                    of: terms.gradient * gradient.scale, as: Vector.self)
            }
        }
        var total = VectorFunctions.sum(sum)
        guard whole < count else { return total }
        // What is left over, filled up with numbers that are not looked at.
        var (x, l) = (Vector.zero, Vector.zero)
        for index in whole..<count {
            (x[index - whole], l[index - whole]) = (values[index], logits[index])
        }
        let rest = Self.terms(x, l)
        for index in whole..<count {
            total += Double(rest.log[index - whole])
            if let gradient { gradient.outputs[index] = rest.gradient[index - whole] * gradient.scale }
        }
        return total
    }

    /// log p(x|z) of each number, and the gradient of its negative: the mean less x.
    @inline(__always)
    private static func terms(_ x: Vector, _ l: Vector) -> (log: Vector, gradient: Vector) {
        let isPositive = l .> 0
        let magnitude = l.replacing(with: -l, where: .!isPositive)
        let isSmall = magnitude .< 1
        let small = VectorFunctions.exponential(-magnitude)
        // Where the series are taken, what would be 0 / 0 is 1 / 1.
        let a = magnitude.replacing(with: 1, where: isSmall)
        let rest = (1 - small).replacing(with: 1, where: isSmall)
        let square = magnitude * magnitude
        // log(sinh(a/2) / (a/2)), and its derivative divided by a, as series in a^2: the term left out is below 1e-8.
        var series = square * (-1.0 / 9_676_800) + (1.0 / 181_440)
        series = series * square - (1.0 / 2880)
        series = series * square + (1.0 / 24)
        var slope = square * (1.0 / 47_900_160) - (1.0 / 1_209_600)
        slope = slope * square + (1.0 / 30_240)
        slope = slope * square - (1.0 / 720)
        slope = slope * square + (1.0 / 12)
        let nearConstant: Vector = magnitude / 2 - series * square
        let constant = VectorFunctions.logarithm(a / rest).replacing(with: nearConstant, where: isSmall)
        // The mean at -a; at a it is 1 less that.
        let farLow: Vector = 1 / a - small / rest
        let nearLow: Vector = 0.5 - slope * magnitude
        let low = farLow.replacing(with: nearLow, where: isSmall)
        let mean = low.replacing(with: 1 - low, where: isPositive)
        return (x * l - l.replacing(with: 0, where: .!isPositive) + constant, mean - x)
    }

    /// The means, in place.
    public func makeMeans(_ logits: UnsafeMutablePointer<Float>, count: Int) {
        let whole = count / Vector.scalarCount * Vector.scalarCount
        for index in stride(from: 0, to: whole, by: Vector.scalarCount) {
            let place = UnsafeMutableRawPointer(logits + index)
            let l = place.loadUnaligned(as: Vector.self)
            place.storeBytes(of: Self.terms(.zero, l).gradient, as: Vector.self)
        }
        var l = Vector.zero
        for index in whole..<count { l[index - whole] = logits[index] }
        let rest = Self.terms(.zero, l).gradient
        for index in whole..<count { logits[index] = rest[index - whole] }
    }

    /// A differential entropy has no least value to measure doubt from.
    public func entropy(ofMean mean: Double) -> Double? { nil }

    /// The integral of the standard deviation from 0 to the logit, within 1e-9.
    public func coordinate(ofOutput logit: Double, parameters: [Float]) -> Double {
        ContinuousBernoulliCoordinate.value(at: logit)
    }

    /// The standard deviation.
    public func coordinateSlope(ofOutput logit: Double, parameters: [Float]) -> Double {
        ContinuousBernoulliCoordinate.slope(at: logit)
    }
}
