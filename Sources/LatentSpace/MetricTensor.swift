import Foundation

/// A metric at one place of the latent plane: how long a small step there is, by its direction.
public struct MetricTensor: Sendable, Equatable {
    /// The entries of the symmetric matrix G; a step v has the squared length v^T G v.
    public let xx: Double, xy: Double, yy: Double

    /// A metric by the entries of its matrix.
    public init(xx: Double, xy: Double, yy: Double) {
        self.xx = xx
        self.xy = xy
        self.yy = yy
    }

    /// The metric under which every length is the usual one.
    public static let flat = MetricTensor(xx: 1, xy: 0, yy: 1)

    /// The squared length of a small step; never below 0.
    public func squaredLength(of step: SIMD2<Double>) -> Double {
        max(0, xx * step.x * step.x + 2 * xy * step.x * step.y + yy * step.y * step.y)
    }

    /// How much larger an area is in the metric than on the plane: the square root of the determinant of G.
    public var magnification: Double { max(0, xx * yy - xy * xy).squareRoot() }

    /// The directions of greatest and least length, unit vectors, and the length of a unit step along each.
    public var principalSteps: (greatest: (direction: SIMD2<Double>, length: Double), least: Double) {
        let middle = (xx + yy) / 2, half = (xx - yy) / 2
        let spread = (half * half + xy * xy).squareRoot()
        let angle = spread > 0 ? atan2(xy, half) / 2 : 0
        return (
            (SIMD2(cos(angle), sin(angle)), max(0, middle + spread).squareRoot()),
            max(0, middle - spread).squareRoot()
        )
    }

    /// The steps of length `radius`: a closed curve of `pointCount` steps around 0, or nothing where some direction
    /// has no length.
    public func indicatrix(radius: Double, pointCount: Int = 48) -> [SIMD2<Double>] {
        let (greatest, least) = principalSteps
        guard least > 0, radius.isFinite else { return [] }
        let across = SIMD2(-greatest.direction.y, greatest.direction.x)
        return (0..<pointCount).map { index in
            let angle = 2 * Double.pi * Double(index) / Double(pointCount)
            return radius
                * (greatest.direction * (cos(angle) / greatest.length) + across * (sin(angle) / least))
        }
    }

    /// The same with entries as 32 bits hold them.
    public var inSinglePrecision: MetricTensor {
        MetricTensor(xx: Double(Float(xx)), xy: Double(Float(xy)), yy: Double(Float(yy)))
    }

    static func + (a: MetricTensor, b: MetricTensor) -> MetricTensor {
        MetricTensor(xx: a.xx + b.xx, xy: a.xy + b.xy, yy: a.yy + b.yy)
    }

    static func * (a: MetricTensor, factor: Double) -> MetricTensor {
        MetricTensor(xx: a.xx * factor, xy: a.xy * factor, yy: a.yy * factor)
    }
}
