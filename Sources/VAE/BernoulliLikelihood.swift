/// log p(x|z) of binary pixels x under a decoder's logits l: the sum over the pixels of
/// x l - log(1 + exp l), the negative of the sigmoid cross-entropy.
///
/// Source: D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), appendix C.1.
enum BernoulliLikelihood {
    private typealias Vector = SIMD8<Float>

    /// log p(x|z) of one image, in nats.
    ///
    /// - Parameter gradient: receives `scale` times the negative's gradient, sigmoid(l) - x; may be `nil`.
    static func log(
        pixels: UnsafePointer<Float>, logits: UnsafePointer<Float>, count: Int,
        gradient: UnsafeMutablePointer<Float>?, scale: Float
    ) -> Double {
        let whole = count / Vector.scalarCount * Vector.scalarCount
        var sum = Vector.zero
        for index in stride(from: 0, to: whole, by: Vector.scalarCount) {
            let terms = terms(
                UnsafeRawPointer(pixels + index).loadUnaligned(as: Vector.self),
                UnsafeRawPointer(logits + index).loadUnaligned(as: Vector.self))
            sum += terms.log
            if let gradient {
                UnsafeMutableRawPointer(gradient + index).storeBytes(
                    of: terms.gradient * scale, as: Vector.self)
            }
        }
        var total = 0.0
        for lane in 0..<Vector.scalarCount { total += Double(sum[lane]) }
        guard whole < count else { return total }
        // What is left over, filled up with pixels that are not looked at.
        var (x, l) = (Vector.zero, Vector.zero)
        for index in whole..<count { (x[index - whole], l[index - whole]) = (pixels[index], logits[index]) }
        let rest = terms(x, l)
        for index in whole..<count {
            total += Double(rest.log[index - whole])
            gradient?[index] = rest.gradient[index - whole] * scale
        }
        return total
    }

    /// log p(x|z) of each pixel, and the gradient of its negative, sigmoid(l) - x.
    @inline(__always)
    private static func terms(_ x: Vector, _ l: Vector) -> (log: Vector, gradient: Vector) {
        let isPositive = l .> 0
        let small = exponential(l.replacing(with: -l, where: isPositive))
        // log(1 + exp l) = max(0, l) + log(1 + exp(-|l|)), which does not overflow.
        let log = x * l - l.replacing(with: 0, where: .!isPositive) - logarithm1p(small)
        return (log, small.replacing(with: 1, where: isPositive) / (1 + small) - x)
    }

    /// The probabilities sigmoid(l), in place.
    static func probabilities(_ logits: UnsafeMutablePointer<Float>, count: Int) {
        let whole = count / Vector.scalarCount * Vector.scalarCount
        for index in stride(from: 0, to: whole, by: Vector.scalarCount) {
            let place = UnsafeMutableRawPointer(logits + index)
            let l = place.loadUnaligned(as: Vector.self)
            place.storeBytes(of: terms(.zero, l).gradient, as: Vector.self)
        }
        var l = Vector.zero
        for index in whole..<count { l[index - whole] = logits[index] }
        let rest = terms(.zero, l).gradient
        for index in whole..<count { logits[index] = rest[index - whole] }
    }

    /// exp(x) of x <= 0, within 2 units in the last place; 0 below -87.
    @inline(__always)
    private static func exponential(_ x: Vector) -> Vector {
        // x = n log 2 + r with |r| <= log(2) / 2. Adding 1.5 * 2^23 rounds to the integer n, and leaves it in
        // the low bits: no conversion that could trap on a NaN.
        let rounding = Vector(repeating: 12_582_912)
        let shifted = x * 1.442_695_04 + rounding
        let n = shifted - rounding
        let r = (x - n * 0.693_359_375) - n * -2.121_944_4e-4
        var power = r * (1.0 / 5040) + (1.0 / 720)
        power = power * r + (1.0 / 120)
        power = power * r + (1.0 / 24)
        power = power * r + (1.0 / 6)
        power = power * r + 0.5
        power = power * r + 1
        power = power * r + 1
        let bits = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &+ 127
        let scale = unsafeBitCast(bits &<< 23, to: Vector.self)
        return (power * scale).replacing(with: 0, where: x .< -87)
    }

    /// log(1 + y) of y in 0...1: 2 artanh(s) of s = y / (2 + y) <= 1/3, as a series in s.
    @inline(__always)
    private static func logarithm1p(_ y: Vector) -> Vector {
        let s = y / (2 + y)
        let square = s * s
        var series = square * (1.0 / 15) + (1.0 / 13)
        series = series * square + (1.0 / 11)
        series = series * square + (1.0 / 9)
        series = series * square + (1.0 / 7)
        series = series * square + (1.0 / 5)
        series = series * square + (1.0 / 3)
        series = series * square + 1
        return 2 * s * series
    }
}
