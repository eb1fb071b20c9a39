import Foundation
import LatentSpace
import Testing

@Suite struct MetricFieldTests {
    private func field(
        _ window: PlaneWindow, nodes: Int = 48, _ metric: (SIMD2<Double>) -> MetricTensor
    ) -> MetricField {
        MetricField(
            window: window, rows: nodes, columns: nodes,
            tensors: window.grid(columns: nodes, rows: nodes).points.map(metric))
    }

    private func length(_ path: [SIMD2<Double>], _ metric: (SIMD2<Double>) -> MetricTensor) -> Double {
        zip(path, path.dropFirst()).reduce(0) { sum, pair in
            (0..<8).reduce(sum) { sum, part in
                let middle = pair.0 + (pair.1 - pair.0) * ((Double(part) + 0.5) / 8)
                return sum + metric(middle).squaredLength(of: (pair.1 - pair.0) / 8).squareRoot()
            }
        }
    }

    @Test func interpolatesBetweenItsNodes() {
        let window = PlaneWindow(x: -1...3, y: 0...2)
        func metric(_ p: SIMD2<Double>) -> MetricTensor {
            MetricTensor(xx: 5 + p.x, xy: 0.3 * p.y, yy: 4 + p.x * p.y)
        }
        let field = field(window, nodes: 8, metric)
        for point in [SIMD2(0.1, 1.2), SIMD2(2.4, 0.4), SIMD2(-0.7, 1.8)] {
            let (found, expected) = (field.tensor(at: point), metric(point))
            #expect(abs(found.xx - expected.xx) < 1e-12)
            #expect(abs(found.xy - expected.xy) < 1e-12)
            #expect(abs(found.yy - expected.yy) < 1e-12)
        }
        #expect(field.tensor(at: SIMD2(99, 1.875)) == field.tensor(at: SIMD2(2.75, 1.875)))
        #expect(field.tensor(at: SIMD2(.nan, -.infinity)).xx.isFinite)
        #expect(field.magnification.values[0] == field.tensors[0].magnification)
        #expect(field.magnification.window == window)
        let part = PlaneWindow(x: 0...1, y: 0.5...1.5)
        let zoomed = field.magnification(over: part, columns: 4, rows: 3)
        #expect(zoomed.window == part && zoomed.values.count == 12)
        #expect(abs(zoomed.values[0] - field.tensor(at: SIMD2(0.125, 1.5 - 1.0 / 6)).magnification) < 1e-9)
    }

    @Test func takesTheShortestWayInAFlatMetric() {
        let field = field(PlaneWindow(square: -2...2)) { _ in .flat }
        for (start, end) in [(SIMD2(-1.7, -1.2), SIMD2(1.5, 0.3)), (SIMD2(0.0, -1.8), SIMD2(0.4, 1.9))] {
            let path = field.shortestPath(from: start, to: end)
            let straight = length([start, end]) { _ in .flat }
            #expect(path.first == start)
            #expect(path.last == end)
            #expect(length(path) { _ in .flat } < 1.04 * straight)
        }
    }

    /// In the half-plane model of hyperbolic geometry, G = I / y^2, the distance is
    /// arcosh(1 + |a - b|^2 / (2 a.y b.y)).
    @Test func comesNearTheHyperbolicDistance() {
        func metric(_ p: SIMD2<Double>) -> MetricTensor {
            MetricTensor(xx: 1 / (p.y * p.y), xy: 0, yy: 1 / (p.y * p.y))
        }
        let field = field(PlaneWindow(x: -2...2, y: 0.25...4.25), nodes: 80, metric)
        let (start, end) = (SIMD2(-1.5, 0.6), SIMD2(1.5, 0.9))
        let gap = end - start
        let expected = acosh(1 + (gap * gap).sum() / (2 * start.y * end.y))
        let path = field.shortestPath(from: start, to: end)
        #expect(abs(length(path, metric) - expected) < 0.04 * expected)
        #expect(length([start, end], metric) > 1.2 * expected)
        // It rises towards the middle, as the half circle through both does.
        #expect((path.map(\.y).max() ?? 0) > 1.4)
    }

    @Test func goesAroundAWall() {
        let window = PlaneWindow(square: -2...2)
        let field = field(window) {
            abs($0.x) < 0.2 && $0.y < 1 ? MetricTensor(xx: 1e4, xy: 0, yy: 1e4) : .flat
        }
        let path = field.shortestPath(from: SIMD2(-1, -1), to: SIMD2(1, -1))
        #expect(path.contains { $0.y > 1 })
    }

    @Test func givesAWayOnASingleNode() {
        let field = MetricField(window: PlaneWindow(square: -1...1), rows: 1, columns: 1, tensors: [.flat])
        #expect(
            field.shortestPath(from: SIMD2(-0.5, 0), to: SIMD2(0.5, 0)) == [SIMD2(-0.5, 0), SIMD2(0.5, 0)])
    }

    @Test func drawsStepsOfEqualLength() {
        let tensor = MetricTensor(xx: 5, xy: 2, yy: 2)
        let curve = tensor.indicatrix(radius: 0.3)
        #expect(curve.count == 48)
        for step in curve { #expect(abs(tensor.squaredLength(of: step) - 0.09) < 1e-12) }
        #expect(abs(tensor.magnification - 6.0.squareRoot()) < 1e-12)
        let steps = tensor.principalSteps
        #expect(abs(steps.greatest.length * steps.least - tensor.magnification) < 1e-12)
        #expect(MetricTensor(xx: 1, xy: 0, yy: 0).indicatrix(radius: 1).isEmpty)
        #expect(MetricTensor(xx: 0, xy: 0, yy: 0).principalSteps.greatest.length == 0)
    }
}
