import Storage

/// Improves a palette by moving each colour to the centre of those that it stands for (k-means).
///
/// S. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (1982). Sums are
/// taken in a fixed order, so that the result is the same each time.
struct PaletteRefinement {
    let points: [ColourPoint]
    private(set) var search: NearestColour
    /// For each point, the centre that stands for it.
    private(set) var nearest: [Int]
    /// The first of the centres, which stay what they are.
    private let fixed: Int

    /// Starts from `centres` after `fixed` colours that stay.
    init(points: [ColourPoint], fixed: [Colour] = [], centres: [Colour]) {
        self.points = points
        self.fixed = fixed.count
        search = NearestColour(fixed + centres)
        nearest = []
        assign()
    }

    private mutating func assign() {
        let (points, search) = (points, search)
        nearest = concurrentMap(points.count, together: 1_024) { search.index(of: points[$0].place) }
    }

    /// Moves the centres at most `rounds` times, until nothing changes.
    mutating func refine(rounds: Int) {
        for _ in 0..<rounds {
            var sums = [SIMD4<Double>](repeating: .zero, count: search.colours.count)
            for (point, cluster) in zip(points, nearest) { sums[cluster] += point.moment }
            let moved = search.colours.indices.map { cluster in
                cluster >= fixed && sums[cluster].x > 0
                    ? ColourPoint.centre(of: sums[cluster]) : search.colours[cluster]
            }
            guard moved != search.colours else { return }
            search = NearestColour(moved)
            assign()
        }
    }

    /// The centres, each replaced by the colour that more than half of its pixels have, where there is one.
    func palette() -> [Colour] {
        var pixels = [Double](repeating: 0, count: search.colours.count)
        var commonest = [Int?](repeating: nil, count: search.colours.count)
        for (index, cluster) in nearest.enumerated() {
            pixels[cluster] += points[index].moment.x
            if points[index].pixels > commonest[cluster].map({ points[$0].pixels }) ?? 0 {
                commonest[cluster] = index
            }
        }
        return search.colours.indices.map { cluster in
            guard cluster >= fixed, let common = commonest[cluster],
                Double(points[common].pixels) * 2 > pixels[cluster]
            else { return search.colours[cluster] }
            return points[common].colour
        }
    }
}
