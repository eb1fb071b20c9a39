/// Votes on the class of a place in the latent plane by its nearest encoded images.
public struct NearestNeighbours: Sendable {
    private let tree: PointTree
    private let labels: [UInt8]

    /// Keeps the labelled points; labels outside `0..<classCount` and points that are not finite have no vote.
    ///
    /// - Parameter distancesFromPlane: how far each code lies off the plane, from
    ///   `LatentPlane.distances(of:)`, so that the nearest are those in the whole latent space; `nil` where the
    ///   plane is the whole space.
    public init(
        points: [SIMD2<Double>], labels: [UInt8], classCount: Int, distancesFromPlane: [Double]? = nil
    ) {
        // Off the plane there is one direction only for a query on it: away.
        let places = points.indices.map { index in
            let distance = distancesFromPlane.map { $0.indices.contains(index) ? $0[index] : .nan } ?? 0
            return SIMD3(points[index], distance)
        }
        let kept = (0..<min(points.count, labels.count)).filter { index in
            Int(labels[index]) < classCount && places[index].x.isFinite && places[index].y.isFinite
                && places[index].z.isFinite
        }
        tree = PointTree(kept.map { places[$0] })
        self.labels = kept.map { labels[$0] }
    }

    /// How many neighbours vote where none are asked for.
    public var usualNeighbours: Int { ClassVote.usualVoters(of: labels.count) }

    /// The class of the `neighbours` nearest points by ``ClassVote``; `nil` without points.
    ///
    /// Points at the same distance count in the order they were given. Takes time in proportion to the
    /// neighbours and the logarithm of the points.
    public func label(at place: SIMD2<Double>, neighbours: Int? = nil) -> Int? {
        guard place.x.isFinite, place.y.isFinite, !labels.isEmpty else { return nil }
        let nearest = tree.nearest(max(1, neighbours ?? usualNeighbours), to: SIMD3(place, 0))
        return ClassVote.winner(of: nearest.map { labels[$0.index] }).map(Int.init)
    }

    /// The class of each cell of a grid [row, column], top row first.
    public func labels(of grid: LatentGrid, neighbours: Int? = nil) -> [Int?] {
        grid.points.map { label(at: $0, neighbours: neighbours) }
    }

    /// The distance to the nearest point, or to the `count`-th nearest; infinite where there are fewer.
    public func distance(from place: SIMD2<Double>, toNearest count: Int = 1) -> Double {
        let nearest = tree.nearest(count, to: SIMD3(place, 0))
        guard let last = nearest.last, nearest.count == count else { return .infinity }
        return last.squaredDistance.squareRoot()
    }
}
