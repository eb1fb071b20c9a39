import Foundation
import LatentSpace
import Randomness
import Testing

@Suite struct GeodesicTests {
    @Test(arguments: [1, 2, 5])
    func isTheStraightLineInAFlatMetric(dimensions: Int) throws {
        var generator = SeededGenerator(seed: 5)
        let (start, end) = (
            (0..<dimensions).map { _ in generator.normal() }, (0..<dimensions).map { _ in generator.normal() }
        )
        let map = SampleMap.linear(dimensions: dimensions, seed: 6)
        // From a detour it comes back to the line.
        let middle = zip(start, end).map { ($0 + $1) / 2 + 1 }
        let geodesic = try Geodesic(from: start, to: end, others: [[start, middle, end]], under: map)
        let line = InterpolationPath.linear(from: start, to: end, count: geodesic.path.count)
        for (code, straight) in zip(geodesic.path.codes, line.codes) {
            for (a, b) in zip(code, straight) { #expect(abs(a - b) < 1e-6) }
        }
        let distance = PathMeasure(positions: map.positions(of: [start, end])).length
        #expect(abs(geodesic.measure.length - distance) < 1e-9)
        #expect(abs(geodesic.measure.energy - distance * distance) < 1e-6)
    }

    @Test func bendsADetourStraight() throws {
        let map = SampleMap.linear(dimensions: 2, seed: 9)
        let (start, end) = ([-1.0, 0], [1.0, 0.5])
        let detour = (0...20).map { index -> [Double] in
            let t = Double(index) / 20
            return [-1 + 2 * t, 0.5 * t + sin(9 * t) * t * (1 - t) * 4]
        }
        let straight = PathMeasure(positions: map.positions(of: [start, end])).length
        let bent = try PathMeasure(of: InterpolationPath(codes: detour), subdivision: 4, under: map).length
        #expect(bent > 1.2 * straight)
        let geodesic = try Geodesic(from: start, to: end, others: [detour], under: map)
        #expect(abs(geodesic.measure.length - straight) < 1e-6)
    }

    @Test(arguments: [([0.9, 0.2], [0.7, 1.9]), ([-0.4, 0], [1.1, 2.4]), ([1.2, -1], [1.2, 1])])
    func isAGreatCircleOnTheSphere(start: [Double], end: [Double]) throws {
        let geodesic = try Geodesic(from: start, to: end, under: SampleMap.sphere)
        let (a, b) = (SampleMap.sphere.place(start), SampleMap.sphere.place(end))
        let expected = acos(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 })
        #expect(abs(geodesic.measure.length - expected) < 1e-3 * expected)
        #expect(abs(geodesic.measure.energy - expected * expected) < 5e-3 * expected * expected)
        let straight = try PathMeasure(
            of: .linear(from: start, to: end, count: 200), under: SampleMap.sphere)
        #expect(geodesic.measure.length < straight.length)
        // Every point lies on the plane of the two ends.
        let normal = [
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
        ]
        for place in SampleMap.sphere.positions(of: geodesic.path.codes) {
            #expect(abs(zip(place, normal).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-2)
        }
        // Its steps are about equal.
        let steps = try PathMeasure(of: geodesic.path, under: SampleMap.sphere).steps
        let mean = steps.reduce(0, +) / Double(steps.count)
        #expect(steps.allSatisfy { abs($0 - mean) < 0.02 * mean })
    }

    @Test(arguments: 0..<20)
    func isNeverLongerThanTheStraightLine(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let dimensions = 1 + seed % 4
        let map = SampleMap.waves(dimensions: dimensions, seed: UInt64(100 + seed))
        let start = (0..<dimensions).map { _ in generator.uniform(in: -3...3) }
        let end = (0..<dimensions).map { _ in generator.uniform(in: -3...3) }
        let detour = (0..<dimensions).map { _ in generator.uniform(in: -3...3) }
        let geodesic = try Geodesic(from: start, to: end, others: [[start, detour, end]], under: map)
        let straight = try PathMeasure(
            of: .linear(from: start, to: end, count: geodesic.path.count), subdivision: 4, under: map)
        #expect(geodesic.measure.length <= straight.length)
        #expect(geodesic.path.codes.first == start)
        #expect(geodesic.path.codes.last == end)
        #expect(geodesic.path.codes.allSatisfy { $0.allSatisfy(\.isFinite) })
    }

    @Test func hasNoLengthBetweenEqualCodes() throws {
        let geodesic = try Geodesic(from: [1, 2], to: [1, 2], under: SampleMap.sphere)
        #expect(geodesic.measure.length == 0)
        #expect(geodesic.path.codes.allSatisfy { $0 == [1, 2] })
    }

    /// A map that sends everything to one place: no metric at all.
    @Test func staysFiniteWithoutAMetric() throws {
        let map = SampleMap(place: { _ in [0, 0] }, slopes: { _ in [[0, 0], [0, 0]] })
        let geodesic = try Geodesic(
            from: [0, 0], to: [1, 1], others: [[[0, 0], [5, 0], [1, 1]]], under: map)
        #expect(geodesic.measure.length == 0)
        #expect(geodesic.path.codes.allSatisfy { $0.allSatisfy(\.isFinite) })
    }
}
