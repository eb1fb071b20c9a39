/// Points of any dimension, sorted so that the nearest to a place are found without looking at all of them.
///
/// The points are sorted along the dimension in which they spread most; a search goes outwards from its place
/// in that order and ends where that one coordinate alone is farther away than the neighbours found so far.
/// Exact in any dimension; fast in few.
struct NeighbourIndex: Sendable {
    /// A point found: its position among those given, and the squared distance to it.
    typealias Neighbour = (index: Int, squaredDistance: Double)

    let count: Int
    private let dimensions: Int
    /// The coordinates in sorted order [point, dimension], the sorting one first.
    private let sorted: [Double]
    /// The sorting coordinate of each point, ascending.
    private let keys: [Double]
    /// The position among the given points of each sorted one.
    private let order: [Int]
    /// The order of the dimensions in `sorted`.
    private let axes: [Int]

    /// Sorts the points [point, dimension] at `indices`.
    ///
    /// - Precondition: `coordinates` holds whole points, finite ones at `indices`.
    init(_ coordinates: [Float], dimensions: Int, indices: [Int]) {
        precondition(dimensions > 0 && coordinates.count.isMultiple(of: dimensions), "whole points only")
        self.dimensions = dimensions
        count = indices.count
        func value(_ index: Int, _ axis: Int) -> Double { Double(coordinates[index * dimensions + axis]) }
        let spread = (0..<dimensions).map { axis -> Double in
            let mean = indices.reduce(0) { $0 + value($1, axis) } / Double(max(1, indices.count))
            return indices.reduce(0) { $0 + (value($1, axis) - mean) * (value($1, axis) - mean) }
        }
        let main = spread.indices.reduce(0) { spread[$1] > spread[$0] ? $1 : $0 }
        axes = [main] + (0..<dimensions).filter { $0 != main }
        let pairs = indices.map { (key: value($0, main), index: $0) }
            .sorted { ($0.key, $0.index) < ($1.key, $1.index) }
        keys = pairs.map(\.key)
        order = pairs.map(\.index)
        var sorted: [Double] = []
        sorted.reserveCapacity(count * dimensions)
        for index in order { for axis in axes { sorted.append(value(index, axis)) } }
        self.sorted = sorted
    }

    /// The `wanted` points nearest to `place`, nearest first; of equally near ones those given first.
    ///
    /// - Precondition: `place` has as many coordinates as the points.
    func nearest(_ wanted: Int, to place: [Float]) -> [Neighbour] {
        precondition(place.count == dimensions, "a place has as many coordinates as the points")
        let wanted = min(wanted, count)
        guard wanted > 0, place.allSatisfy(\.isFinite) else { return [] }
        let place = axes.map { Double(place[$0]) }
        let key = place[0]
        var right = firstPosition(notBelow: key)
        var left = right - 1
        // The nearest so far, ascending: few, so that insertion beats a heap.
        var found: [Neighbour] = []
        found.reserveCapacity(wanted + 1)
        sorted.withUnsafeBufferPointer { points in
            place.withUnsafeBufferPointer { place in
                while left >= 0 || right < count {
                    let toLeft = left >= 0 ? key - keys[left] : .infinity
                    let toRight = right < count ? keys[right] - key : .infinity
                    let (position, gap) = toLeft <= toRight ? (left, toLeft) : (right, toRight)
                    let limit = found.count == wanted ? found[wanted - 1].squaredDistance : .infinity
                    if gap * gap > limit { break }
                    if toLeft <= toRight { left -= 1 } else { right += 1 }
                    var distance = 0.0
                    var axis = 0
                    while axis < dimensions, distance <= limit {
                        let difference = points[position * dimensions + axis] - place[axis]
                        distance += difference * difference
                        axis += 1
                    }
                    guard distance <= limit else { continue }
                    insert((order[position], distance), into: &found, wanted)
                }
            }
        }
        return found
    }

    private func insert(_ new: Neighbour, into found: inout [Neighbour], _ wanted: Int) {
        var place = found.count
        while place > 0,
            (new.squaredDistance, new.index) < (found[place - 1].squaredDistance, found[place - 1].index)
        {
            place -= 1
        }
        guard place < wanted else { return }
        if found.count == wanted { found.removeLast() }
        found.insert(new, at: place)
    }

    /// The first sorted position whose key is `key` or more.
    private func firstPosition(notBelow key: Double) -> Int {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Tells the class of a latent code by a vote of the nearest codes of known class, in the whole latent space.
public struct NeighbourClassifier: Sendable {
    private let index: NeighbourIndex
    private let labels: [UInt8]
    private let dimensions: Int

    /// Keeps labelled codes [image, dimension]; codes that are not finite have no vote.
    ///
    /// - Precondition: `codes` holds a whole code of `dimensions` for each label.
    public init(codes: [Float], dimensions: Int, labels: [UInt8]) {
        precondition(codes.count == labels.count * dimensions, "a code for each label")
        let kept = labels.indices.filter { image in
            codes[image * dimensions..<(image + 1) * dimensions].allSatisfy(\.isFinite)
        }
        index = NeighbourIndex(codes, dimensions: dimensions, indices: kept)
        self.labels = labels
        self.dimensions = dimensions
    }

    /// The class of the `neighbours` nearest codes by ``ClassVote``; `nil` where there are no codes.
    ///
    /// - Parameter neighbours: how many vote; `nil` for the usual number.
    /// - Precondition: the code has `dimensions` numbers.
    public func label(of code: some Collection<Float>, neighbours: Int? = nil) -> UInt8? {
        let nearest = index.nearest(neighbours ?? ClassVote.usualVoters(of: labels.count), to: Array(code))
        return ClassVote.winner(of: nearest.map { labels[$0.index] })
    }
}
