import Foundation
public import Randomness

/// Why a plain autoencoder cannot generate, in two dimensions: points on a spiral, the curve that an
/// autoencoder with one code number fits to them, and what random codes decode to.
///
/// Everything is computed from the seed, in well under a second.
public struct CurveLesson: Sendable, Equatable {
    /// A point made from a random code.
    public struct Draw: Sendable, Equatable {
        /// The code: the path length on the fitted curve.
        public let code: Double
        /// What it decodes to.
        public let point: SIMD2<Double>
        /// The nearest point of the true spiral, and how far it is.
        public let nearest: SIMD2<Double>, distance: Double
    }

    /// The curve that the points come from.
    public let spiral: Polyline
    /// The points that the autoencoder saw.
    public let data: [SIMD2<Double>]
    /// Each point as the autoencoder gives it back.
    public let reconstructions: [SIMD2<Double>]
    /// What the codes between the smallest and the largest of the data decode to.
    public let curve: Polyline
    /// Each point's code: the path length on `curve` at which it is reconstructed.
    public let codes: [Double]
    /// Points made from random codes, uniform in path length.
    public let draws: [Draw]

    /// Points that the lesson learns from, and draws that it makes.
    public static let pointCount = 40, drawCount = 1000
    /// Steps of the fit, and of the curve.
    private static let fitSteps = 2500, curveSteps = 1200

    /// Computes the lesson.
    package init(using generator: inout SeededGenerator) {
        spiral = Polyline((0...2000).map { Self.spiral(at: Double($0) / 2000) })
        let spiralCurve = spiral
        let data = (0..<Self.pointCount).map { _ in
            spiralCurve.point(atLength: generator.uniform() * spiralCurve.length) ?? SIMD2(0, 0)
        }
        self.data = data
        let inputs = data.map { [$0.x, $0.y] }
        // Two numbers in, one code, two numbers out.
        var network = Perceptron(widths: [2, 16, 16, 1, 16, 16, 2], linear: [2], using: &generator)
        network.fit(inputs, steps: Self.fitSteps, learningRate: 0.02)
        let encoder = 0..<3, decoder = 3..<6
        let learned = network
        func decoded(_ code: Double) -> SIMD2<Double> {
            let point = learned([code], layers: decoder)
            return SIMD2(point[0], point[1])
        }
        let numbers = inputs.map { learned($0, layers: encoder)[0] }
        reconstructions = numbers.map(decoded)
        let low = numbers.min() ?? 0, high = numbers.max() ?? 0
        let steps = Double(Self.curveSteps)
        let curve = Polyline((0...Self.curveSteps).map { decoded(low + (high - low) * Double($0) / steps) })
        self.curve = curve
        codes = numbers.map { number in
            let place = high > low ? (number - low) / (high - low) * steps : 0
            let index = min(Int(place), Self.curveSteps - 1)
            return curve.lengths[index] + (curve.lengths[index + 1] - curve.lengths[index])
                * (place - Double(index))
        }
        draws = (0..<Self.drawCount).map { _ in
            let code = generator.uniform() * curve.length
            let point = curve.point(atLength: code) ?? SIMD2(0, 0)
            let nearest = spiralCurve.nearest(to: point) ?? (point, 0)
            return Draw(code: code, point: point, nearest: nearest.place, distance: nearest.distance)
        }
    }

    /// The true spiral of one and a quarter turns, by the share of its angle from the inner end.
    static func spiral(at share: Double) -> SIMD2<Double> {
        let angle = Double.pi / 2 + 2.5 * Double.pi * share, radius = 0.2 + 0.8 * share
        return radius * SIMD2(cos(angle), sin(angle))
    }

    /// The root of the mean squared distance between the points and their reconstructions.
    public var reconstructionError: Double {
        let squares = zip(data, reconstructions).map { (($0 - $1) * ($0 - $1)).sum() }
        return (squares.reduce(0, +) / Double(max(1, squares.count))).squareRoot()
    }

    /// The mean distance of the draws from the true spiral.
    public var meanDrawDistance: Double {
        draws.reduce(0) { $0 + $1.distance } / Double(max(1, draws.count))
    }
}
