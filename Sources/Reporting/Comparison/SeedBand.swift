import Likelihoods
import Runs
import VAE

/// What several curves of one thing have in common: at each place the least, the middle and the greatest value.
struct SeedBand: Equatable {
    struct Point: Equatable {
        let position: Double
        let low: Double, median: Double, high: Double
    }

    /// Ascending; the positions that all curves have.
    let points: [Point]

    /// The band of curves, each of positions and values in ascending order.
    init(_ curves: [[SIMD2<Double>]]) {
        let known = curves.map { curve in
            Dictionary(
                curve.filter { $0.y.isFinite }.map { ($0.x, $0.y) }, uniquingKeysWith: { first, _ in first })
        }
        points = (known.first?.keys.sorted() ?? []).compactMap { position in
            let values = known.compactMap { $0[position] }.sorted()
            guard values.count == known.count, let low = values.first, let high = values.last else {
                return nil
            }
            let middle = values.count / 2
            let median =
                values.count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
            return Point(position: position, low: low, median: median, high: high)
        }
    }
}

/// Which runs belong together.
enum RunGroups {
    /// The positions of runs that differ by their seeds alone, in the order of the first of each group; a run of which there
    /// is no other is a group of one, and so is a recorded run, which may differ by what it does not tell.
    ///
    /// Threads are no difference: they change the order of additions.
    static func ofSeeds(_ records: [RunRecord]) -> [[Int]] {
        struct Key: Equatable {
            let configuration: TrainingConfiguration
            let sha256: String, trainCount: Int, testCount: Int
            /// Which run it is; of a recorded one.
            let recorded: Int?

            init(_ record: RunRecord, at position: Int) {
                var configuration = record.configuration
                configuration.seed = 0
                configuration.threads = 1
                self.configuration = configuration
                sha256 = record.dataset.sha256
                trainCount = record.dataset.trainCount
                testCount = record.dataset.testCount
                recorded = record.isRecorded ? position : nil
            }
        }
        return grouped(records.enumerated().map { Key($0.element, at: $0.offset) })
    }

    /// The positions of runs whose numbers are of the same images under the same likelihood and model, so that they may
    /// stand on one axis.
    ///
    /// - Parameter images: what tells each run's test images from others.
    static func ofScores(_ records: [RunRecord], images: [String]) -> [[Int]] {
        struct Key: Equatable {
            let images: String, testCount: Int, imageShape: [Int]
            let model: Model, likelihood: String
        }
        return grouped(
            zip(records, images).map { record, images in
                let architecture = record.configuration.architecture
                return Key(
                    images: images, testCount: record.dataset.testCount, imageShape: architecture.imageShape,
                    model: record.configuration.model, likelihood: architecture.likelihood.name)
            })
    }

    private static func grouped(_ keys: [some Equatable]) -> [[Int]] {
        var groups: [[Int]] = []
        for index in keys.indices {
            if let group = groups.firstIndex(where: { keys[$0[0]] == keys[index] }) {
                groups[group].append(index)
            } else {
                groups.append([index])
            }
        }
        return groups
    }
}
