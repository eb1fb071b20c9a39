/// The shortest path between two latent codes under a metric.
///
/// A discretised curve of fixed ends is bent until its energy, see ``PathMeasure``, is least; that also makes its
/// steps equally long. Each round solves the curve's linearised problem (Gauss-Newton, with the damping of
/// Levenberg and Marquardt): in the space of the ``IsometricMap`` the curve is a chain of springs, and
/// the normal equations are tridiagonal in blocks of the latent size. A coarse curve is bent first, then finer ones
/// from there, since most rounds go into the coarse shape.
///
/// Sources: the energy: G. Arvanitidis, M. Gonzalez-Duque, A. Pouplin, D. Kalatzis and S. Hauberg, "Pulling back
/// information geometry" (2022), section 4; the method: J. Nocedal and S. Wright, "Numerical Optimization" (2006),
/// section 10.3.
public struct Geodesic: Sendable, Equatable {
    /// The curve, its steps about equally long under the metric.
    public let path: InterpolationPath
    /// How long it is, and its energy.
    public let measure: PathMeasure

    /// The most dimensions in which paths are bent: the equations take time with the cube of their number.
    public static let mostBending = 64

    /// The shortest of the straight path and what bending it and each of `others` leads to; never longer than the
    /// straight path.
    ///
    /// - Parameters:
    ///   - others: codes on other ways between the ends, such as a shortest path over a grid.
    ///   - segments: how many pieces the curve has; it is measured in four times as many.
    /// - Throws: what the map throws.
    public init(
        from start: [Double], to end: [Double], others: [[[Double]]] = [], segments: Int = 48,
        under map: some IsometricMap
    ) throws {
        let straight = InterpolationPath.linear(from: start, to: end, count: segments + 1)
        var best = Geodesic(
            path: straight, measure: try .init(of: straight, subdivision: 4, under: map))
        let bending = map.bending?.count ?? start.count
        guard start != end, bending <= Self.mostBending else {
            self = best
            return
        }
        for codes in [straight.codes] + others {
            var path = InterpolationPath(codes: codes)
            for pieces in [segments / 4, segments / 2, segments] where pieces > 1 {
                let even = try path.evened(count: pieces + 1, under: map)
                path = InterpolationPath(codes: try Self.bend(even.codes, under: map))
            }
            let measure = try PathMeasure(of: path, subdivision: 4, under: map)
            if measure.length < best.measure.length { best = Geodesic(path: path, measure: measure) }
        }
        self = best
    }

    private init(path: InterpolationPath, measure: PathMeasure) {
        self.path = path
        self.measure = measure
    }

    /// Bends a curve until its energy stays within a ten-thousandth, its ends fixed.
    private static func bend(_ start: [[Double]], under map: some IsometricMap) throws -> [[Double]] {
        var codes = start
        let bending = map.bending ?? Array(start.first?.indices ?? 0..<0)
        var damping = 1e-3
        guard codes.count > 2 else { return codes }
        for _ in 0..<30 {
            let chain = try SpringChain(of: codes, under: map)
            let energy = PathMeasure(positions: chain.positions).energy
            var gain = 0.0
            // More damping gives shorter steps, until one lowers the energy.
            for _ in 0..<6 {
                guard let steps = chain.relaxation(damping: damping) else { break }
                var moved = codes
                for (index, step) in steps.enumerated() {
                    for (dimension, change) in zip(bending, step) { moved[index + 1][dimension] += change }
                }
                let after = PathMeasure(positions: try map.positions(of: moved)).energy
                if after < energy {
                    codes = moved
                    gain = energy - after
                    damping = max(1e-6, damping / 5)
                    break
                }
                damping *= 8
            }
            if gain <= 1e-4 * energy { break }
        }
        return codes
    }
}

extension PathMeasure {
    /// Measures a path by the chords between its codes and `subdivision` - 1 more on each straight piece.
    public init(of path: InterpolationPath, subdivision: Int = 1, under map: some IsometricMap) throws {
        self.init(positions: try map.positions(of: path.subdivided(subdivision).codes))
    }
}

extension InterpolationPath {
    /// The same path with each piece between two codes cut into `parts` equal ones.
    public func subdivided(_ parts: Int) -> InterpolationPath {
        guard parts > 1, let first = codes.first else { return self }
        let pieces = zip(codes, codes.dropFirst()).flatMap { start, end in
            InterpolationPath.linear(from: start, to: end, count: parts + 1).codes.dropFirst()
        }
        return InterpolationPath(codes: [first] + pieces)
    }

    /// The same way in `count` codes whose steps are equally long under the metric; the ends stay exact.
    ///
    /// - Throws: what the map throws.
    public func evened(count: Int, under map: some IsometricMap) throws -> InterpolationPath {
        guard codes.count > 1, count > 1 else { return self }
        let fine = subdivided(max(1, 4 * count / codes.count))
        let steps = try PathMeasure(of: fine, under: map).steps
        let length = steps.reduce(0, +)
        guard length > 0, length.isFinite else { return InterpolationPath(codes: fine.at(fractions: count)) }
        var result = [fine.codes[0]]
        var (piece, before) = (0, 0.0)
        for index in 1..<count - 1 {
            let wanted = length * Double(index) / Double(count - 1)
            while piece < steps.count - 1, before + steps[piece] < wanted {
                before += steps[piece]
                piece += 1
            }
            let fraction = steps[piece] > 0 ? min(1, max(0, (wanted - before) / steps[piece])) : 0
            result.append(mixed(fine.codes[piece], fine.codes[piece + 1], fraction))
        }
        return InterpolationPath(codes: result + [fine.codes[fine.count - 1]])
    }

    /// `count` codes at even shares of the codes' number.
    private func at(fractions count: Int) -> [[Double]] {
        (0..<count).map { index in
            let place = Double(index) / Double(count - 1) * Double(codes.count - 1)
            let piece = min(Int(place), codes.count - 2)
            return index == count - 1
                ? codes[codes.count - 1] : mixed(codes[piece], codes[piece + 1], place - Double(piece))
        }
    }
}

/// The vector `fraction` of the way from `a` to `b`.
private func mixed(_ a: [Double], _ b: [Double], _ fraction: Double) -> [Double] {
    zip(a, b).map { $0 * (1 - fraction) + $1 * fraction }
}
