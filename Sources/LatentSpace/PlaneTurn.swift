import Foundation

/// A rotation of the plane about the origin, before which the second coordinate may change its sign.
///
/// The prior is the same in every direction, so that two models may differ by such a turn and be equally good.
public struct PlaneTurn: Sendable, Equatable {
    /// Counter-clockwise, in radians from -π to π.
    public let angle: Double
    /// Whether the second coordinate changes its sign first.
    public let isMirrored: Bool

    /// Leaves every point where it is.
    public static let identity = PlaneTurn(angle: 0, isMirrored: false)

    /// A turn by `angle` radians, counter-clockwise.
    public init(angle: Double, isMirrored: Bool) {
        self.angle = angle
        self.isMirrored = isMirrored
    }

    /// Where a point comes to lie.
    public func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
        Self.rotated(SIMD2(point.x, isMirrored ? -point.y : point.y), by: angle)
    }

    /// The point that comes to lie at `point`.
    public func origin(of point: SIMD2<Double>) -> SIMD2<Double> {
        let back = Self.rotated(point, by: -angle)
        return SIMD2(back.x, isMirrored ? -back.y : back.y)
    }

    private static func rotated(_ point: SIMD2<Double>, by angle: Double) -> SIMD2<Double> {
        guard angle != 0 else { return point }
        let (cosine, sine) = (cos(angle), sin(angle))
        return SIMD2(cosine * point.x - sine * point.y, sine * point.x + cosine * point.y)
    }
}
