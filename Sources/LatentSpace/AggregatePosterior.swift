import Foundation

/// The mean of many posteriors on the plane against the prior: where images put codes, and where the prior
/// promises some.
///
/// The plane is divided into cells, and the probability of each is exact, so that posteriors narrower than a
/// cell count in full.
public struct AggregatePosterior: Sendable, Equatable {
    /// The probability of each cell under the mean of the posteriors: the mixture that encoded images are
    /// sampled from.
    public let masses: PlaneField
    /// The probability of each cell under the prior, the standard normal.
    public let priorMasses: PlaneField

    /// Adds up posteriors over the cells of a window; those that are not finite are left out.
    ///
    /// - Parameters:
    ///   - columns: cells across, at least 1.
    ///   - rows: cells down, at least 1.
    public init(of posteriors: [DiagonalGaussian], window: PlaneWindow, columns: Int, rows: Int) {
        let (columns, rows) = (max(1, columns), max(1, rows))
        let across = Edges(window.x, count: columns)
        let up = Edges(window.y, count: rows)
        // Rows from the bottom here; turned over at the end.
        var sums = [Double](repeating: 0, count: columns * rows)
        var count = 0
        for posterior in posteriors {
            let (mean, deviation) = (posterior.mean, posterior.standardDeviation)
            guard mean.x.isFinite, mean.y.isFinite, deviation.x.isFinite, deviation.y.isFinite else {
                continue
            }
            count += 1
            let x = across.masses(mean: mean.x, deviation: deviation.x)
            let y = up.masses(mean: mean.y, deviation: deviation.y)
            for (row, height) in zip(y.first..., y.masses) {
                let start = row * columns + x.first
                for (column, width) in x.masses.enumerated() { sums[start + column] += height * width }
            }
        }
        let scale = 1 / Double(max(1, count))
        let x = across.masses(mean: 0, deviation: 1, reach: .infinity).masses
        let y = up.masses(mean: 0, deviation: 1, reach: .infinity).masses
        func field(_ value: (_ column: Int, _ row: Int) -> Double) -> PlaneField {
            PlaneField(
                window: window, columns: columns, rows: rows,
                values: (0..<rows).reversed().flatMap { row in (0..<columns).map { value($0, row) } })
        }
        masses = field { sums[$1 * columns + $0] * scale }
        priorMasses = field { x[$0] * y[$1] }
    }

    /// The density of the posteriors' mean in each cell, and the prior's.
    public var density: PlaneField { masses.map { $0 / masses.cellArea } }
    public var priorDensity: PlaneField { priorMasses.map { $0 / priorMasses.cellArea } }

    /// How many times as probable a cell is under the posteriors' mean as under the prior.
    public var ratio: PlaneField {
        PlaneField(
            window: masses.window, columns: masses.columns, rows: masses.rows,
            values: zip(masses.values, priorMasses.values).map { $0 / max($1, .leastNonzeroMagnitude) })
    }

    /// The share of the prior that lies in cells of the window with a ratio below `limit`.
    public func emptyPriorShare(below limit: Double = 0.1) -> Double {
        zip(masses.values, priorMasses.values).reduce(0) { $0 + ($1.0 < limit * $1.1 ? $1.1 : 0) }
    }

    /// The divergence of the posteriors' mean from the prior in nats, over the cells and all that lies outside.
    ///
    /// Never more than that of the densities, to which it grows as cells get smaller.
    public var klDivergence: Double {
        let outside = (
            max(0, 1 - masses.values.reduce(0, +)), max(0, 1 - priorMasses.values.reduce(0, +))
        )
        return zip(masses.values + [outside.0], priorMasses.values + [outside.1]).reduce(0) {
            sum, mass in
            // What is less than rounding leaves of a whole is none.
            guard mass.0 > 1e-14 else { return sum }
            return sum + mass.0 * log(mass.0 / max(mass.1, .leastNonzeroMagnitude))
        }
    }
}

/// The edges of even cells along one axis.
private struct Edges {
    private let low: Double, step: Double
    private let count: Int

    init(_ range: ClosedRange<Double>, count: Int) {
        low = range.lowerBound
        step = (range.upperBound - range.lowerBound) / Double(count)
        self.count = count
    }

    /// The probabilities of neighbouring cells under a normal distribution, and the first of them.
    ///
    /// Cells farther than `reach` standard deviations from the mean are left out: beyond 8 lies no more than
    /// 2e-15 of the distribution.
    func masses(mean: Double, deviation: Double, reach: Double = 8) -> (first: Int, masses: [Double]) {
        let farthest = deviation * reach
        let first = cell(at: mean - farthest)
        let last = cell(at: mean + farthest)
        guard mean + farthest >= low, mean - farthest <= low + step * Double(count) else {
            return (0, [])
        }
        let deviation = max(deviation, 1e-12)
        var lower = tails((low + Double(first) * step - mean) / deviation)
        let masses = (first...last).map { cell in
            let upper = tails((low + Double(cell + 1) * step - mean) / deviation)
            // Of the two tails the smaller keeps its precision.
            let mass = lower.below < lower.above ? upper.below - lower.below : lower.above - upper.above
            lower = upper
            return max(0, mass)
        }
        return (first, masses)
    }

    private func tails(_ edge: Double) -> (below: Double, above: Double) {
        (NormalDistribution.cumulative(edge), NormalDistribution.cumulative(-edge))
    }

    private func cell(at place: Double) -> Int {
        Int(min(max((place - low) / max(step, .leastNormalMagnitude), 0), Double(count - 1)))
    }
}
