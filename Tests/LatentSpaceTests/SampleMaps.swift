import Foundation
import LatentSpace
import Randomness

/// A map with known derivatives, to test paths under.
struct SampleMap: IsometricMap {
    let place: @Sendable ([Double]) -> [Double]
    let slopes: @Sendable ([Double]) -> [[Double]]

    func positions(of codes: [[Double]]) -> [[Double]] { codes.map(place) }

    func derivatives(at codes: [[Double]]) -> [(position: [Double], derivatives: [[Double]])] {
        codes.map { (place($0), slopes($0)) }
    }

    /// A linear map of `dimensions` into twice as many: a flat metric, but not the usual one.
    static func linear(dimensions: Int, seed: UInt64) -> SampleMap {
        var generator = SeededGenerator(seed: seed)
        let rows = (0..<dimensions).map { _ in (0..<2 * dimensions).map { _ in generator.normal() } }
        return SampleMap(
            place: { code in
                (0..<2 * dimensions).map { column in
                    zip(code, rows).reduce(0) { $0 + $1.0 * $1.1[column] }
                }
            }, slopes: { _ in rows })
    }

    /// The unit sphere by latitude and longitude.
    static let sphere = SampleMap(
        place: { code in
            [cos(code[0]) * cos(code[1]), cos(code[0]) * sin(code[1]), sin(code[0])]
        },
        slopes: { code in
            [
                [-sin(code[0]) * cos(code[1]), -sin(code[0]) * sin(code[1]), cos(code[0])],
                [-cos(code[0]) * sin(code[1]), cos(code[0]) * cos(code[1]), 0],
            ]
        })

    /// A few random waves in each of `coordinates`: a metric that swells and shrinks, and may vanish.
    static func waves(dimensions: Int, coordinates: Int = 5, seed: UInt64) -> SampleMap {
        var generator = SeededGenerator(seed: seed)
        let waves = (0..<coordinates).map { _ in
            (
                size: generator.uniform(in: 0.2...1.5), shift: generator.uniform(in: 0...6.3),
                frequencies: (0..<dimensions).map { _ in generator.normal() }
            )
        }
        @Sendable func phase(_ wave: Int, _ code: [Double]) -> Double {
            zip(code, waves[wave].frequencies).reduce(waves[wave].shift) { $0 + $1.0 * $1.1 }
        }
        return SampleMap(
            place: { code in waves.indices.map { waves[$0].size * sin(phase($0, code)) } },
            slopes: { code in
                (0..<dimensions).map { dimension in
                    waves.indices.map {
                        waves[$0].size * waves[$0].frequencies[dimension] * cos(phase($0, code))
                    }
                }
            })
    }
}

/// How far `points` stray at most from the straight line through the first and the last.
func deviationFromLine(_ points: [SIMD2<Double>]) -> Double {
    let chord = points[points.count - 1] - points[0]
    let length = (chord * chord).sum().squareRoot()
    return points.map { point in
        let offset = point - points[0]
        return abs(offset.x * chord.y - offset.y * chord.x) / length
    }.max() ?? 0
}
