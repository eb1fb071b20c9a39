import Foundation
import LatentSpace
import Likelihoods
import Testing

@Suite struct FisherRaoTests {
    private static let metric = FisherRao(BernoulliLikelihood())

    private let logits: [Float] = [-2, 0, 0.7, 3, -0.4, 5]

    @Test func anglesAreThoseOfTheProbabilities() {
        for (angle, logit) in zip(Self.metric.coordinates(ofOutputs: logits), logits) {
            let p = 1 / (1 + exp(-Double(logit)))
            #expect(abs(angle - 2 * asin(p.squareRoot())) < 1e-12)
        }
        let ends = Self.metric.coordinates(ofOutputs: [-.infinity, -2000, 2000, .infinity])
        #expect(ends[0] == 0 && ends[1] < 1e-12)
        #expect(abs(ends[2] - Double.pi) < 1e-12 && ends[3] == ends[2])
    }

    /// Two codes, two dimensions, three pixels.
    private let derivatives: [Float] = [1, -2, 0.5, 0.3, 0.1, -1, 2, 0, 1, -0.7, 0.9, 4]

    @Test func metricIsTheSumOfTheAnglesProducts() {
        let slopes = Self.metric.coordinateDerivatives(
            outputs: logits, derivatives: derivatives, numbersPerImage: 3)
        let tensors = Self.metric.tensors(outputs: logits, derivatives: derivatives, numbersPerImage: 3)
        #expect(tensors.count == 2)
        for (code, tensor) in tensors.enumerated() {
            let x = slopes[code * 6..<code * 6 + 3], y = slopes[code * 6 + 3..<code * 6 + 6]
            func dot(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
                zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
            }
            #expect(abs(tensor.xx - dot(x, x)) < 1e-12)
            #expect(abs(tensor.xy - dot(x, y)) < 1e-12)
            #expect(abs(tensor.yy - dot(y, y)) < 1e-12)
        }
        // The Fisher information of the first pixel alone: p (1 - p) times the squared slope.
        let p = 1 / (1 + exp(2.0))
        let first = Self.metric.tensors(outputs: [-2], derivatives: [3, 0], numbersPerImage: 1)[0]
        #expect(abs(first.xx - 9 * p * (1 - p)) < 1e-12)
    }

    @Test func derivativesAreThoseOfTheAngles() {
        let step = 1e-4
        let slopes = Self.metric.coordinateDerivatives(
            outputs: logits, derivatives: logits.map { _ in 1 }, numbersPerImage: 6)
        let above = Self.metric.coordinates(ofOutputs: logits.map { $0 + Float(step) })
        let below = Self.metric.coordinates(ofOutputs: logits.map { $0 - Float(step) })
        for index in logits.indices {
            #expect(abs(slopes[index] - (above[index] - below[index]) / (2 * step)) < 2e-3)
        }
    }

    @Test func certainPixelsHaveNoLength() {
        let tensor = Self.metric.tensors(
            outputs: [2000, -2000, .infinity], derivatives: [1, 1, 1, 1, 1, 1], numbersPerImage: 3)[0]
        #expect(tensor == MetricTensor(xx: 0, xy: 0, yy: 0))
    }

    @Test func oneDimensionHasNoSecondLength() {
        let tensor = Self.metric.tensors(outputs: [0, 0], derivatives: [2, 4], numbersPerImage: 2)[0]
        #expect(tensor == MetricTensor(xx: 5, xy: 0, yy: 0))
        #expect(Self.metric.tensors(outputs: [], derivatives: [], numbersPerImage: 4).isEmpty)
    }
}
