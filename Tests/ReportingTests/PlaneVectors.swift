import Foundation
import LatentSpace
import Randomness

@testable import Reporting

/// Numbers of the plane as the program has them, for the page's scripts to come to the same.
struct PlaneVectors: Encodable {
    struct Share: Encodable {
        let value: Double, share: Double
    }
    struct Divergence: Encodable {
        let mean: [Double], logVariance: [Double], nats: Double
    }
    struct Place: Encodable {
        let point: [Double], tensor: [Double], magnification: Double
    }
    struct Field: Encodable {
        let window: [Double], rows: Int, columns: Int
        let tensors: [Float], places: [Place], way: [[Double]]
    }
    struct Numbers: Encodable {
        let values: [Float], shape: [Int], tolerance: Double
    }

    let shares: [Share], divergences: [Divergence], field: Field
    /// A packed archive in base64, and what is in it.
    let archive: String, arrays: [String: Numbers]

    init() throws {
        shares = [-3.5, -2, -1.1, -0.3, 0, 0.05, 0.7, 1.9, 3.2].map {
            Share(value: $0, share: NormalDistribution.cumulative($0))
        }
        var generator = SeededGenerator(seed: 3)
        func draw(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &generator) }
        divergences = (0..<8).map { _ in
            let mean = SIMD2(draw(-3...3), draw(-3...3)), logVariance = SIMD2(draw(-5...1), draw(-5...1))
            let gaussian = DiagonalGaussian(mean: mean, logVariance: logVariance)
            return Divergence(
                mean: [mean.x, mean.y], logVariance: [logVariance.x, logVariance.y],
                nats: gaussian.klDivergence.x + gaussian.klDivergence.y)
        }
        field = Self.field { draw($0) }
        let halves: [Float] = [1, -2, 0.5, 6e-5, 65504, 0], shorts = (0..<7).map { _ in Float(draw(-9...9)) }
        var archive = PageArchive()
        archive.add("bytes", bytes: [0, 7, 255], shape: [3])
        archive.add("halves", halves: halves, shape: [2, 3])
        archive.add("shorts", shorts: shorts, shape: [7])
        self.archive = PageNumbers.base64(try archive.packed())
        arrays = [
            "bytes": Numbers(values: [0, 7, 255], shape: [3], tolerance: 0),
            "halves": Numbers(values: halves, shape: [2, 3], tolerance: 1e-7),
            "shorts": Numbers(values: shorts, shape: [7], tolerance: 9 / 32767.0),
        ]
    }

    /// A field of tensors by chance, which have single precision in the page, and what is asked of it.
    private static func field(_ draw: (ClosedRange<Double>) -> Double) -> Field {
        let (rows, columns) = (9, 12), window = PlaneWindow(x: -2...1.5, y: -1...2)
        let numbers = (0..<rows * columns).map { _ -> [Float] in
            let (a, b, c) = (draw(0.2...2), draw(-0.5...0.5), draw(0.2...2))
            return [Float(a * a + b * b), Float(b * (a + c)), Float(b * b + c * c)]
        }
        let field = MetricField(
            window: window, rows: rows, columns: columns,
            tensors: numbers.map { MetricTensor(xx: Double($0[0]), xy: Double($0[1]), yy: Double($0[2])) })
        let places = (0..<20).map { _ -> Place in
            let point = SIMD2(draw(-2.5...2), draw(-1.5...2.5)), tensor = field.tensor(at: point)
            return Place(
                point: [point.x, point.y], tensor: [tensor.xx, tensor.xy, tensor.yy],
                magnification: tensor.magnification)
        }
        let way = field.shortestPath(from: SIMD2(-1.8, -0.9), to: SIMD2(1.3, 1.8))
        return Field(
            window: [-2, 1.5, -1, 2], rows: rows, columns: columns, tensors: numbers.flatMap { $0 },
            places: places, way: way.map { [$0.x, $0.y] })
    }
}
