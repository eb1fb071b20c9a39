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
                [32, 13, 13], [64, 6, 6], [4], [32, 7, 7], [64, 14, 14], [32, 28, 28], [1, 28, 28],
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

    @Test func namesCountConvolutionsAndSeveralDenseLayers() throws {
        let architecture = try Architecture(
            imageShape: [3, 10, 10], latentDim: 2,
            encoder: [
                .residual(
                    [
                        .convolution(
                            channels: 3, kernel: 3, stride: 1, padding: .same, activation: .none)
                    ], activation: .relu),
                .convolution(channels: 4, kernel: 4, stride: 2, padding: .pixels(1), activation: .relu),
                .dense(output: [20], activation: .relu),
            ], decoder: [.dense(output: [3, 10, 10], activation: .none)])
        #expect(
            architecture.layers.map(\.name) == [
                "encoder.conv1", "encoder.conv2", "encoder.dense1", "encoder.dense2", "decoder.dense",
            ])
        #expect(architecture.layers.map(\.input) == [[3, 10, 10], [3, 10, 10], [4, 5, 5], [20], [2]])
        #expect(architecture.layers[3].output == [4])
        let sizes = architecture.layers.map(\.parameterCount)
        #expect(architecture.layers.map(\.offset) == sizes.indices.map { sizes.prefix($0).reduce(0, +) })
        #expect(architecture.parameterCount == sizes.reduce(0, +))
    }

    /// The sides that PyTorch's and Keras's documentation give for convolutions and transposed ones.
    @Test func sidesFollowFromPadding() throws {
        func side(_ layer: LayerDescription, of side: Int) throws -> Int {
            try NetworkPlan("test", [layer], from: [1, side, side]).shape[1]
        }
        func down(_ kernel: Int, _ stride: Int, _ padding: Padding) -> LayerDescription {
            .convolution(channels: 1, kernel: kernel, stride: stride, padding: padding, activation: .none)
        }
        func up(_ kernel: Int, _ stride: Int, _ padding: Padding) -> LayerDescription {
            .transposedConvolution(
                channels: 1, kernel: kernel, stride: stride, padding: padding, activation: .none)
        }
        #expect(try side(down(3, 2, .pixels(0)), of: 28) == 13)
        #expect(try side(down(3, 2, .same), of: 28) == 14)
        #expect(try side(down(4, 2, .pixels(1)), of: 28) == 14)
        #expect(try side(down(5, 2, .same), of: 15) == 8)
        #expect(try side(up(3, 2, .same), of: 7) == 14)
        #expect(try side(up(3, 2, .pixels(0)), of: 7) == 15)
        #expect(try side(up(4, 2, .pixels(1)), of: 7) == 14)
        #expect(try side(up(5, 1, .same), of: 7) == 7)
        #expect(try side(up(1, 2, .same), of: 7) == 14)
    }

    /// Each says in one line which layer cannot be built, and why.
    @Test func refusesWhatCannotBeBuilt() throws {
        func conv(
            _ channels: Int = 8, _ kernel: Int = 3, _ stride: Int = 1, _ padding: Padding = .same,
            _ activation: Activation = .relu
        ) -> LayerDescription {
            .convolution(
                channels: channels, kernel: kernel, stride: stride, padding: padding, activation: activation)
        }
        let end = LayerDescription.dense(output: [1, 12, 12], activation: .none)
        func reason(
            _ encoder: [LayerDescription], _ decoder: [LayerDescription]? = nil, shape: [Int] = [1, 12, 12]
        ) -> String {
            do {
                _ = try Architecture(
                    imageShape: shape, latentDim: 2, encoder: encoder, decoder: decoder ?? [end])
                return "it was built"
            } catch { return "\(error)" }
        }
        #expect(reason([conv()]) == "it was built")
        #expect(reason([conv(8, 2)]).contains("encoder.conv1: a kernel of 2; there are 1, 3, 4 and 5"))
        #expect(reason([conv(), conv(8, 3, 3)]).contains("encoder.conv2: a stride of 3"))
        #expect(reason([conv(0)]).contains("0 channels"))
        #expect(reason([conv(8, 3, 1, .pixels(3))]).contains("a padding of 3"))
        #expect(reason([conv(8, 5, 2, .pixels(0)), conv(8, 5, 2, .pixels(0))]).contains("too small"))
        #expect(reason([.dense(output: [4], activation: .relu), conv()]).contains("needs a map"))
        #expect(reason([.dense(output: [4, 4], activation: .relu)]).contains("neither"))
        #expect(reason([.dense(output: [.max, 2, 2], activation: .relu)]).contains("neither"))
        #expect(reason([.dense(output: [4_000_000], activation: .relu)]).contains("parameters"))
        // 17 maps of 128 x 64 x 64.
        let wide = reason([LayerDescription](repeating: conv(128), count: 17), shape: [1, 64, 64])
        #expect(wide.contains("encoder.conv17: the network's maps have more than 8388608 numbers"), "\(wide)")
        #expect(reason([.residual([conv()], activation: .relu)]).contains("no sum of the two"))
        #expect(reason([.residual([conv(1)], activation: .relu)]).contains("without activation"))
        #expect(reason([.residual([], activation: .relu)]).contains("no layers"))
        #expect(reason([], []).contains("the decoder makes [2]"))
        #expect(reason([], [.dense(output: [1, 12, 12], activation: .relu)]).contains("without activation"))
        #expect(reason([], shape: [2, 12, 12]).contains("1 or 3 channels"))
        #expect(reason([], shape: [1, 12, 13]).contains("square"))
        for text in [reason([conv(8, 2)]), reason([], [])] { #expect(!text.contains("\n")) }
    }

    @Test func readsWhatEarlierVersionsWrote() throws {
        let old = Data(#"{"latentDim": 3, "imageSide": 32}"#.utf8)
        let architecture = try JSONDecoder().decode(Architecture.self, from: old)
        #expect(try architecture == Architecture(latentDim: 3, imageSide: 32))
    }

    @Test(arguments: Goldens.Case.allCases)
    func descriptionSurvivesJSON(_ name: Goldens.Case) throws {
        let architecture = try Goldens(name).architecture
        let json = try JSONEncoder().encode(architecture)
        #expect(try JSONDecoder().decode(Architecture.self, from: json) == architecture)
        if name == .article { #expect(try architecture == Architecture()) }
    }

    @Test func configurationSurvivesJSON() throws {
        let configuration = TrainingConfiguration(
            architecture: try Architecture(latentDim: 5), model: .autoencoder, epochs: 3, seed: .max)
        let json = try JSONEncoder().encode(configuration)
        #expect(try JSONDecoder().decode(TrainingConfiguration.self, from: json) == configuration)
    }
}
