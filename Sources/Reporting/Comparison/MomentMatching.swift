/// When a run's snapshots were taken, as far as runs are compared by it.
struct SnapshotSchedule: Equatable {
    let trainCount: Int, batchSize: Int
    /// The snapshots' steps, ascending; at least one.
    let steps: [Int]

    var stepsPerEpoch: Int { max(1, (trainCount + batchSize - 1) / max(1, batchSize)) }

    /// Images seen by a step, those of every epoch counted again.
    func imagesSeen(atStep step: Int) -> Int {
        let (epochs, rest) = step.quotientAndRemainder(dividingBy: stepsPerEpoch)
        return epochs * trainCount + rest * batchSize
    }

    /// The share of all images that training showed up to the last snapshot; 0 where there was no training.
    func share(atStep step: Int) -> Double {
        let all = imagesSeen(atStep: steps[steps.count - 1])
        return all > 0 ? Double(imagesSeen(atStep: step)) / Double(all) : 0
    }
}

/// Which snapshots of several runs are shown together.
struct MomentMatching: Equatable {
    /// What a moment is told by.
    enum Basis {
        /// Steps: all runs have as many images, in as large batches.
        case step
        /// The share of each run's own training.
        case share
    }

    let basis: Basis
    /// The step, or the share from 0 to 1, of each moment, ascending.
    let positions: [Double]
    /// The position among each run's snapshots [moment][run].
    let snapshots: [[Int]]

    /// Matches the snapshots of runs.
    ///
    /// A moment is one that a run has a snapshot at (by shares, the run with the most snapshots); every other run shows the
    /// snapshot nearest to it, of two the earlier. Moments that would show the same snapshots are one.
    ///
    /// - Parameter most: moments are thinned to so many, evenly on a square-root scale, the first and the last kept.
    init(_ schedules: [SnapshotSchedule], most: Int) {
        let agree = schedules.dropFirst().allSatisfy {
            $0.trainCount == schedules[0].trainCount && $0.batchSize == schedules[0].batchSize
        }
        basis = agree ? .step : .share
        let places = schedules.map { schedule in
            schedule.steps.map { agree ? Double($0) : schedule.share(atStep: $0) }
        }
        let fullest = places.max { $0.count < $1.count } ?? []
        let candidates = agree ? Set(places.joined()).sorted() : fullest
        let kept = Self.thinned(candidates, to: most)
        var positions: [Double] = [], snapshots: [[Int]] = []
        for position in kept {
            let shown = places.map { Self.nearest(to: position, in: $0) }
            guard shown != snapshots.last else { continue }
            positions.append(position)
            snapshots.append(shown)
        }
        self.positions = positions
        self.snapshots = snapshots
    }

    static func nearest(to position: Double, in places: [Double]) -> Int {
        places.indices.min { abs(places[$0] - position) < abs(places[$1] - position) } ?? 0
    }

    private static func thinned(_ ascending: [Double], to most: Int) -> [Double] {
        guard ascending.count > max(2, most), let last = ascending.last else { return ascending }
        let wanted = (0..<max(2, most)).map { index -> Double in
            let root = Double(index) / Double(max(1, max(2, most) - 1))
            return root * root * last
        }
        return Set(wanted.map { ascending[nearest(to: $0, in: ascending)] }).sorted()
    }
}
