/// Votes on the class of a place in the latent plane by its nearest encoded images.
public struct NearestNeighbours: Sendable {
    private let points: [SIMD2<Double>]
    private let labels: [UInt8]
    private let classCount: Int

    /// Keeps the labelled points; labels outside `0..<classCount` and points that are not finite have no vote.
    public init(points: [SIMD2<Double>], labels: [UInt8], classCount: Int) {
        let kept = (0..<min(points.count, labels.count)).filter { index in
            Int(labels[index]) < classCount && points[index].x.isFinite && points[index].y.isFinite
        }
        self.points = kept.map { points[$0] }
        self.labels = kept.map { labels[$0] }
        self.classCount = classCount
    }

    /// How many neighbours vote where none are asked for: a two-hundredth of the points, at least 5.
    public var usualNeighbours: Int { max(5, points.count / 200) }

    /// The class of most of the `neighbours` nearest points; the lowest label of equals; `nil` without points.
    ///
    /// Points at the same distance count in the order they were given. Takes time proportional to the points.
    public func label(at place: SIMD2<Double>, neighbours: Int? = nil) -> Int? {
        let wanted = min(max(1, neighbours ?? usualNeighbours), points.count)
        guard wanted > 0 else { return nil }
        // The nearest so far, ascending: short, so that insertion beats a heap.
        var nearest: [(distance: Double, index: Int)] = []
        nearest.reserveCapacity(wanted + 1)
        for index in points.indices {
            let distance = squaredDistance(points[index], place)
            if nearest.count == wanted, distance >= nearest[wanted - 1].distance { continue }
            var position = nearest.count
            while position > 0, nearest[position - 1].distance > distance { position -= 1 }
            nearest.insert((distance, index), at: position)
            if nearest.count > wanted { nearest.removeLast() }
        }
        var votes = Array(repeating: 0, count: classCount)
        for (_, index) in nearest { votes[Int(labels[index])] += 1 }
        return votes.indices.max { votes[$0] < votes[$1] || (votes[$0] == votes[$1] && $0 > $1) }
    }

    /// The class of each cell of a grid [row, column], top row first.
    public func labels(of grid: LatentGrid, neighbours: Int? = nil) -> [Int?] {
        grid.points.map { label(at: $0, neighbours: neighbours) }
    }
}
