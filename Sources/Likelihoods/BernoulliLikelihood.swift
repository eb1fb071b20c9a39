import Foundation

/// p(x|z) of binary pixels x, each with the decoder's output for its logit l: log p(x|z) is the sum over the pixels of
/// x l - log(1 + exp l), the negative of the sigmoid cross-entropy.
///
/// The Fisher information of a pixel about its logit is p (1 - p) with p = sigmoid(l). With the angle
/// t = 2 arcsin(sqrt p), dt = dp / sqrt(p (1 - p)) = sqrt(p (1 - p)) dl: in the pixels' angles the Fisher-Rao metric is
/// the Euclidean one. A pixel that turns from certain paper to certain ink moves by pi.
///
/// Sources: D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), appendix C.1; the angles: R. Kass and
/// P. Vos, "Geometrical Foundations of Asymptotic Inference" (1997).
public struct BernoulliLikelihood: Likelihood {
    public init() {}

    public var name: String { "bernoulli" }
    public var title: String { "Bernoulli" }
    public var outputTitle: String { "logits" }
    public var meaning: String { "a pixel is ink above half intensity" }
    public var lengthMeaning: String {
        "One pixel that turns from certain paper to certain ink is a length of π"
    }
    public var modelledValues: [Float] { (0...255).map { $0 > 127 ? 1 : 0 } }
    public var isDensity: Bool { false }
    public var parameters: [LikelihoodParameter] { [] }

    private typealias Vector = VectorFunctions.Vector

    public func logDensity(
        of pixels: UnsafePointer<Float>, outputs logits: UnsafePointer<Float>, count: Int,
        parameters: UnsafePointer<Float>, gradient: LikelihoodGradient?
    ) -> Double {
        let whole = count / Vector.scalarCount * Vector.scalarCount
        var sum = Vector.zero
        for index in stride(from: 0, to: whole, by: Vector.scalarCount) {
            let terms = Self.terms(
                UnsafeRawPointer(pixels + index).loadUnaligned(as: Vector.self),
                UnsafeRawPointer(logits + index).loadUnaligned(as: Vector.self))
            sum += terms.log
            if let gradient {
                UnsafeMutableRawPointer(gradient.outputs + index).storeBytes(
                    of: terms.gradient * gradient.scale, as: Vector.self)
            }
        }
        var total = VectorFunctions.sum(sum)
        guard whole < count else { return total }
        // What is left over, filled up with pixels that are not looked at.
        var (x, l) = (Vector.zero, Vector.zero)
        for index in whole..<count { (x[index - whole], l[index - whole]) = (pixels[index], logits[index]) }
        let rest = Self.terms(x, l)
        for index in whole..<count {
            total += Double(rest.log[index - whole])
            if let gradient { gradient.outputs[index] = rest.gradient[index - whole] * gradient.scale }
        }
        return total
    }

    /// log p(x|z) of each pixel, and the gradient of its negative, sigmoid(l) - x.
    @inline(__always)
    private static func terms(_ x: Vector, _ l: Vector) -> (log: Vector, gradient: Vector) {
        let isPositive = l .> 0
        let small = VectorFunctions.exponential(l.replacing(with: -l, where: isPositive))
        // log(1 + exp l) = max(0, l) + log(1 + exp(-|l|)), which does not overflow.
        let log = x * l - l.replacing(with: 0, where: .!isPositive) - VectorFunctions.logarithm1p(small)
        return (log, small.replacing(with: 1, where: isPositive) / (1 + small) - x)
    }

    /// The probabilities sigmoid(l), in place.
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

    /// 1 for a coin, 0 for what is certain or no probability.
    public func entropy(ofMean p: Double) -> Double? {
        p > 0 && p < 1 ? -(p * log2(p) + (1 - p) * log2(1 - p)) : 0
    }

    /// The angle 2 arcsin(sqrt p) = 2 arctan(exp(l / 2)), from 0 (paper) to pi (ink).
    public func coordinate(ofOutput logit: Double, parameters: [Float]) -> Double {
        2 * atan(exp(logit / 2))
    }

    /// sqrt(p (1 - p)) = 1 / (2 cosh(l / 2))
    public func coordinateSlope(ofOutput logit: Double, parameters: [Float]) -> Double {
        let half = exp(-abs(logit) / 2)
        return half / (1 + half * half)
    }
}
