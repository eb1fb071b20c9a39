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
    /// is no other is a group of one.
    ///
    /// Threads are no difference: they change the order of additions.
    static func ofSeeds(_ records: [RunRecord]) -> [[Int]] {
        struct Key: Equatable {
            let configuration: TrainingConfiguration, images: ScoredImages

            init(_ record: RunRecord) {
                var configuration = record.configuration
                configuration.seed = 0
                configuration.threads = 1
                self.configuration = configuration
                images = ScoredImages(record)
            }
        }
        return grouped(records.map(Key.init))
    }

    /// The positions of runs whose numbers are of the same images under the same likelihood and model, so that they may
    /// stand on one axis.
    static func ofScores(_ records: [RunRecord]) -> [[Int]] {
        struct Key: Equatable {
            let images: ScoredImages
            let model: Model, likelihood: String
        }
        return grouped(
            records.map { record in
                var images = ScoredImages(record)
                images.trainCount = 0
                return Key(
                    images: images, model: record.configuration.model,
                    likelihood: record.configuration.architecture.likelihood.name)
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

/// The images that a run's numbers are of.
private struct ScoredImages: Equatable {
    let sha256: String
    var trainCount: Int
    let testCount: Int
    let imageShape: [Int]

    init(_ record: RunRecord) {
        sha256 = record.dataset.sha256
        trainCount = record.dataset.trainCount
        testCount = record.dataset.testCount
        imageShape = record.configuration.architecture.imageShape
    }
}
