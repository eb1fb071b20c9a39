import Datasets
import Randomness
import Testing

@testable import VAE

@Suite struct NetworkTests {
    private static func network(side: Int = 28, latentDim: Int = 2, threads: Int = 2) throws -> Network {
        let architecture = try Architecture(latentDim: latentDim, imageSide: side)
        var generator = SeededGenerator(seed: 1)
        return try Network(
            architecture: architecture,
            parameters: .glorotUniform(architecture: architecture, using: &generator), threads: threads)
    }

    @Test(arguments: [8, 12, 28, 32, 64], [1, 2, 64])
    func sizes(side: Int, latentDim: Int) throws {
        let network = try Self.network(side: side, latentDim: latentDim)
        let images = discs(11, side: side)
        let posterior = try network.encode(images)
        #expect(posterior.count == 11)
        #expect(posterior.latentDim == latentDim)
        let probabilities = try network.decode(posterior.means)
        #expect(probabilities.count == 11 * side * side)
        #expect(probabilities.allSatisfy { 0 < $0 && $0 < 1 })
        let evaluation = try network.evaluate(images, noise: normals(11 * latentDim))
        #expect(evaluation.elbo.isFinite && evaluation.elbo < 0)
        #expect(evaluation.klPerDimension.count == latentDim)
    }

    @Test func eachImageIsComputedOnItsOwn() throws {
        let network = try Self.network()
        let images = discs(19)
        let all = try network.encode(images)
        for index in [0, 7, 8, 18] {
            let single = try network.encode(images.selecting([index]))
            #expect(relativeError(single.means, Array(all[index].mean)) < 1e-5)
            #expect(relativeError(single.logVariances, Array(all[index].logVariance)) < 1e-5)
        }
        let pixels = try network.decode(all.means)
        #expect(
            relativeError(try network.decode(Array(all[9].mean)), Array(pixels[9 * 784..<10 * 784])) < 1e-5)
    }

    /// The pieces of a page are made by one thread beside the training, or by several at its end.
    @Test(arguments: [1, 8, 12, 19, 40])
    func anyNumberOfThreadsGivesTheSameBytes(count: Int) throws {
        let images = discs(count), noise = normals(count * 2)
        let one = try Self.network(threads: 1)
        let posterior = try one.encode(images), decoded = try one.decode(posterior.means)
        let evaluation = try one.evaluate(images, noise: noise)
        for threads in [2, 3, 5] {
            let several = try Self.network(threads: threads)
            #expect(try several.encode(images) == posterior)
            #expect(try several.decode(posterior.means) == decoded)
            #expect(try several.evaluate(images, noise: noise) == evaluation)
        }
    }

    /// Models come and go; memory of one that is gone is taken by the next.
    @Test func oneNetworkIsAllModels() throws {
        let architecture = try Architecture(latentDim: 2, imageSide: 8)
        let host = NetworkHost(architecture: architecture, threads: 2)
        let codes: [Float] = [0.5, -1, 2, 0.25]
        var kept: [(TrainedModel, [Float])] = []
        for seed in 0..<40 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let parameters = Parameters.glorotUniform(architecture: architecture, using: &generator)
            let own = try Network(architecture: architecture, parameters: parameters, threads: 2).decode(
                codes)
            let model = TrainedModel(by: host) { parameters }
            #expect(try model.means(codes) == own, "\(seed)")
            if seed.isMultiple(of: 10) { kept.append((model, own)) }
        }
        for (model, own) in kept { #expect(try model.means(codes) == own) }
    }

    @Test func nothingInGivesNothingOut() throws {
        let network = try Self.network()
        let none = ModelledImages(BinaryImages(rows: 28, columns: 28, pixels: []))
        #expect(try network.encode(none).count == 0)
        #expect(try network.decode([]).isEmpty)
        #expect(throws: VAEError.self) { try network.evaluate(none, noise: []) }
    }

    @Test func refusesUnusableInput() throws {
        let network = try Self.network()
        #expect(throws: VAEError.self) { try network.encode(discs(2, side: 12)) }
        #expect(throws: VAEError.self) { try network.decode([0, 0, 0]) }
        #expect(throws: VAEError.self) { try network.decode([0, .nan]) }
        #expect(throws: VAEError.self) { try network.decodeOutputs([.infinity, 0]) }
        #expect(throws: VAEError.self) { try network.evaluate(discs(2), noise: [0]) }
    }

    @Test func loadingReplacesTheParameters() throws {
        let network = try Self.network()
        let images = discs(9)
        let before = try network.encode(images)
        var generator = SeededGenerator(seed: 2)
        try network.load(.glorotUniform(architecture: network.architecture, using: &generator))
        #expect(try network.encode(images) != before)
        generator = SeededGenerator(seed: 1)
        try network.load(.glorotUniform(architecture: network.architecture, using: &generator))
        #expect(try network.encode(images) == before)
        let other = try Architecture(latentDim: 3)
        #expect(throws: VAEError.self) {
            try network.load(.glorotUniform(architecture: other, using: &generator))
        }
    }

    @Test func withoutNoiseTheCodeIsTheMean() throws {
        let network = try Self.network()
        let images = discs(9)
        let plain = try network.evaluate(images, noise: nil)
        let noiseless = try network.evaluate(images, noise: [Float](repeating: 0, count: 18))
        #expect(plain.klDivergence == 0)
        #expect(plain.reconstruction == noiseless.reconstruction)
        #expect(noiseless.klDivergence > 0)
    }
}
