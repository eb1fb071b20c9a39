import Foundation
import Storage

/// Gradient boosted regression trees: what each code counts in telling a factor, and how well all together tell it.
///
/// A hundred stages of trees three splits deep, each stage taken at a tenth, as scikit-learn has them by default: squared
/// error for numbers, the logistic loss of one tree a kind for categories.
///
/// Source: J. H. Friedman, "Greedy function approximation: a gradient boosting machine" (2001), algorithms 3, 5 and 6.
struct BoostedTrees: Sendable {
    /// The share of each dimension in the fall of the loss; they add up to 1, or are 0 where nothing could be learned.
    let importances: [Double]
    /// Of the images that were not learned from: the share whose kind is told, or how much of the variance is
    /// explained, at least 0.
    let informativeness: Double

    private static let stages = 100, depth = 3, rate = 0.1

    /// - Parameters:
    ///   - codes: the columns of the codes, [dimension][image].
    ///   - learned: so many images are learned from, the first ones; all others judge.
    init(codes: [[Double]], factor: Factor, learned: Int) {
        let sorted = SortedCodes(codes, learned: learned), count = factor.values.count
        let kinds = factor.isCategory ? Set(factor.values.prefix(learned)).sorted() : []
        let outputs = kinds.count > 2 ? kinds.count : 1
        // The kind that each output tells, or none.
        let told = kinds.count == 2 ? [kinds[1]] : kinds
        let targets = (0..<outputs).map { output in
            factor.isCategory ? factor.values.map { told[output] == $0 ? 1.0 : 0 } : factor.values
        }
        var raw = targets.map { target -> [Double] in
            let mean = target.prefix(learned).reduce(0, +) / Double(max(1, learned))
            guard factor.isCategory else { return Array(repeating: mean, count: count) }
            return Array(repeating: outputs > 1 ? log(mean) : log(mean / (1 - mean)), count: count)
        }
        var gains = Array(repeating: 0.0, count: codes.count)
        for _ in 0..<(factor.isCategory && kinds.count < 2 ? 0 : Self.stages) {
            let predictions = factor.isCategory ? Self.probabilities(raw, learned) : raw
            // A stage's trees know nothing of each other.
            let steps = concurrentMap(outputs) { output -> (values: [Double], gains: [Double]) in
                let (target, predicted) = (targets[output], predictions[output])
                let rests = (0..<learned).map { target[$0] - predicted[$0] }
                var tree = GrownTree(rests: rests, codes: sorted)
                var gains = Array(repeating: 0.0, count: codes.count)
                for _ in 0..<Self.depth { tree.split(&gains) }
                let leaves = tree.leaves { members in
                    let sum = members.reduce(0) { $0 + rests[$1] }
                    guard factor.isCategory else { return sum / Double(members.count) }
                    // Newton's step of the logistic loss.
                    let curvature = members.reduce(0) { $0 + predicted[$1] * (1 - predicted[$1]) }
                    let scale = outputs > 1 ? Double(outputs - 1) / Double(outputs) : 1
                    return abs(curvature) < 1e-150 ? 0 : scale * sum / curvature
                }
                return (tree.node.map { Self.rate * leaves[$0] }, gains)
            }
            for (output, step) in steps.enumerated() {
                for image in 0..<count { raw[output][image] += step.values[image] }
                for dimension in gains.indices { gains[dimension] += step.gains[dimension] }
            }
        }
        let total = gains.reduce(0, +)
        importances = gains.map { total > 0 ? $0 / total : 0 }
        informativeness = Self.informativeness(raw, told: kinds, factor, learned: learned)
    }

    /// What the outputs say of each image that is learned from.
    private static func probabilities(_ raw: [[Double]], _ learned: Int) -> [[Double]] {
        guard raw.count > 1 else { return raw.map { $0.prefix(learned).map { 1 / (1 + exp(-$0)) } } }
        var shares = raw.map { Array($0.prefix(learned)) }
        for image in 0..<learned {
            let most = raw.reduce(-Double.infinity) { max($0, $1[image]) }
            var sum = 0.0
            for output in raw.indices {
                shares[output][image] = exp(raw[output][image] - most)
                sum += shares[output][image]
            }
            for output in raw.indices { shares[output][image] /= sum }
        }
        return shares
    }

    private static func informativeness(
        _ raw: [[Double]], told kinds: [Double], _ factor: Factor, learned: Int
    ) -> Double {
        let judged = learned..<factor.values.count
        guard !judged.isEmpty else { return 0 }
        if factor.isCategory {
            let right = judged.count { image in
                let best =
                    raw.count > 1
                    ? raw.indices.max { (raw[$0][image], -$0) < (raw[$1][image], -$1) } ?? 0
                    : kinds.count == 2 && raw[0][image] > 0 ? 1 : 0
                return kinds[best] == factor.values[image]
            }
            return Double(right) / Double(judged.count)
        }
        let mean = judged.reduce(0) { $0 + factor.values[$1] } / Double(judged.count)
        var (error, spread) = (0.0, 0.0)
        for image in judged {
            error += pow(factor.values[image] - raw[0][image], 2)
            spread += pow(factor.values[image] - mean, 2)
        }
        return spread > 0 ? max(0, 1 - error / spread) : 0
    }
}
