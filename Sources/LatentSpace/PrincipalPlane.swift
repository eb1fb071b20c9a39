/// The plane through the mean of codes along the two directions in which they vary most: their first two principal
/// components.
///
/// A place on it is the code's product with the two unit vectors, so that the prior, which is the same in every
/// direction, is the standard normal about 0 here too.
///
/// Source: H. Hotelling, "Analysis of a complex of statistical variables into principal components" (1933).
public struct PrincipalPlane: Sendable, Equatable {
    /// The mean of the codes [dimension]: the plane passes through it.
    public let mean: [Double]
    /// The unit vectors [dimension] of the components, that of most variance first. The component of greatest size of each
    /// is positive.
    public let directions: [[Double]]
    /// The variance along each component, in the same order, divided by the sum of all; 0 where codes do not vary.
    public let shares: [Double]

    /// The latent size.
    public var dimensions: Int { mean.count }

    /// The principal components of codes [image, dimension]; an image whose code is not finite is left out.
    ///
    /// - Precondition: at least two dimensions, and whole codes.
    public init(of codes: [Float], dimensions: Int) {
        precondition(dimensions > 1 && codes.count.isMultiple(of: dimensions), "whole codes")
        let starts = stride(from: 0, to: codes.count, by: dimensions).filter { start in
            codes[start..<start + dimensions].allSatisfy(\.isFinite)
        }
        let count = Double(max(1, starts.count))
        var mean = [Double](repeating: 0, count: dimensions)
        for start in starts {
            for dimension in 0..<dimensions { mean[dimension] += Double(codes[start + dimension]) }
        }
        for dimension in 0..<dimensions { mean[dimension] /= count }
        let covariance = Self.covariance(of: codes, at: starts, about: mean)
        let eigen = SymmetricEigen(of: covariance, size: dimensions)
        let total = (0..<dimensions).reduce(0) { $0 + covariance[$1 * dimensions + $1] }
        self.mean = mean
        directions = eigen.vectors
        // Rounding may leave a little less than nothing.
        shares = eigen.values.map { total > 0 ? max(0, $0 / total) : 0 }
    }

    /// The products of the coordinates' distances from their mean [row, column], averaged; the lower half.
    private static func covariance(
        of codes: [Float], at starts: [Int], about mean: [Double]
    ) -> [Double] {
        let size = mean.count, count = Double(max(1, starts.count))
        var sums = [Double](repeating: 0, count: size * size), away = mean
        sums.withUnsafeMutableBufferPointer { sums in
            for start in starts {
                for dimension in 0..<size {
                    away[dimension] = Double(codes[start + dimension]) - mean[dimension]
                }
                away.withUnsafeBufferPointer { away in
                    for row in 0..<size {
                        let factor = away[row], line = row * size
                        for column in 0...row { sums[line + column] += factor * away[column] }
                    }
                }
            }
        }
        return sums.map { $0 / count }
    }

    /// Where a code falls on the plane.
    public func point(of code: some Collection<Float>) -> SIMD2<Double> {
        var point = SIMD2<Double>(0, 0)
        for (dimension, value) in code.enumerated() {
            point += Double(value) * SIMD2(directions[0][dimension], directions[1][dimension])
        }
        return point
    }

    /// Where many codes [image, dimension] fall on the plane.
    public func points(of codes: [Float]) -> [SIMD2<Double>] {
        (0..<codes.count / dimensions).map { point(of: codes[$0 * dimensions..<($0 + 1) * dimensions]) }
    }

    /// The codes [point, dimension] of points of the plane.
    public func codes(at points: [SIMD2<Double>]) -> [Float] {
        let (across, up) = (directions[0], directions[1])
        let middle = mean.indices.reduce(SIMD2<Double>(0, 0)) { $0 + mean[$1] * SIMD2(across[$1], up[$1]) }
        return points.flatMap { point in
            let away = point - middle
            return mean.indices.map { Float(mean[$0] + away.x * across[$0] + away.y * up[$0]) }
        }
    }

    /// How many of the first components hold at least so large a share of the variance together; all where it takes all.
    public func componentCount(holding share: Double) -> Int {
        var sum = 0.0
        for (index, part) in shares.enumerated() {
            sum += part
            if sum >= share { return index + 1 }
        }
        return shares.count
    }

    /// The dimensions of which a component has most, counted from 0, that of the greatest size first, with their parts.
    public func strongest(of component: Int, count: Int) -> [(dimension: Int, part: Double)] {
        let direction = directions[component]
        return direction.indices.sorted {
            (abs(direction[$1]), $0) < (abs(direction[$0]), $1)
        }.prefix(count).map { ($0, direction[$0]) }
    }
}
