/// The outline of a piece of ink as a polygon with no more corners than its bends need.
struct ShapeOutline {
    /// The corners in order around the piece, in pixels.
    let corners: [SIMD2<Double>]

    /// Follows the outer edge of a piece and leaves out what strays less than `straying` pixels from a line.
    ///
    /// Source: D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to
    /// represent a digitized line or its caricature", The Canadian Cartographer 10 (1973), method 2.
    init(of piece: [Int], in shape: BinaryShape, straying: Double) {
        let trace = RegionTrace(cells: piece.sorted(), rows: shape.rows, columns: shape.columns)
        let edge = Self.edgeMiddles(of: trace.outlines().first ?? [])
        guard let start = Self.farthest(from: edge.first, in: edge) else {
            corners = edge
            return
        }
        // Two far ends of the piece part the loop into two lines.
        let turned = Array(edge[start...] + edge[..<start]) + [edge[start]]
        let end = Self.farthest(from: edge[start], in: turned) ?? 0
        corners =
            Self.simplified(turned[...end], straying: straying).dropLast()
            + Self.simplified(turned[end...], straying: straying).dropLast()
    }

    /// The share of the outline's length that is in straight parts of at least `length` pixels.
    func straightShare(atLeast length: Double) -> Double {
        let lengths = corners.indices.map { index in
            squaredDistance(corners[index], corners[(index + 1) % corners.count]).squareRoot()
        }
        let total = lengths.reduce(0, +)
        return total > 0 ? lengths.filter { $0 >= length }.reduce(0, +) / total : 0
    }

    /// The middles of the pixels' edges along a loop of turning corners: there steps become slopes.
    private static func edgeMiddles(of loop: [SIMD2<Int>]) -> [SIMD2<Double>] {
        loop.indices.flatMap { index -> [SIMD2<Double>] in
            let corner = loop[index]
            let step = loop[(index + 1) % loop.count] &- corner
            let length = max(abs(step.x), abs(step.y))
            return (0..<length).map { position in
                let fraction = (Double(position) + 0.5) / Double(length)
                return SIMD2(
                    Double(corner.x) + Double(step.x) * fraction, Double(corner.y) + Double(step.y) * fraction
                )
            }
        }
    }

    private static func farthest(from place: SIMD2<Double>?, in places: [SIMD2<Double>]) -> Int? {
        guard let place else { return nil }
        return places.indices.max { squaredDistance(places[$0], place) < squaredDistance(places[$1], place) }
    }

    private static func simplified(
        _ line: ArraySlice<SIMD2<Double>>, straying: Double
    ) -> [SIMD2<Double>] {
        guard let first = line.first, let last = line.last, line.count > 2 else { return Array(line) }
        let along = last - first
        let length = (along * along).sum().squareRoot()
        func distance(_ index: Int) -> Double {
            let offset = line[index] - first
            return length > 0
                ? abs(offset.x * along.y - offset.y * along.x) / length
                : (offset * offset).sum().squareRoot()
        }
        let distances = line.indices.map { (index: $0, distance: distance($0)) }
        guard let bend = distances.max(by: { $0.distance < $1.distance }), bend.distance > straying else {
            return [first, last]
        }
        return simplified(line[...bend.index], straying: straying).dropLast()
            + simplified(line[bend.index...], straying: straying)
    }
}
