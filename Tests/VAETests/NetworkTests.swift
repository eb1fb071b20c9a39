import Datasets
import Foundation
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

    @Test func nothingInGivesNothingOut() throws {
        let network = try Self.network()
        let none = BinaryImages(rows: 28, columns: 28, pixels: [])
        #expect(try network.encode(none).count == 0)
        #expect(try network.decode([]).isEmpty)
        #expect(throws: VAEError.self) { try network.evaluate(none, noise: []) }
    }

    @Test func refusesUnusableInput() throws {
        let network = try Self.network()
        #expect(throws: VAEError.self) { try network.encode(discs(2, side: 12)) }
        #expect(throws: VAEError.self) { try network.decode([0, 0, 0]) }
        #expect(throws: VAEError.self) { try network.decode([0, .nan]) }
        #expect(throws: VAEError.self) { try network.decodeLogits([.infinity, 0]) }
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

@Suite struct ArchitectureTests {
    @Test func articleHas69989Parameters() throws {
        let architecture = try Architecture()
        #expect(architecture.parameterCount == 69_989)
        #expect(architecture.layers.prefix(3).reduce(0) { $0 + $1.parameterCount } == 28_036)
        #expect(
            architecture.layers.map(\.output) == [
                [32, 13, 13], [64, 6, 6], [4], [1568], [64, 14, 14], [32, 28, 28], [1, 28, 28],
            ])
        #expect(architecture.parameterShapes.map(\.name).first == "encoder.conv1.weight")
        #expect(architecture.parameterShapes.map(\.name).last == "decoder.deconv3.bias")
        #expect(architecture.parameterShapes[8].shape == [32, 64, 3, 3])
    }

    @Test(arguments: [(0, 28), (-1, 28), (2, 30), (2, 4), (2, 0), (2, -28), (5000, 28), (2, 1 << 20)])
    func refusesOtherSizes(latentDim: Int, side: Int) throws {
        #expect(throws: VAEError.self) { try Architecture(latentDim: latentDim, imageSide: side) }
        let json = Data(#"{"latentDim": \#(latentDim), "imageSide": \#(side)}"#.utf8)
        #expect(throws: VAEError.self) { try JSONDecoder().decode(Architecture.self, from: json) }
    }

    @Test func configurationSurvivesJSON() throws {
        let configuration = TrainingConfiguration(
            architecture: try Architecture(latentDim: 5), model: .autoencoder, epochs: 3, seed: .max)
        let json = try JSONEncoder().encode(configuration)
        #expect(try JSONDecoder().decode(TrainingConfiguration.self, from: json) == configuration)
    }
}

@Suite struct ParametersTests {
    @Test func glorotLimits() throws {
        var generator = SeededGenerator(seed: 3)
        let parameters = Parameters.glorotUniform(architecture: try Architecture(), using: &generator)
        let limits: [(String, Double)] = [
            ("encoder.conv1", 9 + 288), ("encoder.conv2", 288 + 576), ("encoder.dense", 2304 + 4),
            ("decoder.dense", 2 + 1568), ("decoder.deconv1", 576 + 288), ("decoder.deconv2", 288 + 576),
            ("decoder.deconv3", 9 + 288),
        ]
        for (name, fans) in limits {
            let limit = Float((6 / fans).squareRoot())
            let weights = try #require(parameters["\(name).weight"]).values
            let largest = try #require(weights.map(abs).max())
            #expect(largest <= limit && largest > 0.97 * limit, "\(name)")
            let variance = weights.reduce(0) { $0 + $1 * $1 } / Float(weights.count)
            #expect(abs(variance / (limit * limit / 3) - 1) < 0.2, "\(name)")
            #expect(try #require(parameters["\(name).bias"]).values.allSatisfy { $0 == 0 })
        }
        #expect(parameters["encoder"] == nil)
    }

    @Test func refusesTensorsThatDoNotFit() throws {
        let goldens = try Goldens(.small)
        func refusal(_ change: (inout [String: Tensor]) -> Void) -> String {
            var tensors = goldens.tensors
            change(&tensors)
            do {
                _ = try Parameters(architecture: goldens.architecture, tensors: tensors)
                return "none"
            } catch { return "\(error)" }
        }
        #expect(refusal { _ in } == "none")
        #expect(refusal { $0["encoder.conv2.bias"] = nil }.contains("'encoder.conv2.bias' is missing"))
        #expect(
            refusal { $0["encoder.dense.bias"] = Tensor(shape: [5], values: [0, 0, 0, 0, 0]) }
                .contains("'encoder.dense.bias' has the shape [5], the network needs [6]"))
        #expect(
            refusal { $0["decoder.deconv3.bias"] = Tensor(shape: [1], values: [.nan]) }
                .contains("'decoder.deconv3.bias' holds a number that is not finite"))
    }

    @Test func flatAndNamedAgree() throws {
        let parameters = try Goldens(.small).parameters()
        #expect(parameters.flat.count == parameters.architecture.parameterCount)
        #expect(Parameters(architecture: parameters.architecture, flat: parameters.flat) == parameters)
    }
}
