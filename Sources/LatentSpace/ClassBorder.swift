/// A place on the plane where one class turns into another.
public struct ClassBorder: Sendable, Equatable {
    /// The two classes.
    public let first: Int, second: Int
    /// The middle of the place, and half of its side.
    public let center: SIMD2<Double>, reach: Double
    /// The border's length within the place, in units of the plane; 0 where the two do not touch.
    public let length: Double

    /// A place by its middle, half of its side, and the length of the border in it.
    public init(first: Int, second: Int, center: SIMD2<Double>, reach: Double, length: Double) {
        self.first = first
        self.second = second
        self.center = center
        self.reach = reach
        self.length = length
    }

    /// Whether the classes border on each other there; else it is where both are nearest.
    public var isShared: Bool { length > 0 }
    /// The square about the place.
    public var window: PlaneWindow {
        PlaneWindow(x: center.x - reach...center.x + reach, y: center.y - reach...center.y + reach)
    }
}

extension ClassBorder {
    /// A straight line across the place, from deep inside the first class's largest region to deep inside the
    /// second one's.
    ///
    /// - Parameters:
    ///   - regions: the classes of even cells that fill ``window``, or one row of them on a line.
    ///   - medians: the classes' middles on the whole plane: where one has no cell in the place, the line runs
    ///     through its middle in the direction from the one to the other.
    public func crossing(
        regions: ClassRegions, medians: (first: SIMD2<Double>, second: SIMD2<Double>)
    ) -> (start: SIMD2<Double>, end: SIMD2<Double>) {
        func depth(of label: Int) -> SIMD2<Double>? {
            guard let region = regions.largest.first(where: { $0.label == label }) else { return nil }
            let size = SIMD2(Double(regions.columns), Double(regions.rows))
            let offset = region.labelPosition / size * (2 * reach)
            return SIMD2(
                window.x.lowerBound + offset.x, regions.rows == 1 ? center.y : window.y.upperBound - offset.y)
        }
        if let start = depth(of: first), let end = depth(of: second) { return (start, end) }
        let direction = medians.second - medians.first
        let length = (direction * direction).sum().squareRoot()
        let along = length > 0 && length.isFinite ? direction / length : SIMD2(1, 0)
        return (center - along * reach * 0.9, center + along * reach * 0.9)
    }
}

/// The plane cut into fine cells, each with the class that the encoded images nearest to it vote for.
///
/// A border counts only where images of both its classes are encoded nearby: far from all images the votes are cast
/// by whatever happens to be least far.
public struct BorderMap: Sendable {
    private let grid: LatentGrid
    /// The class of each cell.
    private let labels: [Int?]
    /// For each class, how far the nearest of its encoded images lie from each cell.
    private let distances: [[Double]]
    private let reach: @Sendable (SIMD2<Double>) -> Double
    /// The pieces of border that count, in the cells' order.
    private let edges: [Edge]

    /// A piece of border between two neighbouring cells, the lower class first.
    private struct Edge {
        let first: Int, second: Int
        let place: SIMD2<Double>
        let length: Double
        /// How near images of the farther class are.
        var company = Double.infinity
    }

    /// A class needs so many of its images nearby.
    private static let company = 5

    /// Cuts `window` into cells and lets the images vote.
    ///
    /// - Parameters:
    ///   - points: the posterior means on the plane, with their classes.
    ///   - voters: the same images, who vote on the class of a cell.
    ///   - isLine: whether the plane is a line, which has one row of cells.
    ///   - reach: half of the side of the square that would be shown about a place.
    public init(
        points: [SIMD2<Double>], labels: [UInt8], classCount: Int, voters: NearestNeighbours,
        window: PlaneWindow, cellsPerAxis: Int = 72, isLine: Bool = false,
        reach: @escaping @Sendable (SIMD2<Double>) -> Double
    ) {
        let square = window.grid(columns: cellsPerAxis, rows: cellsPerAxis)
        let grid = isLine ? LatentGrid(columnValues: square.columnValues, rowValues: [0]) : square
        let distances = (0..<classCount).map { label in
            let own = zip(points, labels).filter { Int($0.1) == label }
            let members = NearestNeighbours(
                points: own.map(\.0), labels: own.map(\.1), classCount: classCount)
            let company = max(1, min(Self.company, own.count / 4))
            return grid.points.map { members.distance(from: $0, toNearest: company) }
        }
        let votes = voters.labels(of: grid)
        self.grid = grid
        self.labels = votes
        self.reach = reach
        self.distances = distances
        edges = Self.edges(of: grid, labels: votes).compactMap { edge in
            let cell = grid.cell(at: edge.place)
            let index = Int(cell.y) * grid.columns + Int(cell.x)
            var edge = edge
            edge.company = max(edge.length, distances[edge.first][index], distances[edge.second][index])
            return edge.company <= reach(edge.place) ? edge : nil
        }
    }

    /// The sides that cells of different classes share.
    private static func edges(of grid: LatentGrid, labels: [Int?]) -> [Edge] {
        let points = grid.points
        return points.indices.flatMap { cell -> [Edge] in
            let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
            let next = column + 1 < grid.columns ? cell + 1 : nil
            let below = row + 1 < grid.rows ? cell + grid.columns : nil
            return [next, below].compactMap { neighbour in
                guard let neighbour, let a = labels[cell], let b = labels[neighbour], a != b else {
                    return nil
                }
                // Cells are square, so a side is as long as the step across it.
                let step = points[neighbour] - points[cell]
                return Edge(
                    first: min(a, b), second: max(a, b), place: (points[cell] + points[neighbour]) / 2,
                    length: max(abs(step.x), abs(step.y)))
            }
        }
    }

    /// The place where two classes border on each other most, or, where they do not, the place to which both are
    /// nearest; `nil` where one of them has no encoded image.
    ///
    /// Of all places on the border it is the one that shows most of it: the border in reach, each piece counting by
    /// how near images of both classes are, times the share of the place that the smaller class holds.
    public func border(between first: Int, and second: Int) -> ClassBorder? {
        let shared = edges.filter { $0.first == min(first, second) && $0.second == max(first, second) }
        let cells = zip(grid.points, labels).filter { $0.1 == first || $0.1 == second }
        func border(about center: SIMD2<Double>) -> (length: Double, weight: Double) {
            let reach = reach(center)
            func isInside(_ place: SIMD2<Double>) -> Bool {
                abs(place.x - center.x) <= reach && abs(place.y - center.y) <= reach
            }
            let inside = shared.filter { isInside($0.place) }
            let near = cells.filter { isInside($0.0) }
            let smaller = min(near.count { $0.1 == first }, near.count { $0.1 == second })
            let weight = inside.reduce(0) { $0 + $1.length / $1.company } * Double(smaller)
            // A wider reach holds more of both, which is no merit of the place.
            return (inside.reduce(0) { $0 + $1.length }, weight / max(reach * reach * reach, 1e-12))
        }
        let places = shared.map { (center: $0.place, border: border(about: $0.place)) }
        // Of equals the one nearest to the middle of the prior, then the first.
        let best = places.max { a, b in
            guard a.border.weight == b.border.weight else { return a.border.weight < b.border.weight }
            return squaredDistance(a.center, .zero) > squaredDistance(b.center, .zero)
        }
        guard let best else { return nearestPlace(to: first, and: second) }
        return ClassBorder(
            first: first, second: second, center: best.center, reach: reach(best.center),
            length: best.border.length)
    }

    private func nearestPlace(to first: Int, and second: Int) -> ClassBorder? {
        guard distances.indices.contains(first), distances.indices.contains(second) else { return nil }
        let farther = zip(distances[first], distances[second]).map(max)
        guard let cell = farther.indices.min(by: { farther[$0] < farther[$1] }), farther[cell].isFinite else {
            return nil
        }
        let center = grid.points[cell]
        return ClassBorder(first: first, second: second, center: center, reach: reach(center), length: 0)
    }

    /// The pairs of classes that share the longest borders, longest first, each class once as far as that gives
    /// enough; the lower class of a pair first.
    public func longestBorders(_ count: Int) -> [(first: Int, second: Int)] {
        var lengths: [SIMD2<Int>: Double] = [:]
        for edge in edges { lengths[SIMD2(edge.first, edge.second), default: 0] += edge.length }
        let pairs = lengths.sorted { a, b in
            guard a.value == b.value else { return a.value > b.value }
            return (a.key.x, a.key.y) < (b.key.x, b.key.y)
        }.map(\.key)
        var chosen: [SIMD2<Int>] = []
        for repeatsClasses in [false, true] {
            for pair in pairs where chosen.count < count && !chosen.contains(pair) {
                let taken = chosen.contains {
                    $0.x == pair.x || $0.x == pair.y || $0.y == pair.x || $0.y == pair.y
                }
                if repeatsClasses || !taken { chosen.append(pair) }
            }
        }
        return chosen.map { ($0.x, $0.y) }
    }
}
