/// Points in a k-d tree, for finding the nearest ones to a place without looking at all of them.
///
/// Source: J. Bentley, "Multidimensional binary search trees used for associative searching",
/// Communications of the ACM 18 (1975). The tree is implicit: the middle of a range of `places` splits it, points
/// lower along the range's axis lie before it and the others after.
struct PointTree: Sendable {
    /// A point that was found.
    struct Neighbour: Equatable {
        /// Its position among the points that the tree was made of.
        let index: Int
        /// The square of its distance.
        let squaredDistance: Double
    }

    private var places: [SIMD3<Double>]
    /// Which of the given points stands at each place.
    private var order: [Int]
    /// The axis along which the point in the middle of a range splits it, by the middle's place.
    private var axes: [UInt8]

    /// A range of no more points than this is searched one by one.
    private static let leafSize = 12

    /// - Precondition: every coordinate is finite.
    init(_ points: [SIMD3<Double>]) {
        places = points
        order = Array(points.indices)
        axes = Array(repeating: 0, count: points.count)
        split(points.indices)
    }

    /// The `count` nearest points to `place`, the nearest first; of equally far ones the first given.
    func nearest(_ count: Int, to place: SIMD3<Double>) -> [Neighbour] {
        var found: [Neighbour] = []
        let wanted = min(count, places.count)
        guard wanted > 0 else { return found }
        found.reserveCapacity(wanted + 1)
        search(places.indices, near: place, wanted: wanted, into: &found)
        return found
    }

    private func search(
        _ range: Range<Int>, near place: SIMD3<Double>, wanted: Int, into found: inout [Neighbour]
    ) {
        guard range.count > Self.leafSize else {
            for position in range { consider(position, near: place, wanted: wanted, into: &found) }
            return
        }
        let middle = Self.middle(of: range)
        let axis = Int(axes[middle])
        let offset = place[axis] - places[middle][axis]
        let lower = range.lowerBound..<middle, upper = middle + 1..<range.upperBound
        search(offset < 0 ? lower : upper, near: place, wanted: wanted, into: &found)
        consider(middle, near: place, wanted: wanted, into: &found)
        if found.count < wanted || offset * offset <= found[wanted - 1].squaredDistance {
            search(offset < 0 ? upper : lower, near: place, wanted: wanted, into: &found)
        }
    }

    /// Adds the point at `position` where it is among the nearest so far: few, so that insertion beats a heap.
    private func consider(
        _ position: Int, near place: SIMD3<Double>, wanted: Int, into found: inout [Neighbour]
    ) {
        let difference = places[position] - place
        let candidate = Neighbour(
            index: order[position], squaredDistance: (difference * difference).sum())
        func isNearer(_ other: Neighbour) -> Bool {
            candidate.squaredDistance != other.squaredDistance
                ? candidate.squaredDistance < other.squaredDistance : candidate.index < other.index
        }
        if found.count == wanted {
            guard isNearer(found[wanted - 1]) else { return }
            found.removeLast()
        }
        var low = 0, high = found.count
        while low < high {
            let middle = (low + high) / 2
            if isNearer(found[middle]) { high = middle } else { low = middle + 1 }
        }
        found.insert(candidate, at: low)
    }

    private static func middle(of range: Range<Int>) -> Int { range.lowerBound + range.count / 2 }

    /// Orders a range of places about its middle, along the axis on which it is widest, and so on within.
    private mutating func split(_ range: Range<Int>) {
        guard range.count > Self.leafSize else { return }
        var low = places[range.lowerBound], high = low
        for position in range {
            low = pointwiseMin(low, places[position])
            high = pointwiseMax(high, places[position])
        }
        let extent = high - low
        let axis = extent.x >= extent.y ? (extent.x >= extent.z ? 0 : 2) : (extent.y >= extent.z ? 1 : 2)
        let middle = Self.middle(of: range)
        select(middle, in: range, axis: axis)
        axes[middle] = UInt8(axis)
        split(range.lowerBound..<middle)
        split(middle + 1..<range.upperBound)
    }

    /// Hoare's selection: no place before `position` is higher along `axis`, and none after it lower.
    private mutating func select(_ position: Int, in range: Range<Int>, axis: Int) {
        var low = range.lowerBound, high = range.upperBound - 1
        while low < high {
            let pivot = places[(low + high) / 2][axis]
            var left = low, right = high
            while left <= right {
                while places[left][axis] < pivot { left += 1 }
                while places[right][axis] > pivot { right -= 1 }
                guard left <= right else { break }
                places.swapAt(left, right)
                order.swapAt(left, right)
                left += 1
                right -= 1
            }
            if position <= right {
                high = right
            } else if position >= left {
                low = left
            } else {
                return
            }
        }
    }
}
