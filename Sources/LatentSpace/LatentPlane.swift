/// A plane through latent space along two of its dimensions, the others held fixed.
///
/// At latent size 2 the plane is the whole space; at size 1 it is a line and z2 is always 0.
public struct LatentPlane: Sendable, Equatable {
    /// The dimension that runs right; counted from 0.
    public let horizontal: Int
    /// The dimension that runs up; counted from 0, `nil` where there is only one.
    public let vertical: Int?
    /// A code of the plane: the value of every dimension that is held fixed.
    public let origin: [Double]

    /// The latent size.
    public var dimensions: Int { origin.count }
    /// Whether the space has only one dimension, so that the plane is a line.
    public var isLine: Bool { vertical == nil }

    /// The whole plane of a latent size of two, or the line of a latent size of one.
    public init(dimensions: Int) {
        self.init(
            horizontal: 0, vertical: dimensions > 1 ? 1 : nil,
            origin: Array(repeating: 0, count: max(1, dimensions)))
    }

    /// The plane through `origin` along two dimensions.
    ///
    /// - Precondition: `horizontal` and `vertical` are different indices of `origin`.
    public init(horizontal: Int, vertical: Int?, origin: [Double]) {
        precondition(origin.indices.contains(horizontal), "horizontal must be a dimension")
        precondition(vertical.map { origin.indices.contains($0) && $0 != horizontal } ?? true)
        self.horizontal = horizontal
        self.vertical = vertical
        self.origin = origin
    }

    /// The plane through the mean of the posterior means along the two most active dimensions.
    ///
    /// Activity is the mean divergence from the prior; see ``init(meansOf:activity:)``.
    ///
    /// - Parameters:
    ///   - means: posterior means [image, dimension].
    ///   - logVariances: posterior log-variances [image, dimension].
    ///   - dimensions: the latent size.
    public init(mostActiveOf means: [Float], logVariances: [Float], dimensions: Int) {
        self.init(
            meansOf: means,
            activity: DiagonalGaussian.klPerDimension(
                means: means, logVariances: logVariances, dimensions: dimensions))
    }

    /// The plane through the mean of the posterior means along the two dimensions of most activity.
    ///
    /// Ties go to the lower dimension. The dimensions keep their order, so that the plane of a latent size of two
    /// is z1 against z2 whatever the activities.
    ///
    /// - Parameters:
    ///   - means: posterior means [image, dimension].
    ///   - activity: how much each dimension is used, in any unit.
    public init(meansOf means: [Float], activity: [Double]) {
        guard activity.count > 2 else {
            self.init(dimensions: activity.count)
            return
        }
        let order = Self.byActivity(activity)
        self.init(
            horizontal: min(order[0], order[1]), vertical: max(order[0], order[1]),
            origin: Self.mean(of: means, dimensions: activity.count))
    }

    /// The dimensions from the most to the least active, of equals the lower one first; what is no number comes
    /// last.
    public static func byActivity(_ activity: [Double]) -> [Int] {
        let known = activity.map { $0.isNaN ? -.infinity : $0 }
        return known.indices.sorted { known[$0] != known[$1] ? known[$0] > known[$1] : $0 < $1 }
    }

    /// The mean of posterior means [image, dimension]; 0 without images.
    public static func mean(of means: [Float], dimensions: Int) -> [Double] {
        let images = means.count / max(1, dimensions)
        return (0..<dimensions).map { dimension in
            var sum = 0.0
            for image in 0..<images { sum += Double(means[image * dimensions + dimension]) }
            return images > 0 ? sum / Double(images) : 0
        }
    }

    /// The full latent code of a point of the plane.
    public func code(at point: SIMD2<Double>) -> [Double] {
        var code = origin
        code[horizontal] = point.x
        if let vertical { code[vertical] = point.y }
        return code
    }

    /// The codes [point, dimension] of many points.
    public func codes(at points: [SIMD2<Double>]) -> [Float] {
        points.flatMap { code(at: $0).map { Float($0) } }
    }

    /// Where a full code falls on the plane, its other dimensions left out.
    public func point(of code: some RandomAccessCollection<Float>) -> SIMD2<Double> {
        func value(_ dimension: Int) -> Double {
            Double(code[code.index(code.startIndex, offsetBy: dimension)])
        }
        return SIMD2(value(horizontal), vertical.map(value) ?? 0)
    }

    /// Where many codes [image, dimension] fall on the plane.
    public func points(of codes: [Float]) -> [SIMD2<Double>] {
        (0..<codes.count / dimensions).map { image in
            point(of: codes[image * dimensions..<(image + 1) * dimensions])
        }
    }

    /// How far many codes [image, dimension] lie off the plane; `nil` where the plane is the whole space.
    public func distances(of codes: [Float]) -> [Double]? {
        guard dimensions > 2 else { return nil }
        return (0..<codes.count / dimensions).map { image in
            var sum = 0.0
            for dimension in 0..<dimensions where dimension != horizontal && dimension != vertical {
                let difference = Double(codes[image * dimensions + dimension]) - origin[dimension]
                sum += difference * difference
            }
            return sum.squareRoot()
        }
    }

    /// The posteriors on the plane, from means and log-variances [image, dimension].
    ///
    /// On a line the second dimension is a point: mean 0 with no spread to speak of.
    public func posteriors(means: [Float], logVariances: [Float]) -> [DiagonalGaussian] {
        zip(points(of: means), points(of: logVariances)).map { mean, logVariance in
            DiagonalGaussian(
                mean: mean, logVariance: isLine ? SIMD2(logVariance.x, -40) : logVariance)
        }
    }

    /// The axes' names: "z1" and "z2" for the first two dimensions; the second is empty on a line.
    public var axisNames: (horizontal: String, vertical: String) {
        ("z\(horizontal + 1)", vertical.map { "z\($0 + 1)" } ?? "")
    }
}
