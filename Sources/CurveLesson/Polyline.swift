/// A line through points of the plane, with places on it by the path length from its start.
public struct Polyline: Sendable, Equatable {
    /// The corners in order.
    public let points: [SIMD2<Double>]
    /// The path length at each corner, ascending from 0.
    public let lengths: [Double]

    /// A line through `points`.
    package init(_ points: [SIMD2<Double>]) {
        self.points = points
        var walked: [Double] = points.isEmpty ? [] : [0]
        for (start, end) in zip(points, points.dropFirst()) {
            walked.append(walked[walked.count - 1] + (end - start).length)
        }
        lengths = walked
    }

    /// The path length from start to end.
    public var length: Double { lengths.last ?? 0 }

    /// The point at a path length from the start, the nearer end beyond either; `nil` for a line without points.
    public func point(atLength wanted: Double) -> SIMD2<Double>? {
        guard let first = points.first, let last = points.last else { return nil }
        guard wanted > 0 else { return first }
        guard wanted < length else { return last }
        var low = 0, high = lengths.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if lengths[middle] <= wanted { low = middle } else { high = middle }
        }
        let span = lengths[high] - lengths[low]
        return points[low] + (points[high] - points[low]) * (span > 0 ? (wanted - lengths[low]) / span : 0)
    }

    /// The place on the line that is nearest to `point`, and how far that is; `nil` for a line without points.
    public func nearest(to point: SIMD2<Double>) -> (place: SIMD2<Double>, distance: Double)? {
        guard var best = points.first else { return nil }
        var least = (best - point).length
        for (start, end) in zip(points, points.dropFirst()) {
            let along = end - start, squared = (along * along).sum()
            let fraction = squared > 0 ? ((point - start) * along).sum() / squared : 0
            let place = start + along * min(max(fraction, 0), 1)
            let distance = (place - point).length
            if distance < least { (best, least) = (place, distance) }
        }
        return (best, least)
    }
}

extension SIMD2<Double> {
    /// The Euclidean length.
    var length: Double { (self * self).sum().squareRoot() }
}
