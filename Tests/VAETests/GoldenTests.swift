import Datasets
import Likelihoods
import Testing

@testable import VAE

/// Our numbers against PyTorch's in float64.
@Suite struct GoldenTests {
    /// Twelve images on one worker are micro-batches of 8 and 4, on two of 6 each, on three of 4; 5 is no multiple.
    static let threads = [1, 2, 3]

    @Test(arguments: Goldens.Case.allCases)
    func posteriorAndOutputs(_ file: Goldens.Case) throws {
        let goldens = try Goldens(file)
        let network = try Network(
            architecture: goldens.architecture, parameters: try goldens.parameters(), threads: 2)
        let posterior = try network.encode(goldens.images)
        #expect(relativeError(posterior.means, try goldens.values("mean")) < 1e-5)
        #expect(relativeError(posterior.logVariances, try goldens.values("logVariance")) < 1e-5)

        let codes = (0..<posterior.means.count).map { index in
            let noise = (try? goldens.noise()[index]) ?? .nan
            return posterior.means[index] + noise * (posterior.logVariances[index] / 2).exponential
        }
        let logits = try network.decodeOutputs(codes)
        #expect(relativeError(logits, try goldens.images("logits")) < 1e-5)
        let means = try network.decode(codes)
        let isBernoulli = goldens.architecture.likelihood.name == "bernoulli"
        if goldens.tensors["means"] != nil {
            #expect(relativeError(means, try goldens.images("means")) < 1e-5)
            return
        }
        let expected = try goldens.images("logits").map { isBernoulli ? 1 / (1 + (-$0).exponential) : $0 }
        #expect(relativeError(means, expected) < 1e-5)
    }

    @Test(arguments: Goldens.Case.allCases, threads)
    func lossTermsAndGradients(_ file: Goldens.Case, threads: Int) throws {
        let goldens = try Goldens(file)
        let engine = try goldens.engine(threads: threads)
        let terms = try engine.lossGradient(
            of: goldens.images, at: Array(0..<goldens.images.count), noise: try Buffer(goldens.noise()),
            beta: goldens.beta)
        #expect(
            relativeError(terms.logLikelihoods.map(Float.init), try goldens.values("logLikelihood")) < 1e-6)
        let ratios = try zip(goldens.values("logPrior"), goldens.values("logPosterior")).map { $0 - $1 }
        #expect(relativeError(terms.logDensityRatios.map(Float.init), ratios) < 1e-5)

        let gradient = Parameters(architecture: goldens.architecture, flat: try engine.gradient)
        for (name, tensor) in zip(gradient.names, gradient.tensors) {
            let error = relativeError(tensor.values, try goldens.values("gradient.\(name)"))
            #expect(error < 2e-5, "\(name)")
        }
    }

    @Test(arguments: [(Goldens.Case.small, 11), (.dense, 12)])
    func plainAutoencoderGradients(_ file: Goldens.Case, count: Int) throws {
        let goldens = try Goldens(file)
        let engine = try goldens.engine(threads: 1)
        let terms = try engine.lossGradient(
            of: goldens.images, at: Array(0..<goldens.images.count), noise: nil, beta: goldens.beta)
        #expect(terms.logDensityRatios.allSatisfy { $0 == 0 })
        let gradient = Parameters(architecture: goldens.architecture, flat: try engine.gradient)
        var compared = 0
        for (name, tensor) in zip(gradient.names, gradient.tensors) {
            guard let expected = goldens.tensors["plain.\(name)"] else { continue }
            #expect(relativeError(tensor.values, expected.values) < 2e-5, "\(name)")
            compared += 1
        }
        #expect(compared == count)
    }

    @Test(arguments: Goldens.Case.allCases)
    func tenTrainingSteps(_ file: Goldens.Case) throws {
        try expectLosses(file, isPlain: false)
    }

    @Test(arguments: [Goldens.Case.small, .dense])
    func tenTrainingStepsOfAPlainAutoencoder(_ file: Goldens.Case) throws {
        try expectLosses(file, isPlain: true)
    }

    private func expectLosses(_ file: Goldens.Case, isPlain: Bool) throws {
        let goldens = try Goldens(file)
        let expected = try goldens.values(isPlain ? "plain.losses" : "losses")
        let engine = try goldens.engine(threads: 2)
        let zero = Parameters(
            architecture: goldens.architecture,
            flat: Array(repeating: 0, count: goldens.architecture.parameterCount))
        let adam = try Adam(firstMoment: zero, secondMoment: zero)
        var losses: [Float] = []
        for step in 0..<10 {
            let terms = try engine.lossGradient(
                of: goldens.images, at: Array(0..<goldens.images.count),
                noise: isPlain ? nil : try Buffer(goldens.noise(step: step)), beta: goldens.beta)
            let total =
                terms.logLikelihoods.reduce(0, +)
                + Double(goldens.beta) * terms.logDensityRatios.reduce(0, +)
            losses.append(Float(-total / Double(goldens.images.count)))
            let stepSize = Adam.stepSize(learningRate: goldens.learningRate, step: step + 1)
            try engine.update { adam.update($0, gradients: $1, stepSize: stepSize, in: $2) }
        }
        #expect(losses.count == 10)
        #expect(relativeError(losses, expected) < 1e-5)
    }

    @Test func evaluationIsTheMeanOfItsImages() throws {
        let goldens = try Goldens(.article)
        let network = try Network(
            architecture: goldens.architecture, parameters: try goldens.parameters(), threads: 2)
        let evaluation = try network.evaluate(goldens.images, noise: try goldens.noise())
        let likelihoods = try goldens.values("logLikelihood").map(Double.init)
        let count = Double(likelihoods.count)
        #expect(abs(evaluation.reconstruction - likelihoods.reduce(0, +) / count) < 1e-3)

        var divergences = [0.0, 0.0]
        for (index, pair) in try zip(goldens.values("mean"), goldens.values("logVariance")).enumerated() {
            let (mean, logVariance) = (Double(pair.0), Double(pair.1))
            let variance = Double(Float(logVariance).exponential)
            divergences[index % 2] += 0.5 * (variance + mean * mean - 1 - logVariance) / count
        }
        #expect(abs(evaluation.klPerDimension[0] - divergences[0]) < 1e-5)
        #expect(abs(evaluation.klPerDimension[1] - divergences[1]) < 1e-5)
        #expect(abs(evaluation.klDivergence - divergences[0] - divergences[1]) < 1e-5)
        #expect(abs(evaluation.elboPerImage.reduce(0, +) / count - evaluation.elbo) < 1e-9)
        #expect(evaluation.elbo == evaluation.reconstruction - evaluation.klDivergence)
    }
}
