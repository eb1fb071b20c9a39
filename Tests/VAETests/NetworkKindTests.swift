import Datasets
import Foundation
import Likelihoods
import Randomness
import Testing

@testable import VAE

@Suite struct NetworkKindTests {
    /// The outputs of a network's layers with maps, but for those within residual blocks.
    private func sides(_ stages: [Stage]) -> [Int] {
        stages.compactMap { stage in
            guard case .layer(let layer) = stage, layer.output.count == 3 else { return nil }
            return layer.output[1]
        }
    }

    @Test(arguments: [NetworkKind.deep, .residual], [1, 3])
    func everySideCanBeBuilt(kind: NetworkKind, channels: Int) throws {
        for side in 4...256 {
            let architecture = try kind.architecture(imageShape: [channels, side, side], latentDim: 2)
            let down = sides(architecture.encoderStages), up = sides(architecture.decoderStages)
            // Each stage halves the side, rounding up, and the decoder goes the same way back.
            var expected = [side]
            for _ in down { expected.append((expected[expected.count - 1] + 1) / 2) }
            #expect([side] + down == expected, "\(side)")
            #expect(up == Array(expected.reversed()) + [side], "\(side)")
            #expect(side < 8 || (4...7).contains(down.last ?? 0), "\(side)")
            #expect(architecture.layers.last?.output == [channels, side, side])
            #expect(architecture.imageShape == [channels, side, side])
        }
    }

    /// The page holds networks of less than two million parameters.
    @Test func networksOfUsualSidesFitIntoAPage() throws {
        for kind in [NetworkKind.deep, .residual] {
            for side in 8...128 {
                let architecture = try kind.architecture(imageShape: [3, side, side], latentDim: 8)
                #expect(architecture.parameterCount < 2_000_000, "\(kind) \(side)")
            }
        }
    }

    @Test func smallGreyImagesGetTheArticlesNetwork() throws {
        #expect(NetworkKind.suited(to: [1, 28, 28]) == .article)
        #expect(NetworkKind.suited(to: [1, 32, 32]) == .article)
        for shape in [[3, 28, 28], [1, 36, 36], [1, 30, 30], [1, 64, 64], [1, 4, 4]] {
            #expect(NetworkKind.suited(to: shape) == .deep)
        }
        let article = try NetworkKind.article.architecture(imageShape: [1, 28, 28], latentDim: 2)
        #expect(try article == Architecture())
        let coloured = try NetworkKind.article.architecture(imageShape: [3, 28, 28], latentDim: 2)
        #expect(coloured.layers.last?.output == [3, 28, 28])
        #expect(throws: VAEError.self) {
            try NetworkKind.article.architecture(imageShape: [1, 30, 30], latentDim: 2)
        }
        #expect(throws: VAEError.self) {
            try NetworkKind.deep.architecture(imageShape: [1, 28, 30], latentDim: 2)
        }
        #expect(throws: VAEError.self) {
            try NetworkKind.deep.architecture(imageShape: [1, 3, 3], latentDim: 2)
        }
    }

    /// Discs of different shades, in one channel or three.
    private func shades(_ count: Int, side: Int, channels: Int, seed: UInt64) -> ModelledImages {
        var generator = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<count {
            let (row, column) = (generator.uniform(in: 0.3...0.7), generator.uniform(in: 0.3...0.7))
            let levels = (0..<channels).map { _ in UInt8(generator.uniform(in: 60...250)) }
            for place in 0..<side * side {
                let y = Double(place / side) / Double(side) - row
                let x = Double(place % side) / Double(side) - column
                for level in levels { bytes.append(y * y + x * x < 0.05 ? level : 20) }
            }
        }
        return ModelledImages(
            rows: side, columns: side, channels: channels, bytes: bytes,
            values: GaussianLikelihood().modelledValues)
    }

    @Test(arguments: [
        (NetworkKind.deep, 20, 1, "gaussian"), (.deep, 33, 3, "discretized-logistic"),
        (.residual, 20, 3, "continuous-bernoulli"), (.residual, 33, 1, "gaussian"),
    ])
    func learns(kind: NetworkKind, side: Int, channels: Int, likelihood: String) throws {
        let architecture = try kind.architecture(
            imageShape: [channels, side, side], latentDim: 3,
            likelihood: try #require(Likelihoods.named(likelihood)))
        let test = shades(16, side: side, channels: channels, seed: 2)
        let trainer = try Trainer(
            configuration: TrainingConfiguration(
                architecture: architecture, epochs: 3, batchSize: 16, learningRate: 2e-3,
                snapshotEvery: 1000, threads: 2),
            train: shades(64, side: side, channels: channels, seed: 1), test: test,
            probes: test.selecting(0..<2))
        let run = try Recording(trainer)
        let elbos = run.snapshots.map(\.testEvaluation.elbo)
        #expect(try #require(elbos.last) > #require(elbos.first), "\(elbos)")
        let network = try Network(
            architecture: architecture, parameters: run.result.state.parameters, threads: 1)
        #expect(try network.decode([0, 0, 0]).count == side * side * channels)
    }
}
