/// When a run's snapshots were taken, as far as runs are compared by it.
struct SnapshotSchedule: Equatable {
    /// Images trained on, images a step and steps an epoch; each `nil` where a recorded run does not tell.
    let trainCount: Int?, batchSize: Int?, stepsPerEpoch: Int?
    /// The snapshots' steps, ascending; at least one.
    let steps: [Int]

    /// Images seen by a step, those of every epoch counted again; `nil` where nobody knows.
    func imagesSeen(atStep step: Int) -> Double? {
        guard let trainCount, let batchSize, let stepsPerEpoch else { return nil }
        let (epochs, rest) = step.quotientAndRemainder(dividingBy: max(1, stepsPerEpoch))
        // What a recorded run says of an epoch may not fit together.
        let inEpoch = min(Double(rest) * Double(batchSize), Double(trainCount))
        return Double(epochs) * Double(trainCount) + inEpoch
    }

    /// The share of all images that training showed up to the last snapshot, or of the steps where nobody knows how many
    /// images those are; 0 where there was no training.
    func share(atStep step: Int) -> Double {
        let last = steps[steps.count - 1]
        let all = imagesSeen(atStep: last) ?? Double(last)
        return all > 0 ? (imagesSeen(atStep: step) ?? Double(step)) / all : 0
    }

    /// Whether a step is as much training in all runs: none has other training images, batches or epochs than another, as
    /// far as they are known, and steps an epoch are known of all or of none.
    static func agree(_ schedules: [SnapshotSchedule]) -> Bool {
        let epochs = schedules.map(\.stepsPerEpoch)
        return Set(epochs).count == 1 && Set(schedules.compactMap(\.trainCount)).count < 2
            && Set(schedules.compactMap(\.batchSize)).count < 2
    }
}

/// Which snapshots of several runs are shown together.
struct MomentMatching: Equatable {
    /// What a moment is told by.
    enum Basis {
        /// Steps: they are as much training in all runs.
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
        let agree = SnapshotSchedule.agree(schedules)
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
