import Foundation
import Storage

/// How far each latent dimension carries one cause of the images, and each cause is carried by one dimension.
///
/// Where anything is learned, it is from the first half of the images, at most ``mostLearned``; all others judge. The
/// settings are those of disentanglement_lib (F. Locatello et al., "Challenging Common Assumptions in the Unsupervised Learning of
/// Disentangled Representations", 2019), which has categories alone; causes that are numbers are binned, correlated and
/// regressed.
public struct Disentanglement: Sendable {
    /// The causes' names: those that differ between images.
    public let factors: [String]
    /// What a dimension tells of a cause, as a share of all that there is to know, 0 to 1 [dimension][factor]: mutual
    /// information of the means in 20 bins of equal width, by the cause's entropy.
    public let information: [[Double]]
    /// The share of each dimension in telling a cause by boosted trees [dimension][factor]; those of a cause add up
    /// to 1.
    public let importances: [[Double]]
    /// The mutual information gap: for each cause by how much the dimension that tells most is ahead of the next, the
    /// mean over the causes.
    ///
    /// Source: R. T. Q. Chen, X. Li, R. Grosse and D. Duvenaud, "Isolating Sources of Disentanglement in Variational
    /// Autoencoders" (2018), equation 6.
    public let mutualInformationGap: Double
    /// The separated attribute predictability: the same gap between how well single dimensions predict a cause, by
    /// squared correlation, or for a category by the accuracy of a linear support vector machine.
    ///
    /// Source: A. Kumar, P. Sattigeri and A. Balakrishnan, "Variational Inference of Disentangled Latent Concepts from
    /// Unlabeled Observations" (2018), section 3.1.
    public let separatedPredictability: Double
    /// Whether dimensions tell no more than one cause, whether causes are told by no more than one dimension, and how
    /// well all dimensions together tell them: the D, C and I of DCI, by gradient boosted trees.
    ///
    /// Source: C. Eastwood and C. K. I. Williams, "A Framework for the Quantitative Evaluation of Disentangled
    /// Representations" (2018), section 2.
    public let disentanglement: Double, completeness: Double, informativeness: Double
    /// How many images it was measured on, and how many of them were learned from.
    public let images: Int, learned: Int

    /// More images than this are not learned from.
    public static let mostLearned = 2000

    /// Measures codes [image, dimension]; `nil` where there are fewer than two dimensions, causes or 20 images, or where a
    /// number is not finite. Causes that are the same for all images are left out.
    package init?(codes: [Float], dimensions: Int, factors given: [Factor]) {
        let count = codes.count / max(1, dimensions)
        let factors = given.filter { $0.values.count == count && Set($0.values).count > 1 }
        guard dimensions > 1, factors.count > 1, count >= 20, codes.allSatisfy(\.isFinite),
            factors.allSatisfy({ $0.values.allSatisfy(\.isFinite) })
        else { return nil }
        let columns = (0..<dimensions).map { dimension in
            (0..<count).map { Double(codes[$0 * dimensions + dimension]) }
        }
        let learned = min(count / 2, Self.mostLearned)
        self.learned = learned
        let binned = columns.map { Binning(equalWidths: $0) }
        let causes = factors.map {
            $0.isCategory ? Binning(kinds: $0.values) : Binning(equalWidths: $0.values)
        }
        let entropies = causes.map(\.entropy)
        information = binned.map { code in
            zip(causes, entropies).map { $1 > 0 ? code.mutualInformation(with: $0) / $1 : 0 }
        }
        let separation = columns.map { column in
            zip(factors, causes).map { Self.predictability(of: $0, $1, by: column, learned: learned) }
        }
        let trees = concurrentMap(factors.count) { index in
            BoostedTrees(codes: columns, factor: factors[index], learned: learned)
        }
        let importances = (0..<dimensions).map { dimension in trees.map { $0.importances[dimension] } }
        self.importances = importances
        self.factors = factors.map(\.name)
        mutualInformationGap = Self.gap(information)
        separatedPredictability = Self.gap(separation)
        disentanglement = Self.concentration(importances)
        completeness = Self.concentration(trees.map(\.importances))
        informativeness = trees.reduce(0) { $0 + $1.informativeness } / Double(trees.count)
        images = count
    }

    /// How well one dimension predicts one cause.
    private static func predictability(
        of factor: Factor, _ kinds: Binning, by column: [Double], learned: Int
    ) -> Double {
        guard factor.isCategory else {
            return squaredCorrelation(column.prefix(learned), factor.values.prefix(learned))
        }
        let machine = LineMachine(column[..<learned], kinds: kinds.bins[..<learned])
        let judged = learned..<column.count
        let right = judged.count { machine.kind(of: column[$0]) == kinds.bins[$0] }
        return Double(right) / Double(max(1, judged.count))
    }

    private static func squaredCorrelation(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
        let count = Double(max(1, a.count)), (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
        var (ab, aa, bb) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            ab += (x - meanA) * (y - meanB)
            aa += (x - meanA) * (x - meanA)
            bb += (y - meanB) * (y - meanB)
        }
        // A dimension that is switched off predicts nothing.
        return aa / count > 1e-12 && bb > 0 ? ab * ab / (aa * bb) : 0
    }

    /// The mean over the causes of the greatest number of a column less the second [dimension][factor].
    private static func gap(_ matrix: [[Double]]) -> Double {
        let factors = matrix[0].indices
        var sum = 0.0
        for factor in factors {
            let ordered = matrix.map { $0[factor] }.sorted(by: >)
            sum += ordered[0] - ordered[1]
        }
        return sum / Double(factors.count)
    }

    /// The mean over rows, weighted by their sums, of 1 less the entropy of a row's shares, by the most that it could be.
    private static func concentration(_ rows: [[Double]]) -> Double {
        let total = rows.joined().reduce(0, +)
        guard total > 0 else { return 0 }
        var mean = 0.0
        for row in rows {
            // So that no logarithm is that of 0.
            let filled = row.map { $0 + 1e-11 }, sum = filled.reduce(0, +)
            var entropy = 0.0
            for value in filled { entropy -= value / sum * log(value / sum) }
            mean += (1 - entropy / log(Double(row.count))) * row.reduce(0, +) / total
        }
        return mean
    }
}
