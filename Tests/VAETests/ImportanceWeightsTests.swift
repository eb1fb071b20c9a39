import Datasets
import Foundation
import Randomness
import Testing

@testable import VAE

@Suite struct ImportanceWeightsTests {
    /// The noises of all training steps of the goldens as samples: [image, sample, dimension].
    private static func noise(_ goldens: Goldens) throws -> (values: [Float], samples: Int) {
        let (images, d) = (goldens.images.count, goldens.architecture.latentDim)
        let steps = try goldens.values("noise")  // [sample, image, dimension]
        let samples = steps.count / (images * d)
        let values = (0..<images).flatMap { image in
            (0..<samples).flatMap { sample in
                let start = (sample * images + image) * d
                return steps[start..<start + d]
            }
        }
        return (values, samples)
    }

    @Test(arguments: Goldens.Case.allCases, [1, 3])
    func areThoseOfPyTorch(name: Goldens.Case, threads: Int) throws {
        let goldens = try Goldens(name)
        let (noise, samples) = try Self.noise(goldens)
        let weights = try goldens.engine(threads: threads).importanceWeights(
            of: goldens.images, samples: samples, noise: noise)
        #expect(relativeError(weights.logWeights.map(Float.init), try goldens.values("logWeights")) < 1e-6)
        let bounds = (0..<weights.count).map { Float(weights.bound(of: $0)) }
        #expect(relativeError(bounds, try goldens.values("importanceWeightedBound")) < 1e-6)
    }

    @Test func oneSampleIsTheELBO() {
        let weights = ImportanceWeights(samples: 1, logWeights: [-150.25, -1e4, -0.5])
        for image in 0..<3 { #expect(weights.bound(of: image) == weights.elbo(of: image)) }
        #expect(weights.gap == (0, 0))
    }

    /// log of a mean of two weights is their logistic mean, far beyond what exp can hold.
    @Test(arguments: [0.0, -800, -100_000, 900])
    func neitherOverflowsNorVanishes(shift: Double) {
        let weights = ImportanceWeights(samples: 2, logWeights: [shift, shift + log(3), shift, shift])
        #expect(abs(weights.bound(of: 0) - (shift + log(2))) < 1e-9)
        #expect(abs(weights.bound(of: 1) - shift) < 1e-9)
        #expect(abs(weights.gap.mean - (log(2) - log(3) / 2) / 2) < 1e-9)
    }

    /// The bound is never below the ELBO, and more samples raise it in the mean.
    @Test func risesWithTheSamples() throws {
        let architecture = try Architecture(latentDim: 2)
        var generator = SeededGenerator(seed: 3)
        let network = try Network(
            architecture: architecture,
            parameters: .glorotUniform(architecture: architecture, using: &generator), threads: 2)
        let images = discs(40)
        let noise = normals(40 * 64 * 2)
        let all = try network.importanceWeights(of: images, samples: 64, noise: noise)
        #expect((0..<40).allSatisfy { all.bound(of: $0) >= all.elbo(of: $0) })
        let means = [1, 4, 16, 64].map { samples in
            let parts = ImportanceWeights(samples: samples, logWeights: all.logWeights)
            return (0..<parts.count).reduce(0) { $0 + parts.bound(of: $1) } / Double(parts.count)
        }
        #expect(means == means.sorted() && Set(means).count == 4)
        #expect(all.gap.standardError > 0)
    }

    @Test func refusesNoiseOfAnotherSize() throws {
        let goldens = try Goldens(.small)
        let engine = try goldens.engine(threads: 1)
        #expect(throws: VAEError.self) {
            try engine.importanceWeights(of: goldens.images, samples: 2, noise: [0])
        }
        #expect(throws: VAEError.self) {
            try engine.importanceWeights(of: goldens.images, samples: 0, noise: [])
        }
    }
}
