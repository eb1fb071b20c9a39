import Foundation
import Testing

@testable import Likelihoods

extension Likelihood {
    /// log p(x|z), and the gradient of its negative with respect to outputs and parameters, times `scale`.
    fileprivate func terms(
        _ values: [Float], _ outputs: [Float], parameters: [Float] = [], scale: Float = 1
    ) -> (log: Double, outputs: [Float], parameters: [Float]) {
        var slopes = [Float](repeating: .nan, count: outputs.count)
        var own = [Float](repeating: 0, count: parameters.count + 1)
        let log = slopes.withUnsafeMutableBufferPointer { slopes in
            own.withUnsafeMutableBufferPointer { own in
                logDensity(
                    of: values, outputs: outputs, count: outputs.count, parameters: parameters,
                    gradient: LikelihoodGradient(
                        outputs: slopes.baseAddress!, parameters: own.baseAddress!, scale: scale))
            }
        }
        return (log, slopes, Array(own.prefix(parameters.count)))
    }
}

/// What every likelihood must be.
@Suite struct LikelihoodTests {
    private static let values: [Float] = [0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1]
    private static let outputs: [Float] = [-1.5, 0.25, 2, -0.5, 1, 0, -3, 3, 0.75, -0.25, 0.1]

    private static func parameters(_ likelihood: any Likelihood) -> [Float] {
        likelihood.parameters.map { $0.initial / 2 }
    }

    @Test func namesAreDifferent() {
        #expect(Set(Likelihoods.all.map(\.name)).count == Likelihoods.all.count)
        #expect(Likelihoods.named("bernoulli") is BernoulliLikelihood)
        #expect(Likelihoods.named("gaussian") is GaussianLikelihood)
        #expect(Likelihoods.named("continuous-bernoulli") is ContinuousBernoulliLikelihood)
        #expect(Likelihoods.named("discretized-logistic") is DiscretizedLogisticLikelihood)
        #expect(Likelihoods.named("Bernoulli") == nil)
    }

    @Test func intensitiesAreModelledInOrder() {
        for likelihood in Likelihoods.all {
            let values = likelihood.modelledValues
            #expect(values.count == 256 && values.first == 0 && values.last == 1)
            #expect(values == values.sorted())
        }
    }

    /// Eleven numbers are a whole vector and a part of one.
    @Test func gradientsAreThoseOfDifferences() {
        let step: Float = 1e-2
        for likelihood in Likelihoods.all {
            let parameters = Self.parameters(likelihood)
            let found = likelihood.terms(Self.values, Self.outputs, parameters: parameters, scale: 0.5)
            for index in Self.outputs.indices {
                func log(_ shift: Float) -> Double {
                    var moved = Self.outputs
                    moved[index] += shift
                    return likelihood.terms(Self.values, moved, parameters: parameters).log
                }
                let slope = -0.5 * (log(step) - log(-step)) / Double(2 * step)
                #expect(abs(Double(found.outputs[index]) - slope) < 2e-4, "\(likelihood.name)")
            }
            for index in parameters.indices {
                func log(_ shift: Float) -> Double {
                    var moved = parameters
                    moved[index] += shift
                    return likelihood.terms(Self.values, Self.outputs, parameters: moved).log
                }
                let slope = -0.5 * (log(step) - log(-step)) / Double(2 * step)
                #expect(abs(Double(found.parameters[index]) - slope) < 2e-3, "\(likelihood.name)")
            }
        }
    }

    /// The Fisher information is the mean of the squared slope of log p, and the coordinate its root's integral.
    @Test func coordinatesStretchByTheFisherInformation() {
        for likelihood in Likelihoods.all {
            let parameters = Self.parameters(likelihood), step = 1e-4
            for output in stride(from: -4.0, through: 4, by: 0.5) {
                let above = likelihood.coordinate(ofOutput: output + step, parameters: parameters)
                let below = likelihood.coordinate(ofOutput: output - step, parameters: parameters)
                let slope = likelihood.coordinateSlope(ofOutput: output, parameters: parameters)
                #expect(abs((above - below) / (2 * step) - slope) < 1e-6, "\(likelihood.name)")
            }
        }
    }

    @Test func bitsCountTheIntensities() {
        // Uniform on 256 intensities is 8 bits: probability 1/256 each, density 255/256 on steps of 1/255.
        let density = GaussianLikelihood(), outcomes = BernoulliLikelihood()
        #expect(abs(density.bitsPerDimension(nats: 10 * log(255.0 / 256), numbers: 10) - 8) < 1e-9)
        #expect(abs(outcomes.bitsPerDimension(nats: -10 * log(2.0), numbers: 10) - 1) < 1e-12)
        let intensities = DiscretizedLogisticLikelihood()
        #expect(abs(intensities.bitsPerDimension(nats: -80 * log(2.0), numbers: 10) - 8) < 1e-12)
        #expect(Likelihoods.all.filter { !$0.tellsIntensities }.map(\.name) == ["bernoulli"])
        #expect(Set(Likelihoods.all.map(\.comparability)).count == 3)
    }
}

@Suite struct BernoulliLikelihoodTests {
    private let likelihood = BernoulliLikelihood()

    @Test(arguments: [Float(0), 1])
    func isTheSigmoidCrossEntropy(pixel: Float) {
        let logits = stride(from: Float(-30), to: 30, by: 0.0625).map { $0 }
        let found = likelihood.terms([Float](repeating: pixel, count: logits.count), logits, scale: 0.5)
        var expected = 0.0
        for (index, logit) in logits.enumerated() {
            let l = Double(logit)
            expected += Double(pixel) * l - (max(0, l) + log1p(exp(-abs(l))))
            let slope = 0.5 * (1 / (1 + exp(-l)) - Double(pixel))
            #expect(abs(Double(found.outputs[index]) - slope) < 1e-7)
        }
        #expect(abs(found.log - expected) < 1e-6 * abs(expected))

        for count in [logits.count, 8, 3] {
            var probabilities = Array(logits.prefix(count))
            likelihood.makeMeans(&probabilities, count: count)
            for (logit, probability) in zip(logits, probabilities) {
                let exact = 1 / (1 + exp(-Double(logit)))
                #expect(abs(Double(probability) - exact) < 3e-7 * exact)
            }
        }
    }

    @Test func extremeLogitsNeitherOverflowNorHide() {
        let logits: [Float] = [-1e30, 1e30, -200, 200, -88, 88, -0.0, 0]
        let pixels: [Float] = [0, 1, 0, 1, 0, 1, 1, 0]
        let found = likelihood.terms(pixels, logits)
        #expect(abs(found.log + 2 * log(2.0)) < 1e-6)
        #expect(found.outputs == [0, 0, 0, 0, 0, 0, -0.5, 0.5])
        #expect(likelihood.terms(pixels, [.nan, 0, 0, 0, 0, 0, 0, 0]).log.isNaN)
        #expect(!likelihood.terms(pixels, [.infinity, 0, 0, 0, 0, 0, 0, 0]).log.isFinite)
    }

    @Test func coinsHaveOneBit() {
        #expect(likelihood.entropy(ofMean: 0.5) == 1)
        #expect(abs((likelihood.entropy(ofMean: 0.25) ?? 0) - 0.8112781244591328) < 1e-12)
        for p in [0, 1, -0.5, 2, Double.nan] { #expect(likelihood.entropy(ofMean: p) == 0) }
    }

    @Test func meansAreOverThePixelsOfEachImage() throws {
        let means = try #require(
            likelihood.meanEntropies([0.5, 0.5, 0, 0.5, 1, 0, 0.5], numbersPerImage: 3))
        #expect(means.count == 2)
        #expect(abs(means[0] - 2.0 / 3) < 1e-12 && abs(means[1] - 1.0 / 3) < 1e-12)
        #expect(likelihood.meanEntropies([0.5], numbersPerImage: 0) == nil)
    }
}

@Suite struct GaussianLikelihoodTests {
    @Test func isTheNormalDensity() {
        let values: [Float] = [0, 0.5, 1, 0.25, 0.75, 1, 0, 0.125, 0.5]
        let outputs: [Float] = [0.1, 0.5, 0.7, 0.5, 0.5, 1.5, -0.5, 0, 0.25]
        let logVariance: Float = -1.25, variance = exp(-1.25)
        let expected = zip(values, outputs).reduce(0) { sum, pair in
            let difference = Double(pair.0 - pair.1)
            return sum - (difference * difference / variance + log(2 * Double.pi * variance)) / 2
        }
        let found = GaussianLikelihood().terms(values, outputs, parameters: [logVariance])
        #expect(abs(found.log - expected) < 1e-5)
    }

    @Test func itsVarianceIsBestAtTheMeanSquaredError() {
        let values: [Float] = [0, 1, 0.5, 0.25], outputs: [Float] = [0.5, 0.5, 0.5, 0.5]
        let error = zip(values, outputs).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 4
        let found = GaussianLikelihood().terms(values, outputs, parameters: [log(error)])
        #expect(abs(found.parameters[0]) < 1e-6)
    }

    @Test func saysNothingOfCertainty() {
        #expect(GaussianLikelihood().entropy(ofMean: 0.5) == nil)
        #expect(GaussianLikelihood().meanEntropies([0.5], numbersPerImage: 1) == nil)
    }
}
