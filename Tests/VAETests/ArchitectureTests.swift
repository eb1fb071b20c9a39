import Foundation
import Testing

@testable import VAE

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
