import Foundation

/// p(x|z) of one of 256 intensities, x = 0, 1/255, ..., 1: the probability that a logistic distribution about the
/// decoder's output m gives its rounding, with one scale s for all numbers, which is learned. 0 and 1 take the tails.
///
/// With u = (x + 1/510 - m) / s and v = (x - 1/510 - m) / s the probability is sigmoid(u) - sigmoid(v), and
///
///     log p(x|z) = log sigmoid(u) + log sigmoid(-v) + log(1 - exp(v - u)),
///
/// without a difference that could vanish: v - u is the same for all numbers. At 0 only the first term is left, at 1 only
/// the second. It is a probability, not a density: its nats are those of the intensities themselves.
///
/// Source: T. Salimans, A. Karpathy, X. Chen and D. Kingma, "PixelCNN++: Improving the PixelCNN with discretized logistic
/// mixture likelihood and other modifications" (2017), section 2.1, here with one component.
public struct DiscretizedLogisticLikelihood: Likelihood {
    public init() {}

    public var name: String { "discretized-logistic" }
    public var title: String { "discretized logistic, one learned scale" }
    public var outputTitle: String { "means" }
    public var meaning: String { "a pixel is one of 256 intensities" }
    public var lengthMeaning: String { "One number that changes by √3 times the scale is a length of 1" }
    public var modelledValues: [Float] { (0...255).map { Float($0) / 255 } }
    public var isDensity: Bool { false }
    /// The scale begins where the distribution's variance is 0.06, about that of a pixel of common data sets.
    public var parameters: [LikelihoodParameter] {
        [LikelihoodParameter(name: "log_scale", initial: -2)]
    }

    private typealias Vector = VectorFunctions.Vector

    /// Half of the distance of two intensities.
    private static let half = 1.0 / 510

    public func logDensity(
        of values: UnsafePointer<Float>, outputs means: UnsafePointer<Float>, count: Int,
        parameters: UnsafePointer<Float>, gradient: LikelihoodGradient?
    ) -> Double {
        let precision = exp(-Double(parameters[0]))
        let width = 2 * Self.half * precision
        let slope = gradient.map { Float(precision) * $0.scale } ?? 0
        let whole = count / Vector.scalarCount * Vector.scalarCount
        var sums = Terms()
        for index in stride(from: 0, to: whole, by: Vector.scalarCount) {
            let terms = Terms(
                UnsafeRawPointer(values + index).loadUnaligned(as: Vector.self),
                UnsafeRawPointer(means + index).loadUnaligned(as: Vector.self),
                precision: Float(precision), width: Float(width))
            sums.add(terms)
            if let gradient {
                UnsafeMutableRawPointer(gradient.outputs + index).storeBytes(
                    of: terms.gradient * slope, as: Vector.self)
            }
        }
        if whole < count {
            var (x, m) = (Vector.zero, Vector.zero)
            for index in whole..<count {
                (x[index - whole], m[index - whole]) = (values[index], means[index])
            }
            var rest = Terms(x, m, precision: Float(precision), width: Float(width))
            if let gradient {
                for index in whole..<count {
                    gradient.outputs[index] = rest.gradient[index - whole] * slope
                }
            }
            rest.clear(from: count - whole)
            sums.add(rest)
        }
        let inner = VectorFunctions.sum(sums.isInner)
        if let gradient {
            let own = VectorFunctions.sum(sums.scaleGradient) + inner * width / expm1(width)
            gradient.parameters[0] += gradient.scale * Float(own)
        }
        return VectorFunctions.sum(sums.log) + inner * log(-expm1(-width))
    }

    /// What eight numbers, or several times eight, add to the sums; without what is the same for all inner intensities.
    private struct Terms {
        var log = Vector.zero
        /// The gradient of -log p(x|z) with respect to m, but for the factor 1 / s.
        var gradient = Vector.zero
        /// That with respect to the logarithm of s.
        var scaleGradient = Vector.zero
        /// 1 for an intensity that is neither the least nor the greatest.
        var isInner = Vector.zero

        init() {}

        @inline(__always)
        init(_ x: Vector, _ m: Vector, precision: Float, width: Float) {
            let middle = (x - m) * precision
            let (u, v) = (middle + width / 2, middle - width / 2)
            let (logBelow, below) = Self.logSigmoid(u)
            let (logAbove, above) = Self.logSigmoid(-v)
            let isLeast = x .< Float(DiscretizedLogisticLikelihood.half)
            let isGreatest = x .> Float(1 - DiscretizedLogisticLikelihood.half)
            let first = below.replacing(with: 0, where: isGreatest)
            let second = above.replacing(with: 0, where: isLeast)
            log =
                logBelow.replacing(with: 0, where: isGreatest) + logAbove.replacing(with: 0, where: isLeast)
            gradient = first - second
            scaleGradient = u * first - v * second
            isInner = Vector(repeating: 1).replacing(with: 0, where: isLeast .| isGreatest)
        }

        /// log sigmoid(y), and its derivative sigmoid(-y).
        @inline(__always)
        private static func logSigmoid(_ y: Vector) -> (log: Vector, slope: Vector) {
            let isPositive = y .> 0
            let small = VectorFunctions.exponential(y.replacing(with: -y, where: isPositive))
            let log = y.replacing(with: 0, where: isPositive) - VectorFunctions.logarithm1p(small)
            return (log, Vector(repeating: 1).replacing(with: small, where: isPositive) / (1 + small))
        }

        @inline(__always)
        mutating func add(_ other: Terms) {
            log += other.log
            scaleGradient += other.scaleGradient
            isInner += other.isInner
        }

        /// Leaves the numbers from `first` on out.
        mutating func clear(from first: Int) {
            for lane in first..<Vector.scalarCount {
                (log[lane], scaleGradient[lane], isInner[lane]) = (0, 0, 0)
            }
        }
    }

    /// The middle of the distribution, which is its mean but for what the least and greatest intensity cut off.
    public func makeMeans(_ outputs: UnsafeMutablePointer<Float>, count: Int) {}

    /// One scale holds for all numbers.
    public func entropy(ofMean mean: Double) -> Double? { nil }

    /// The information about the middle of a logistic distribution is 1 / (3 s^2).
    public func coordinate(ofOutput output: Double, parameters: [Float]) -> Double {
        output * coordinateSlope(ofOutput: output, parameters: parameters)
    }

    public func coordinateSlope(ofOutput output: Double, parameters: [Float]) -> Double {
        exp(-Double(parameters[0])) / 3.0.squareRoot()
    }
}
