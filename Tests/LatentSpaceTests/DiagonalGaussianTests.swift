import Foundation
import LatentSpace
import Likelihoods
import Testing

@Suite struct DiagonalGaussianTests {
    private let posterior = DiagonalGaussian(mean: SIMD2(1, -2), logVariance: SIMD2(log(4), log(0.25)))

    @Test func ellipsePointsLieAtTheirDistance() {
        for sigmas in [1.0, 2] {
            let curve = posterior.ellipse(sigmas: sigmas, pointCount: 16)
            #expect(curve.count == 16)
            for point in curve {
                let scaled = (point - posterior.mean) / posterior.standardDeviation
                #expect(abs((scaled * scaled).sum() - sigmas * sigmas) < 1e-12)
            }
        }
        let first = posterior.ellipse()[0]
        #expect(abs(first.x - 3) < 1e-12 && abs(first.y + 2) < 1e-12)
        #expect(posterior.ellipse(pointCount: 0).isEmpty)
    }

    @Test func samplesAreReparameterized() {
        let sample = posterior.sample(noise: SIMD2(0.5, -1))
        #expect(abs(sample.x - 2) < 1e-12 && abs(sample.y + 2.5) < 1e-12)
    }

    @Test func divergenceOfTheStandardNormalIsZeroAndElsewherePositive() {
        #expect(StandardNormal.klDivergence(mean: 0, logVariance: 0) == 0)
        // (1 + 4 - 1 - log 4) / 2
        #expect(abs(StandardNormal.klDivergence(mean: 1, logVariance: log(4)) - 1.3068528194400546) < 1e-15)
        #expect(abs(posterior.klDivergence.y - (4 + 0.25 - 1 - log(0.25)) / 2) < 1e-12)
    }

    /// The divergence is the expectation of log q - log p: checked by a fine Riemann sum.
    @Test func divergenceIsTheExpectedLogRatio() {
        let mean = 0.7, logVariance = -0.8
        var sum = 0.0
        let step = 1e-3
        for index in -10_000...10_000 {
            let x = Double(index) * step
            let logQ = -((x - mean) * (x - mean) / exp(logVariance) + logVariance + log(2 * .pi)) / 2
            let logP = -(x * x + log(2 * .pi)) / 2
            sum += exp(logQ) * (logQ - logP) * step
        }
        #expect(abs(sum - StandardNormal.klDivergence(mean: mean, logVariance: logVariance)) < 1e-6)
    }

    @Test func divergencePerDimensionIsTheMeanOverImages() {
        let result = DiagonalGaussian.klPerDimension(
            means: [1, 0, 3, 0], logVariances: [0, 0, 0, 0], dimensions: 2)
        #expect(result == [2.5, 0])
        #expect(DiagonalGaussian.klPerDimension(means: [], logVariances: [], dimensions: 2) == [0, 0])
        #expect(DiagonalGaussian.klPerDimension(means: [1], logVariances: [1], dimensions: 0) == [])
    }
}
