/// A regression tree that grows by a level at a time, with the node that each image is in.
struct GrownTree {
    /// The node of each image at the last level, from 0; those after the ones that are learned from have one too.
    private(set) var node: [Int]
    private var nodes = 1
    private let rests: [Double]
    private let codes: SortedCodes

    /// A tree of one node.
    ///
    /// - Parameter rests: what is to be told, of each image that is learned from.
    init(rests: [Double], codes: SortedCodes) {
        self.rests = rests
        self.codes = codes
        node = Array(repeating: 0, count: codes.images)
    }

    /// Where a node is split, and by how much the squared error falls.
    private struct Split {
        var dimension = 0, threshold = 0.0, gain = 0.0
    }

    /// The part of a node that lies left of a place, while its images are gone through in order.
    private struct Left {
        var count = 0.0, sum = 0.0, last = 0.0
    }

    /// Splits every node in two by the dimension and place that lower the squared error most; one that cannot be split
    /// is its own left half.
    ///
    /// - Parameter gains: by how much each dimension lowers the error, added to.
    mutating func split(_ gains: inout [Double]) {
        var counts = Array(repeating: 0.0, count: nodes), sums = counts, squares = counts
        for (image, rest) in rests.enumerated() {
            counts[node[image]] += 1
            sums[node[image]] += rest
            squares[node[image]] += rest * rest
        }
        // Nothing is left to tell where the variance is no more than rounding.
        var isOpen = Array(repeating: false, count: nodes)
        for node in isOpen.indices where counts[node] >= 2 {
            let mean = sums[node] / counts[node]
            isOpen[node] = squares[node] / counts[node] - mean * mean > 2.3e-16
        }
        var best = Array(repeating: Split(), count: nodes)
        for dimension in 0..<codes.dimensions {
            findSplits(along: dimension, counts, sums, isOpen: isOpen, better: &best)
        }
        for split in best { gains[split.dimension] += split.gain }
        descend(by: best)
        nodes *= 2
    }

    /// Keeps the best place along a dimension for each node where it is better than `best`.
    private func findSplits(
        along dimension: Int, _ counts: [Double], _ sums: [Double], isOpen: [Bool],
        better best: inout [Split]
    ) {
        var left = Array(repeating: Left(), count: nodes)
        let node = node, codes = codes, rests = rests
        let places = dimension * codes.learned..<(dimension + 1) * codes.learned
        for place in places {
            let image = codes.order[place], own = node[image]
            guard isOpen[own] else { continue }
            let value = codes.sorted[place], part = left[own]
            if part.count > 0, value > part.last + 1e-7 {
                let right = counts[own] - part.count
                let difference = right * part.sum - part.count * (sums[own] - part.sum)
                let gain = difference * difference / (part.count * right * counts[own])
                if gain > best[own].gain {
                    best[own] = Split(
                        dimension: dimension, threshold: part.last / 2 + value / 2, gain: gain)
                }
            }
            left[own] = Left(count: part.count + 1, sum: part.sum + rests[image], last: value)
        }
    }

    /// Moves every image into the half of its node where it belongs.
    private mutating func descend(by splits: [Split]) {
        let codes = codes
        for image in node.indices {
            let own = node[image], split = splits[own]
            let isRight =
                split.gain > 0 && codes.values[split.dimension * codes.images + image] > split.threshold
            node[image] = 2 * own + (isRight ? 1 : 0)
        }
    }

    /// A value for each node from the images in it that are learned from; 0 where there is none.
    func leaves(_ value: (_ members: [Int]) -> Double) -> [Double] {
        var members: [[Int]] = Array(repeating: [], count: nodes)
        for image in rests.indices { members[node[image]].append(image) }
        return members.map { $0.isEmpty ? 0 : value($0) }
    }
}

/// The codes of images, and the order of those that are learned from along each dimension: what all trees share.
struct SortedCodes: Sendable {
    let dimensions: Int, images: Int, learned: Int
    /// [dimension, image]
    let values: [Double]
    /// The images that are learned from, by the size of each dimension's values, and these values [dimension, place].
    let order: [Int], sorted: [Double]

    /// - Parameters:
    ///   - columns: [dimension][image].
    ///   - learned: so many images are learned from, the first ones.
    init(_ columns: [[Double]], learned: Int) {
        dimensions = columns.count
        images = columns.first?.count ?? 0
        self.learned = learned
        values = Array(columns.joined())
        let orders = columns.map { column in (0..<learned).sorted { (column[$0], $0) < (column[$1], $1) } }
        order = Array(orders.joined())
        sorted = zip(columns, orders).flatMap { column, order in order.map { column[$0] } }
    }
}
