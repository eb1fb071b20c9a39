import Foundation

/// Codes on the way from one latent code to another.
public struct InterpolationPath: Sendable, Equatable {
    /// The codes [step, dimension], both ends included.
    public let codes: [[Double]]

    /// The number of codes.
    public var count: Int { codes.count }

    /// A path of given codes, such as a geodesic.
    public init(codes: [[Double]]) {
        self.codes = codes
    }

    /// The straight path in `count` codes of even steps; the first and the last are exactly `start` and `end`.
    ///
    /// - Precondition: `start` and `end` have the same number of dimensions.
    public static func linear(from start: [Double], to end: [Double], count: Int) -> InterpolationPath {
        precondition(start.count == end.count, "both ends need the same latent size")
        guard count > 1 else { return InterpolationPath(codes: count == 1 ? [start] : []) }
        let steps = (0..<count).map { step -> [Double] in
            if step == 0 { return start }
            if step == count - 1 { return end }
            let fraction = Double(step) / Double(count - 1)
            return zip(start, end).map { $0 * (1 - fraction) + $1 * fraction }
        }
        return InterpolationPath(codes: steps)
    }

    /// The path in `count` codes whose direction from the origin turns evenly and whose distance from it changes
    /// evenly; the first and the last are exactly `start` and `end`.
    ///
    /// The directions are those of spherical interpolation. Where an end is the origin, or the ends lie on one line
    /// through it, there is no one way to turn, and the path is the straight one.
    ///
    /// Sources: K. Shoemake, "Animating rotation with quaternion curves" (1985), section 3.3; for latent codes:
    /// T. White, "Sampling generative networks" (2016).
    ///
    /// - Precondition: `start` and `end` have the same number of dimensions.
    public static func spherical(from start: [Double], to end: [Double], count: Int) -> InterpolationPath {
        let line = linear(from: start, to: end, count: count)
        func norm(_ code: [Double]) -> Double { code.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let (first, last) = (norm(start), norm(end))
        guard first > 0, last > 0 else { return line }
        let cosine = zip(start, end).reduce(0) { $0 + $1.0 * $1.1 } / (first * last)
        let angle = acos(min(1, max(-1, cosine)))
        guard sin(angle) > 1e-6 else { return line }
        let codes = line.codes.indices.map { step -> [Double] in
            if step == 0 { return start }
            if step == count - 1 { return end }
            let fraction = Double(step) / Double(count - 1)
            let radius = first * (1 - fraction) + last * fraction
            let (a, b) = (sin((1 - fraction) * angle) / first, sin(fraction * angle) / last)
            return zip(start, end).map { radius * (a * $0 + b * $1) / sin(angle) }
        }
        return InterpolationPath(codes: codes)
    }

    /// Where the path runs on `plane`.
    public func points(on plane: LatentPlane) -> [SIMD2<Double>] {
        codes.map { code in plane.point(of: code.map { Float($0) }) }
    }
}
