import Foundation

/// A seeded generator whose state can be stored: xoshiro256++ started by SplitMix64.
///
/// The same seed and stream give the same numbers on every machine. Generators are values and are passed
/// in where they are needed; there is no global one.
///
/// Source: D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47 (2021).
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable, Codable {
    /// The four state words; store them to continue the sequence later.
    public private(set) var state: [UInt64]

    /// Starts the sequence of `seed`; each `stream` of one seed is an independent sequence.
    public init(seed: UInt64, stream: UInt64 = 0) {
        var mixer = seed &+ stream &* 0xD1B5_4A32_D192_ED03
        state = (0..<4).map { _ in Self.splitMix64(&mixer) }
    }

    /// Continues a stored sequence; `nil` unless `state` is four words that are not all zero.
    public init?(state: [UInt64]) {
        guard state.count == 4, state.contains(where: { $0 != 0 }) else { return nil }
        self.state = state
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        var (s0, s1, s2, s3) = (state[0], state[1], state[2], state[3])
        let result = Self.rotateLeft(s0 &+ s3, by: 23) &+ s0
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotateLeft(s3, by: 45)
        (state[0], state[1], state[2], state[3]) = (s0, s1, s2, s3)
        return result
    }

    /// A uniform draw from [0, 1), a multiple of 2^-53.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A uniform draw from [`range.lowerBound`, `range.upperBound`).
    public mutating func uniform(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// A draw from the standard normal distribution, by Box and Muller's transform.
    ///
    /// Uses the platform's `log` and `cos`: the same on one machine, to rounding on others.
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * Double.pi * uniform())
    }

    /// Puts the elements into a random order, each order as likely as any other (Fisher and Yates).
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        elements.shuffle(using: &self)
    }

    private static func splitMix64(_ x: inout UInt64) -> UInt64 {
        x &+= 0x9E37_79B9_7F4A_7C15
        var z = x
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private static func rotateLeft(_ x: UInt64, by count: UInt64) -> UInt64 {
        (x << count) | (x >> (64 - count))
    }
}
