import ArgumentParser
import Likelihoods
import VAE

/// Each layer on one thread.
struct Layers: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time and speed of each layer, both ways, and the code that computes it.")

    @Option var images = 8
    @Option var rounds = 50
    @Flag(help: "The deep network for 64 x 64 pixels in colour, in place of the article's.") var deep = false

    func run() throws {
        print("layer               us forward  GFLOP/s   us back  GFLOP/s  code")
        let architecture = try (deep ? NetworkKind.deep : .article).architecture(
            imageShape: deep ? [3, 64, 64] : [1, 28, 28], latentDim: deep ? 32 : 2,
            likelihood: deep ? GaussianLikelihood() : BernoulliLikelihood())
        for layer in try architecture.profile(images: images, rounds: rounds) {
            // The first layer's input needs no gradient.
            let back = layer.operations * (layer.name == "encoder.conv1" ? 1 : 2)
            print(
                layer.name.padding(20) + decimals(layer.forward * 1e6)
                    + decimals(layer.operations / layer.forward * 1e-9, width: 9)
                    + decimals(layer.backward * 1e6) + decimals(back / layer.backward * 1e-9, width: 9)
                    + "  " + Set(layer.implementations).sorted().joined(separator: " "))
        }
    }
}

extension String {
    /// Followed by spaces up to a width.
    func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
