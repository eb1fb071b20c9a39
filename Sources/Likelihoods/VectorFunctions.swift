/// Elementary functions of eight numbers at once, within a few units in the last place.
enum VectorFunctions {
    typealias Vector = SIMD8<Float>

    /// exp(x) of x <= 0, within 2 units in the last place; 0 below -87.
    @inline(__always)
    static func exponential(_ x: Vector) -> Vector {
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
    static func logarithm1p(_ y: Vector) -> Vector {
        doubleArtanh(y / (2 + y))
    }

    /// log(x) of numbers from the least normal one on, and of no others.
    @inline(__always)
    static func logarithm(_ x: Vector) -> Vector {
        // x = 2^n m with m in sqrt(1/2)...sqrt(2): the bits of sqrt(1/2) are taken away before the exponent is read.
        let bits = unsafeBitCast(x, to: SIMD8<Int32>.self)
        let n = (bits &- 0x3f35_04f3) &>> 23
        let m = unsafeBitCast(bits &- (n &<< 23), to: Vector.self)
        // As above, an integer becomes a number by its bits.
        let exponent = unsafeBitCast(n &+ 0x4b40_0000, to: Vector.self) - 12_582_912
        let rest = doubleArtanh((m - 1) / (m + 1))
        return exponent * 0.693_359_375 + (exponent * -2.121_944_4e-4 + rest)
    }

    /// log((1 + s) / (1 - s)) of |s| <= 1/3, by its series.
    @inline(__always)
    private static func doubleArtanh(_ s: Vector) -> Vector {
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

    /// The sum of the eight in double precision.
    @inline(__always)
    static func sum(_ vector: Vector) -> Double {
        var total = 0.0
        for lane in 0..<Vector.scalarCount { total += Double(vector[lane]) }
        return total
    }
}
