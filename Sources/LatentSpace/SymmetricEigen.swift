import Foundation

/// The eigenvalues of a symmetric matrix, the greatest first, and an orthonormal eigenvector of each.
///
/// Householder's reflections make the matrix tridiagonal, implicit QL steps then make it diagonal.
///
/// Source: G. Golub and C. Van Loan, "Matrix Computations" (2013), algorithms 8.3.1 to 8.3.3.
public struct SymmetricEigen: Sendable, Equatable {
    /// The eigenvalues, descending.
    public let values: [Double]
    /// Of each eigenvalue the unit vector; the component of greatest size is positive, of ones equal to a millionth the
    /// first.
    public let vectors: [[Double]]

    /// Solves for `matrix` [row, column], of which the lower half is read.
    ///
    /// - Precondition: `size * size` numbers. Of numbers that are not finite nothing is said.
    public init(of matrix: [Double], size: Int) {
        precondition(matrix.count == size * size, "as many columns as rows")
        var reduction = Tridiagonal(of: matrix, size: size)
        reduction.diagonalize()
        let diagonal = reduction.diagonal
        let order = diagonal.indices.sorted {
            diagonal[$0] != diagonal[$1] ? diagonal[$0] > diagonal[$1] : $0 < $1
        }
        values = order.map { diagonal[$0] }
        let basis = reduction.basis
        vectors = order.map { Self.turned(Array(basis[$0 * size..<($0 + 1) * size])) }
    }

    /// The vector or its opposite, whichever has its greatest component positive.
    private static func turned(_ vector: [Double]) -> [Double] {
        let greatest = vector.map(abs).max() ?? 0
        // Components that differ by the rounding of codes alone, which have 24 bits, count as equal.
        let first = vector.first { abs($0) >= greatest * (1 - 1e-6) } ?? 0
        return first < 0 ? vector.map { 0 - $0 } : vector
    }
}

/// A symmetric matrix as Q T Q^T, with T tridiagonal and Q orthogonal.
private struct Tridiagonal {
    /// The diagonal of T, and what stands below it: that of the last row is 0.
    private(set) var diagonal: [Double], below: [Double]
    /// The columns of Q, one after another.
    private(set) var basis: [Double]

    private let size: Int

    init(of matrix: [Double], size: Int) {
        self.size = size
        var a = matrix
        for row in 0..<size {
            for column in row + 1..<size { a[row * size + column] = a[column * size + row] }
        }
        // Q by rows while it grows.
        var q = [Double](repeating: 0, count: size * size)
        for index in 0..<size { q[index * size + index] = 1 }
        for column in 0..<max(0, size - 2) {
            Self.reflect(&a, &q, column: column, size: size)
        }
        diagonal = (0..<size).map { a[$0 * size + $0] }
        below = (0..<size).map { $0 + 1 < size ? a[($0 + 1) * size + $0] : 0 }
        basis = (0..<size * size).map { q[$0 % size * size + $0 / size] }
    }

    /// Makes what lies more than one below the diagonal of a column 0, by the reflection I - s v v^T from both sides.
    private static func reflect(_ a: inout [Double], _ q: inout [Double], column: Int, size: Int) {
        let first = column + 1, count = size - first
        var v = (first..<size).map { a[$0 * size + column] }
        let rest = v.dropFirst().reduce(0) { $0 + $1 * $1 }
        guard rest > 0 else { return }
        let length = (v[0] * v[0] + rest).squareRoot()
        // The sign that loses no digits.
        let target = v[0] > 0 ? -length : length
        v[0] -= target
        let scale = 2 / (v[0] * v[0] + rest)
        guard scale.isFinite else { return }
        var w = [Double](repeating: 0, count: count)
        a.withUnsafeBufferPointer { a in
            for row in 0..<count {
                var sum = 0.0
                let start = (first + row) * size + first
                for index in 0..<count { sum += a[start + index] * v[index] }
                w[row] = scale * sum
            }
        }
        let half = scale / 2 * zip(w, v).reduce(0) { $0 + $1.0 * $1.1 }
        for index in 0..<count { w[index] -= half * v[index] }
        a.withUnsafeMutableBufferPointer { a in
            for row in 0..<count {
                let start = (first + row) * size + first, (vr, wr) = (v[row], w[row])
                for index in 0..<count { a[start + index] -= vr * w[index] + wr * v[index] }
            }
            for row in first..<size {
                a[row * size + column] = row == first ? target : 0
                a[column * size + row] = a[row * size + column]
            }
        }
        q.withUnsafeMutableBufferPointer { q in
            for row in 0..<size {
                let start = row * size + first
                var sum = 0.0
                for index in 0..<count { sum += q[start + index] * v[index] }
                sum *= scale
                for index in 0..<count { q[start + index] -= sum * v[index] }
            }
        }
    }

    /// More steps than this on one eigenvalue are not taken; two or three are usual.
    private static let mostSteps = 60

    /// Makes T diagonal, and the basis its eigenvectors.
    mutating func diagonalize() {
        for index in 0..<size {
            for _ in 0..<Self.mostSteps {
                let end = blockEnd(from: index)
                if end == index { break }
                step(from: index, to: end)
            }
        }
    }

    /// The last row of the block that begins at a row: below it stands nothing to speak of.
    private func blockEnd(from index: Int) -> Int {
        for row in index..<size - 1 {
            if abs(below[row]) <= Double.ulpOfOne * (abs(diagonal[row]) + abs(diagonal[row + 1])) {
                return row
            }
        }
        return size - 1
    }

    /// An implicit QL step with Wilkinson's shift on a block.
    private mutating func step(from index: Int, to end: Int) {
        let slope = (diagonal[index + 1] - diagonal[index]) / (2 * below[index])
        let reach = (slope * slope + 1).squareRoot()
        var g = diagonal[end] - diagonal[index] + below[index] / (slope + (slope < 0 ? -reach : reach))
        var (sine, cosine, shift) = (1.0, 1.0, 0.0)
        for row in (index..<end).reversed() {
            let f = sine * below[row], b = cosine * below[row]
            let r = hypot(f, g)
            below[row + 1] = r
            guard r != 0 else {
                diagonal[row + 1] -= shift
                below[end] = 0
                return
            }
            sine = f / r
            cosine = g / r
            g = diagonal[row + 1] - shift
            let turn = (diagonal[row] - g) * sine + 2 * cosine * b
            shift = sine * turn
            diagonal[row + 1] = g + shift
            g = cosine * turn - b
            rotate(row, sine, cosine)
        }
        diagonal[index] -= shift
        below[index] = g
        below[end] = 0
    }

    /// Turns two neighbours of the basis in their plane.
    private mutating func rotate(_ row: Int, _ sine: Double, _ cosine: Double) {
        let (lower, upper) = (row * size, (row + 1) * size), size = size
        basis.withUnsafeMutableBufferPointer { basis in
            for index in 0..<size {
                let (a, b) = (basis[lower + index], basis[upper + index])
                basis[lower + index] = cosine * a - sine * b
                basis[upper + index] = sine * a + cosine * b
            }
        }
    }
}
