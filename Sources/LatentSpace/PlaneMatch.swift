import Foundation

/// How points of one plane are best turned onto those of another: orthogonal Procrustes in two dimensions, about the
/// origin, where the prior has its middle.
///
/// Source: P. Schönemann, "A generalized solution of the orthogonal Procrustes problem" (1966); in the plane the best
/// rotation and the best reflection have closed forms, and the better of the two is taken.
public struct PlaneMatch: Sendable, Equatable {
    /// The turn with the least sum of squared distances.
    public let turn: PlaneTurn
    /// The mean distance of a point from its partner as they are, and after the turn; in the unit of the plane.
    public let before: Double, after: Double

    /// A turn counts where it takes at least this share of the mean distance away, since chance takes a little too, and
    /// so much that two digits show it.
    private static let leastShare = 0.1, leastGain = 0.005

    /// Whether turning brings the points measurably nearer.
    public var isNearer: Bool {
        before - after >= max(Self.leastGain, Self.leastShare * before)
    }

    /// Turns `points` onto `targets`, partners in the same order; pairs with what is no number are left out.
    ///
    /// `nil` where there is nothing to turn by: fewer than two pairs, or points of one plane that are all the same. Where
    /// rotation and reflection are equally good, as for points on a line, it is the rotation.
    public init?(of points: [SIMD2<Double>], onto targets: [SIMD2<Double>]) {
        let pairs = zip(points, targets).filter { pair in
            [pair.0.x, pair.0.y, pair.1.x, pair.1.y].allSatisfy(\.isFinite)
        }
        guard pairs.count > 1, Self.isSpread(pairs.map { $0.0 }), Self.isSpread(pairs.map { $0.1 }) else {
            return nil
        }
        // The products of targets' and points' coordinates, summed: targets by row, points by column.
        var (xx, xy, yx, yy) = (0.0, 0.0, 0.0, 0.0)
        for (point, target) in pairs {
            xx += target.x * point.x
            xy += target.x * point.y
            yx += target.y * point.x
            yy += target.y * point.y
        }
        let rotation = (cosine: xx + yy, sine: yx - xy)
        let reflection = (cosine: xx - yy, sine: yx + xy)
        let (gain, mirroredGain) = (
            hypot(rotation.cosine, rotation.sine), hypot(reflection.cosine, reflection.sine)
        )
        let isMirrored = mirroredGain > gain * (1 + 1e-9)
        let best = isMirrored ? reflection : rotation
        turn =
            max(gain, mirroredGain) > 0
            ? PlaneTurn(angle: atan2(best.sine, best.cosine), isMirrored: isMirrored) : .identity
        let turn = turn
        func meanDistance(_ move: (SIMD2<Double>) -> SIMD2<Double>) -> Double {
            pairs.reduce(0) { $0 + squaredDistance(move($1.0), $1.1).squareRoot() } / Double(pairs.count)
        }
        before = meanDistance { $0 }
        after = meanDistance { turn($0) }
    }

    /// Whether not all points are the same, but for rounding.
    private static func isSpread(_ points: [SIMD2<Double>]) -> Bool {
        let mean = points.reduce(SIMD2<Double>(0, 0)) { $0 + $1 } / Double(points.count)
        let spread = points.reduce(0) { $0 + squaredDistance($1, mean) } / Double(points.count)
        return spread > 1e-12 * (1 + (mean * mean).sum())
    }
}
