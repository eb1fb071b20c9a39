/// Codes in groups that lie together, found without labels by k-means.
///
/// Sources: S. Lloyd, "Least squares quantization in PCM" (1982); first centres by D. Arthur and S. Vassilvitskii,
/// "k-means++: The advantages of careful seeding" (2007), section 2.2.
public struct CodeClustering: Sendable, Equatable {
    /// Codes that centres and their number are found by, at the most; an even choice of all.
    private static let mostCodes = 1000
    /// Beginnings of which the best end counts, and rounds of each at the most.
    private static let starts = 5, mostRounds = 100

    private let dimensions: Int
    /// The groups' means [group, dimension], that of the most codes first.
    private let centres: [Double]
    /// How well the groups are apart: see ``CodeSample/silhouette(of:count:)``.
    public let silhouette: Double

    /// How many groups there are.
    public var count: Int { centres.count / dimensions }

    /// Groups codes [code, dimension].
    ///
    /// - Parameter counts: how many groups there may be; the number of the greatest silhouette is taken, of equals the
    ///   least, and none by which there were fewer than four codes a group.
    /// - Returns: `nil` for too few finite codes, or fewer different ones than groups.
    /// - Precondition: whole codes of at least one dimension.
    public init?(
        of codes: [Float], dimensions: Int, counts: ClosedRange<Int>,
        using generator: inout some RandomNumberGenerator
    ) {
        precondition(dimensions > 0 && codes.count.isMultiple(of: dimensions), "whole codes only")
        let sample = CodeSample(of: codes, dimensions: dimensions, most: Self.mostCodes)
        var best: (silhouette: Double, centres: [Double])?
        for count in counts where count * 4 <= sample.count {
            guard let grouping = Self.grouping(of: sample, count: count, using: &generator) else { break }
            let silhouette = sample.silhouette(of: grouping.labels, count: count)
            if silhouette > best?.silhouette ?? -.infinity { best = (silhouette, grouping.centres) }
        }
        guard let best else { return nil }
        self.dimensions = dimensions
        silhouette = best.silhouette
        // By size, so that the same groups have the same numbers wherever the centres began.
        let labels = Self.labels(of: codes, dimensions: dimensions, centres: best.centres)
        var sizes = Array(repeating: 0, count: best.centres.count / dimensions)
        for label in labels { sizes[Int(label)] += 1 }
        centres = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
            .flatMap { best.centres[$0 * dimensions..<($0 + 1) * dimensions] }
    }

    /// The group of each code [code, dimension]: that of the nearest mean, of codes that are not finite the first.
    public func labels(of codes: [Float]) -> [UInt8] {
        Self.labels(of: codes, dimensions: dimensions, centres: centres)
    }

    private static func labels(of codes: [Float], dimensions: Int, centres: [Double]) -> [UInt8] {
        stride(from: 0, to: codes.count, by: dimensions).map { start in
            let code = codes[start..<start + dimensions].map(Double.init)
            return UInt8(nearest(to: code, at: 0, among: centres).index)
        }
    }

    /// The centre nearest to the code that begins at `start`, and its squared distance.
    private static func nearest(
        to codes: [Double], at start: Int, among centres: [Double], dimensions: Int? = nil
    ) -> (index: Int, distance: Double) {
        let dimensions = dimensions ?? codes.count
        var best = (index: 0, distance: Double.infinity)
        for index in 0..<centres.count / dimensions {
            var distance = 0.0
            for dimension in 0..<dimensions {
                let difference = codes[start + dimension] - centres[index * dimensions + dimension]
                distance += difference * difference
            }
            if distance < best.distance { best = (index, distance) }
        }
        return best
    }

    /// The closest of several groupings; `nil` where there are fewer different codes than groups.
    private static func grouping(
        of sample: CodeSample, count: Int, using generator: inout some RandomNumberGenerator
    ) -> (labels: [Int], centres: [Double])? {
        var best: (spread: Double, labels: [Int], centres: [Double])?
        for _ in 0..<starts {
            guard var centres = firstCentres(of: sample, count: count, using: &generator) else { return nil }
            var labels: [Int] = [], spread = 0.0
            for _ in 0..<mostRounds {
                let nearest = (0..<sample.count).map {
                    Self.nearest(
                        to: sample.codes, at: $0 * sample.dimensions, among: centres,
                        dimensions: sample.dimensions)
                }
                spread = nearest.reduce(0) { $0 + $1.distance }
                let known = labels
                labels = nearest.map(\.index)
                if labels == known { break }
                centres = sample.means(of: labels, before: centres)
            }
            if spread < best?.spread ?? .infinity { best = (spread, labels, centres) }
        }
        return best.map { ($0.labels, $0.centres) }
    }

    /// Codes far from one another: each is chosen with a probability in proportion to its squared distance from those
    /// before it.
    private static func firstCentres(
        of sample: CodeSample, count: Int, using generator: inout some RandomNumberGenerator
    ) -> [Double]? {
        /// The place in a row of weights that even chance meets.
        func place(in weights: [Double]) -> Int? {
            let total = weights.reduce(0, +)
            guard total > 0 else { return nil }
            var rest = Double(generator.next() >> 11) * 0x1p-53 * total
            return weights.firstIndex { weight in
                rest -= weight
                return rest < 0
            } ?? weights.lastIndex { $0 > 0 }
        }
        var weights = Array(repeating: 1.0, count: sample.count)
        var centres: [Double] = []
        for _ in 0..<count {
            guard let chosen = place(in: weights) else { return nil }
            centres += sample.code(chosen)
            weights = (0..<sample.count).map {
                nearest(
                    to: sample.codes, at: $0 * sample.dimensions, among: centres,
                    dimensions: sample.dimensions
                ).distance
            }
        }
        return centres
    }
}
