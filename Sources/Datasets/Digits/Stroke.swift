/// A place on the writing plane: `x` to the right, `y` downwards.
struct Point: Sendable, Equatable {
    var x: Double
    var y: Double

    /// The distance to `other`.
    func distance(to other: Point) -> Double {
        let (dx, dy) = (other.x - x, other.y - y)
        return (dx * dx + dy * dy).squareRoot()
    }
}

/// One movement of the pen, from where it touches the paper to where it leaves it.
///
/// A stroke passes through its control points in order. It is smooth at all of them but the corners, where
/// it stops and sets off in another direction.
struct Stroke: Sendable {
    /// The control points.
    var points: [Point]
    /// Which control points are corners; the first and the last always are.
    private(set) var isCorner: [Bool]

    /// A smooth curve through `points`.
    static func curve(_ points: (Double, Double)...) -> Stroke {
        Stroke(points: points.map { Point(x: $0.0, y: $0.1) }, smooth: true)
    }

    /// Straight lines from point to point.
    static func line(_ points: (Double, Double)...) -> Stroke {
        Stroke(points: points.map { Point(x: $0.0, y: $0.1) }, smooth: false)
    }

    /// Goes on from the last point, which becomes a corner, along a smooth curve through `points`.
    func curve(_ points: (Double, Double)...) -> Stroke {
        appending(Stroke(points: points.map { Point(x: $0.0, y: $0.1) }, smooth: true))
    }

    /// Goes on from the last point, which becomes a corner, straight from point to point.
    func line(_ points: (Double, Double)...) -> Stroke {
        appending(Stroke(points: points.map { Point(x: $0.0, y: $0.1) }, smooth: false))
    }

    private init(points: [Point], smooth: Bool) {
        self.points = points
        isCorner = points.indices.map { !smooth || $0 == points.count - 1 }
        isCorner[0] = isCorner[0] || points.count == 1
    }

    private func appending(_ rest: Stroke) -> Stroke {
        var joined = self
        joined.points += rest.points
        joined.isCorner += rest.isCorner
        return joined
    }

    /// The stroke between this one and `other`, `share` of the way there.
    func mixed(with other: Stroke, share: Double) -> Stroke {
        var mixed = self
        for (index, target) in other.points.enumerated() {
            mixed.points[index].x += share * (target.x - points[index].x)
            mixed.points[index].y += share * (target.y - points[index].y)
        }
        return mixed
    }

    /// The stroke as a chain of short segments, `steps` to each pair of neighbouring control points.
    ///
    /// Each smooth run is a centripetal Catmull-Rom spline, which has no cusps and no loops of its own
    /// (C. Yuksel, S. Schaefer and J. Keyser, "Parameterization and applications of Catmull-Rom curves",
    /// Computer-Aided Design 43 (2011)).
    func flattened(steps: Int = 6) -> [Point] {
        guard points.count > 1 else { return points }
        var chain = [points[0]]
        chain.reserveCapacity((points.count - 1) * steps + 1)
        for index in 0..<points.count - 1 {
            let (start, end) = (points[index], points[index + 1])
            let startIsEnd = index == 0 || isCorner[index]
            let endIsEnd = index + 2 == points.count || isCorner[index + 1]
            if startIsEnd && endIsEnd {
                chain.append(end)
                continue
            }
            // Beyond an end the curve is continued by its mirror image.
            let before = startIsEnd ? start.mirrored(from: end) : points[index - 1]
            let after = endIsEnd ? end.mirrored(from: start) : points[index + 2]
            let span = SplineSpan(before: before, start: start, end: end, after: after)
            for step in 1...steps { chain.append(span.point(at: Double(step) / Double(steps))) }
        }
        return chain
    }
}

extension Point {
    /// The point as far beyond this one as `other` is before it.
    fileprivate func mirrored(from other: Point) -> Point {
        Point(x: 2 * x - other.x, y: 2 * y - other.y)
    }
}

/// The part of a centripetal Catmull-Rom spline between two neighbouring control points.
private struct SplineSpan {
    private let start: Point, end: Point
    private let startTangent: Point, endTangent: Point

    init(before: Point, start: Point, end: Point, after: Point) {
        let t0 = Self.knot(before, start)
        let t1 = Self.knot(start, end)
        let t2 = Self.knot(end, after)
        func tangent(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double) -> Double {
            (b - a) / d - (c - a) / (d + e) + (c - b) / e
        }
        self.start = start
        self.end = end
        startTangent = Point(
            x: t1 * tangent(before.x, start.x, end.x, t0, t1),
            y: t1 * tangent(before.y, start.y, end.y, t0, t1))
        endTangent = Point(
            x: t1 * tangent(start.x, end.x, after.x, t1, t2),
            y: t1 * tangent(start.y, end.y, after.y, t1, t2))
    }

    /// The knot interval of two control points: the square root of their distance.
    private static func knot(_ a: Point, _ b: Point) -> Double {
        max(0.01, a.distance(to: b).squareRoot())
    }

    /// The place at `t`, 0 at the start and 1 at the end, by Hermite's cubic.
    func point(at t: Double) -> Point {
        let (t2, t3) = (t * t, t * t * t)
        let (a, b) = (2 * t3 - 3 * t2 + 1, t3 - 2 * t2 + t)
        let (c, d) = (3 * t2 - 2 * t3, t3 - t2)
        return Point(
            x: a * start.x + b * startTangent.x + c * end.x + d * endTangent.x,
            y: a * start.y + b * startTangent.y + c * end.y + d * endTangent.y)
    }
}
