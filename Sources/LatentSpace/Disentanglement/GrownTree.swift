/// A regression tree that grows by a level at a time, with the node that each image is in.
struct GrownTree {
    /// The node of each image at the last level, from 0; those after the ones that are learned from have one too.
    private(set) var node: [Int]
    private var nodes = 1
    private let rests: [Double]
    private let codes: [[Double]]
    private let orders: [[Int]]

    /// A tree of one node.
    ///
    /// - Parameters:
    ///   - rests: what is to be told, of each image that is learned from.
    ///   - codes: the columns of the codes, [dimension][image].
    ///   - orders: the images that are learned from, by the size of each column.
    ///   - images: how many there are in all.
    init(rests: [Double], codes: [[Double]], orders: [[Int]], images: Int) {
        self.rests = rests
        self.codes = codes
        self.orders = orders
        node = Array(repeating: 0, count: images)
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
        for dimension in codes.indices {
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
        let node = node, column = codes[dimension], rests = rests
        for image in orders[dimension] {
            let (own, value) = (node[image], column[image])
            guard isOpen[own] else { continue }
            let part = left[own]
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
        let columns = splits.map { codes[$0.dimension] }
        for image in node.indices {
            let own = node[image], split = splits[own]
            let isRight = split.gain > 0 && columns[own][image] > split.threshold
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
