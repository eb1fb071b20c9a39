import Foundation
import Testing

@testable import Likelihoods

/// log p(x|z) of single numbers, and the gradient of its negative.
private func terms(
    _ likelihood: some Likelihood, _ values: [Float], _ outputs: [Float], _ parameters: [Float] = [0]
) -> (logs: [Double], slopes: [Float]) {
    var logs: [Double] = [], slopes: [Float] = []
    for (value, output) in zip(values, outputs) {
        var slope = Float.nan
        var own: Float = 0
        let log = withUnsafeMutablePointer(to: &slope) { slope in
            withUnsafeMutablePointer(to: &own) { own in
                likelihood.logDensity(
                    of: [value], outputs: [output], count: 1, parameters: parameters,
                    gradient: LikelihoodGradient(outputs: slope, parameters: own, scale: 1))
            }
        }
        logs.append(log)
        slopes.append(slope)
    }
    return (logs, slopes)
}

@Suite struct ContinuousBernoulliLikelihoodTests {
    private let likelihood = ContinuousBernoulliLikelihood()

    /// The log-partition function, log of the integral of exp(x l) over 0...1, by the midpoint rule.
    private func logPartition(_ logit: Double) -> Double {
        let count = 20_000
        let highest = max(0, logit)
        let sum = (0..<count).reduce(0.0) { sum, index in
            sum + exp((Double(index) + 0.5) / Double(count) * logit - highest)
        }
        return highest + log(sum / Double(count))
    }

    @Test func isNormalised() {
        for logit in [-30, -8, -1.01, -0.99, -0.2, 0, 1e-4, 0.5, 0.999, 1.001, 3, 12, 40] {
            for value in [Float(0), 0.25, 1] {
                let found = terms(likelihood, [value], [Float(logit)]).logs[0]
                let expected = Double(value) * Double(Float(logit)) - logPartition(Double(Float(logit)))
                #expect(abs(found - expected) < 3e-6 * (1 + abs(expected)), "\(logit) \(value)")
            }
        }
    }

    /// The gradient at x = 0 is the mean, and is smooth where the series take over.
    @Test func meansAreThoseOfTheDistribution() {
        for logit in [-200, -20, -3, -1.0001, -0.9999, -0.1, -1e-5, 0, 0.3, 0.9999, 1.0001, 5, 60] {
            let l = Double(Float(logit))
            let expected = abs(l) < 1e-3 ? 0.5 + l / 12 : 1 / -expm1(-l) - 1 / l
            var means = [Float(logit)]
            likelihood.makeMeans(&means, count: 1)
            #expect(abs(Double(means[0]) - expected) < 2e-7, "\(logit)")
            #expect(terms(likelihood, [0], [Float(logit)]).slopes[0] == means[0])
        }
    }

    @Test func extremeLogitsNeitherOverflowNorHide() {
        let found = terms(likelihood, [1, 0, 0.5, 0.5], [1e30, -1e30, 0, -0.0])
        #expect(found.logs.allSatisfy { $0.isFinite })
        #expect(abs(found.logs[0] - log(1e30)) < 1e-4 && found.slopes[0] == 0)
        #expect(found.logs[2] == 0 && found.slopes[2] == 0 && found.slopes[3] == 0)
        for logit in [Float.nan, .infinity, -.infinity] {
            #expect(!terms(likelihood, [0.5], [logit]).logs[0].isFinite)
        }
    }

    /// The table against Simpson's rule with many more steps, and the logarithm beyond it.
    @Test func coordinatesAreTheIntegralOfTheDeviation() {
        for end in [0.013, 0.5, 1.7, 9, 39.99, 40.01, 75] {
            let count = 20_000, step = end / Double(count)
            func slope(_ index: Double) -> Double {
                likelihood.coordinateSlope(ofOutput: index * step, parameters: [])
            }
            var integral = 0.0
            for index in 0..<count {
                let start = Double(index)
                integral += step / 6 * (slope(start) + 4 * slope(start + 0.5) + slope(start + 1))
            }
            let found = likelihood.coordinate(ofOutput: end, parameters: [])
            #expect(abs(found - integral) < 1e-9, "\(end)")
            #expect(likelihood.coordinate(ofOutput: -end, parameters: []) == -found)
        }
        #expect(likelihood.coordinate(ofOutput: .infinity, parameters: []) == .infinity)
        #expect(likelihood.coordinate(ofOutput: .nan, parameters: []).isNaN)
        #expect(likelihood.coordinateSlope(ofOutput: .infinity, parameters: []) == 0)
        // The variance of evenly spread numbers.
        #expect(
            abs(likelihood.coordinateSlope(ofOutput: 0, parameters: []) - (1.0 / 12).squareRoot()) < 1e-15)
        let ends = [0.4999999, 0.5000001].map { likelihood.coordinateSlope(ofOutput: $0, parameters: []) }
        #expect(abs(ends[0] - ends[1]) < 1e-8)
    }
}

@Suite struct DiscretizedLogisticLikelihoodTests {
    private let likelihood = DiscretizedLogisticLikelihood()

    @Test(arguments: [-7.0, -4, -2, 0])
    func theIntensitiesHaveProbabilityOne(logScale: Double) {
        for mean in [Float(-0.2), 0, 0.001, 0.5, 0.73, 1.3] {
            let values = likelihood.modelledValues
            let logs = terms(
                likelihood, values, Array(repeating: mean, count: values.count), [Float(logScale)]
            ).logs
            #expect(abs(logs.reduce(0) { $0 + exp($1) } - 1) < 2e-4, "\(mean) \(logScale)")
        }
    }

    @Test func isTheDifferenceOfTwoSigmoids() {
        let scale = exp(-2.5)
        func sigmoid(_ y: Double) -> Double { 1 / (1 + exp(-y)) }
        for level in [0, 1, 100, 254, 255] {
            let x = Double(level) / 255
            for mean in [0.0, 0.3, 0.8] {
                let above = level == 255 ? 1 : sigmoid((x + 1.0 / 510 - mean) / scale)
                let below = level == 0 ? 0 : sigmoid((x - 1.0 / 510 - mean) / scale)
                let found = terms(likelihood, [Float(x)], [Float(mean)], [-2.5]).logs[0]
                #expect(abs(found - log(above - below)) < 1e-5, "\(level) \(mean)")
            }
        }
    }

    /// Far from the mean and at small scales a difference of sigmoids would be 0.
    @Test func staysFiniteWhereTheDifferenceVanishes() {
        let found = terms(likelihood, [0.5, 1, 0], [40, -40, 40], [-7])
        let distance = (40 - 0.5 - 1.0 / 510) * exp(7.0)
        #expect(abs(found.logs[0] + distance) < 1e-5 * distance)
        #expect(found.logs.allSatisfy(\.isFinite) && found.slopes.allSatisfy(\.isFinite))
        #expect(!terms(likelihood, [0.5], [.nan], [-2]).logs[0].isFinite)
    }

    /// The mean of the squared slope of log p over the intensities, where these lie close beside the scale.
    @Test func distancesAreByTheFisherInformation() {
        let values = likelihood.modelledValues, parameters: [Float] = [-3]
        let found = terms(likelihood, values, Array(repeating: 0.5, count: values.count), parameters)
        let information = zip(found.logs, found.slopes).reduce(0.0) {
            $0 + exp($1.0) * Double($1.1) * Double($1.1)
        }
        let slope = likelihood.coordinateSlope(ofOutput: 0.5, parameters: parameters)
        #expect(abs(information / (slope * slope) - 1) < 0.01)
        #expect(likelihood.entropy(ofMean: 0.5) == nil)
    }
}
