/// Codes on the way from one latent code to another.
public struct InterpolationPath: Sendable, Equatable {
    /// The codes [step, dimension], both ends included.
    public let codes: [[Double]]

    /// The number of codes.
    public var count: Int { codes.count }

    /// A path of given codes, such as a geodesic.
    public init(codes: [[Double]]) {
        self.codes = codes
    }

    /// The straight path in `count` codes of even steps; the first and the last are exactly `start` and `end`.
    ///
    /// - Precondition: `start` and `end` have the same number of dimensions.
    public static func linear(from start: [Double], to end: [Double], count: Int) -> InterpolationPath {
        precondition(start.count == end.count, "both ends need the same latent size")
        guard count > 1 else { return InterpolationPath(codes: count == 1 ? [start] : []) }
        let steps = (0..<count).map { step -> [Double] in
            if step == 0 { return start }
            if step == count - 1 { return end }
            let fraction = Double(step) / Double(count - 1)
            return zip(start, end).map { $0 * (1 - fraction) + $1 * fraction }
        }
        return InterpolationPath(codes: steps)
    }

    /// Where the path runs on `plane`.
    public func points(on plane: LatentPlane) -> [SIMD2<Double>] {
        codes.map { code in plane.point(of: code.map { Float($0) }) }
    }
}
