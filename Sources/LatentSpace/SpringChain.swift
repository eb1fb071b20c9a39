/// A curve's linearised energy: the inner points x_i move by J_i step_i, and the sum of |x_(i+1) - x_i|^2 is to
/// become least.
///
/// With G_i = J_i^T J_i the equations are, for each inner point,
///
///     -J_i^T J_(i-1) step_(i-1) + 2 G_i step_i - J_i^T J_(i+1) step_(i+1) = J_i^T (x_(i-1) - 2 x_i + x_(i+1))
///
/// and the damping adds a share of the mean of G's diagonal to the diagonal.
struct SpringChain {
    /// 2 G_i with damping, [dimension, dimension] of each inner point.
    private var diagonal: [[Double]] = []
    /// -J_i^T J_(i+1), [dimension, dimension] of each inner point but the last.
    private var coupling: [[Double]] = []
    /// The right-hand sides [dimension].
    private var pull: [[Double]] = []
    private let size: Int

    /// - Parameter points: the curve's points and their derivatives [dimension, coordinate]; ends included.
    init(_ points: [(position: [Double], derivatives: [[Double]])], damping: Double) {
        size = points.first?.derivatives.count ?? 0
        for index in stride(from: 1, to: points.count - 1, by: 1) {
            let jacobian = points[index].derivatives
            let (before, here, after) = (
                points[index - 1].position, points[index].position, points[index + 1].position
            )
            let tension = here.indices.map { before[$0] - 2 * here[$0] + after[$0] }
            pull.append(jacobian.map { dot($0, tension) })
            var metric = Self.products(jacobian, jacobian, factor: 2)
            let trace = (0..<size).reduce(0) { $0 + metric[$1 * size + $1] }
            for d in 0..<size { metric[d * size + d] += damping * trace / Double(size) + 1e-12 }
            diagonal.append(metric)
            if index < points.count - 2 {
                coupling.append(Self.products(jacobian, points[index + 1].derivatives, factor: -1))
            }
        }
    }

    /// factor A B^T of two sets of rows.
    private static func products(_ a: [[Double]], _ b: [[Double]], factor: Double) -> [Double] {
        a.flatMap { row in b.map { factor * dot(row, $0) } }
    }

    /// The steps [inner point, dimension] that solve the equations; `nil` where they are not finite or too close to
    /// singular.
    ///
    /// Block elimination from the first point to the last and back.
    func relaxation() -> [[Double]]? {
        var eliminated: [(factor: Cholesky, pull: [Double])] = []
        for index in diagonal.indices {
            var (matrix, side) = (diagonal[index], pull[index])
            if let last = eliminated.last {
                // matrix -= C^T M^-1 C, side -= C^T M^-1 side of the point before, C its coupling to this one.
                let link = coupling[index - 1]
                let columns = (0..<size).map { column in (0..<size).map { link[$0 * size + column] } }
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
                        side[row] -= coupling[index][row * size + column] * next[column]
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

private func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in 0..<min(a.count, b.count) { sum += a[index] * b[index] }
    return sum
}
