import Storage

/// A curve's linearised energy: the inner points x_i move by J_i step_i, and the sum of |x_(i+1) - x_i|^2 is to
/// become least.
///
/// With G_i = J_i^T J_i the equations are, for each inner point,
///
///     -J_i^T J_(i-1) step_(i-1) + 2 G_i step_i - J_i^T J_(i+1) step_(i+1) = J_i^T (x_(i-1) - 2 x_i + x_(i+1))
struct SpringChain {
    /// What one inner point brings into the equations.
    private struct Link {
        /// 2 G_i, [dimension, dimension].
        let metric: [Double]
        /// -J_i^T J_(i+1), [dimension, dimension]; empty for the last.
        let coupling: [Double]
        /// The right-hand side [dimension].
        let pull: [Double]

        /// - Parameters:
        ///   - before: where the point before it is.
        ///   - isLast: whether the next point is the curve's end, which stays where it is.
        init(
            between before: [Double], _ here: (position: [Double], derivatives: [[Double]]),
            _ after: (position: [Double], derivatives: [[Double]]), isLast: Bool
        ) {
            let (rows, place) = (here.derivatives, here.position)
            var metric = [Double](repeating: 0, count: rows.count * rows.count)
            for row in rows.indices {
                for column in 0...row {
                    let product = 2 * dot(rows[row], rows[column])
                    metric[row * rows.count + column] = product
                    metric[column * rows.count + row] = product
                }
            }
            self.metric = metric
            coupling = isLast ? [] : rows.flatMap { row in after.derivatives.map { -dot(row, $0) } }
            let tension = place.indices.map { before[$0] - 2 * place[$0] + after.position[$0] }
            pull = rows.map { dot($0, tension) }
        }
    }

    /// Where the points are [point, coordinate], ends included.
    let positions: [[Double]]
    private let links: [Link]
    private let size: Int

    /// Points whose derivatives are held at once: of many dimensions, those of all take a gigabyte.
    private static let block = 16

    /// - Parameter codes: the curve's codes, ends included.
    /// - Throws: what the map throws.
    init(of codes: [[Double]], under map: some IsometricMap) throws {
        var positions: [[Double]] = [], links: [Link] = []
        // Each block ends with the point that the next one begins with.
        var points: [(position: [Double], derivatives: [[Double]])] = []
        for first in stride(from: 0, to: codes.count, by: Self.block) {
            points = points.suffix(1)
            points += try map.derivatives(at: Array(codes[first..<min(first + Self.block, codes.count)]))
            let start = max(0, first - 1)
            positions += points.dropFirst(first - start).map(\.position)
            let (held, places) = (points, positions)
            links += concurrentMap(held.count - 1) { pair in
                let index = start + pair
                return index == 0
                    ? nil
                    : Link(
                        between: places[index - 1], held[pair], held[pair + 1],
                        isLast: index == codes.count - 2)
            }.compactMap(\.self)
        }
        size = points.first?.derivatives.count ?? 0
        self.positions = positions
        self.links = links
    }

    /// The steps [inner point, dimension] that solve the equations with damping, which adds a share of the mean of G's
    /// diagonal to the diagonal; `nil` where they are not finite or too close to singular.
    ///
    /// Block elimination from the first point to the last and back.
    func relaxation(damping: Double) -> [[Double]]? {
        var eliminated: [(factor: Cholesky, pull: [Double])] = []
        for index in links.indices {
            var (matrix, side) = (links[index].metric, links[index].pull)
            let trace = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] }
            for d in 0..<size { matrix[d * size + d] += damping * trace / Double(size) + 1e-12 }
            if let last = eliminated.last {
                // matrix -= C^T M^-1 C, side -= C^T M^-1 side of the point before, C its coupling to this one.
                let coupling = links[index - 1].coupling
                let columns = (0..<size).map { column in (0..<size).map { coupling[$0 * size + column] } }
                let solved = columns.map(last.factor.solve)
                for row in 0..<size {
                    for column in 0..<size {
                        matrix[row * size + column] -= dot(columns[row], solved[column])
                    }
                    side[row] -= dot(solved[row], last.pull)
                }
            }
            guard let factor = Cholesky(matrix, size: size), side.allSatisfy(\.isFinite) else { return nil }
            eliminated.append((factor, side))
        }
        var steps: [[Double]] = []
        for index in eliminated.indices.reversed() {
            var side = eliminated[index].pull
            if let next = steps.last {
                for row in 0..<size {
                    for column in 0..<size {
                        side[row] -= links[index].coupling[row * size + column] * next[column]
                    }
                }
            }
            steps.append(eliminated[index].factor.solve(side))
        }
        return steps.reversed()
    }
}

/// The factor L of a symmetric positive definite matrix L L^T.
private struct Cholesky {
    private var lower: [Double]
    private let size: Int

    /// `nil` where the matrix [row, column] is not positive definite or not finite.
    init?(_ matrix: [Double], size: Int) {
        self.size = size
        lower = matrix
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column]
                for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
                if row == column {
                    guard sum > 0, sum.isFinite else { return nil }
                    lower[row * size + row] = sum.squareRoot()
                } else {
                    lower[row * size + column] = sum / lower[column * size + column]
                }
            }
        }
    }

    /// The solution x of L L^T x = side.
    func solve(_ side: [Double]) -> [Double] {
        var x = side
        for row in 0..<size {
            for k in 0..<row { x[row] -= lower[row * size + k] * x[k] }
            x[row] /= lower[row * size + row]
        }
        for row in stride(from: size - 1, through: 0, by: -1) {
            for k in stride(from: row + 1, to: size, by: 1) { x[row] -= lower[k * size + row] * x[k] }
            x[row] /= lower[row * size + row]
        }
        return x
    }
}

/// Sums in eight lanes, which the processor adds at once.
private func dot(_ a: [Double], _ b: [Double]) -> Double {
    let count = min(a.count, b.count), whole = count & ~7
    var lanes = SIMD8<Double>()
    a.withUnsafeBytes { a in
        b.withUnsafeBytes { b in
            for index in stride(from: 0, to: whole * 8, by: 64) {
                lanes +=
                    a.loadUnaligned(fromByteOffset: index, as: SIMD8<Double>.self)
                    * b.loadUnaligned(fromByteOffset: index, as: SIMD8<Double>.self)
            }
        }
    }
    return (whole..<count).reduce(lanes.sum()) { $0 + a[$1] * b[$1] }
}
