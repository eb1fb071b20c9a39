import Foundation
import Runs

/// Which snapshots' networks the page holds.
enum EmbeddedSnapshots {
    /// At most `count` of `steps`, ascending: the first, the last, and others evenly spread in learning progress.
    ///
    /// Progress is the logarithm of how far the test ELBO still is from where it ends: the nats won in the first
    /// few batches and the fractions won in the last epochs get equal room.
    static func steps(of rows: [MetricsRow], among steps: [Int], count: Int) -> [Int] {
        let candidates = rows.compactMap { row -> (step: Int, testELBO: Double)? in
            guard steps.contains(row.step), let elbo = row.testELBO, elbo.isFinite else { return nil }
            return (row.step, elbo)
        }
        guard let first = candidates.first, let last = candidates.last, count > 0 else { return [] }
        guard candidates.count > count else { return candidates.map { $0.step } }
        guard count > 1 else { return [last.step] }
        func position(_ row: (step: Int, testELBO: Double)) -> Double {
            log(1 + max(0, last.testELBO - row.testELBO))
        }
        let start = position(first)
        var chosen: Set<Int> = [0, candidates.count - 1]
        for place in 1..<count - 1 {
            let target = start * (1 - Double(place) / Double(count - 1))
            let free = candidates.indices.filter { !chosen.contains($0) }
            let nearest = free.min {
                abs(position(candidates[$0]) - target) < abs(position(candidates[$1]) - target)
            }
            if let nearest { chosen.insert(nearest) }
        }
        return chosen.sorted().map { candidates[$0].step }
    }
}
