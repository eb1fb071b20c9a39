import Datasets
import Foundation
import Likelihoods
import Runs
import Testing

@testable import VAE

/// The reference values that `Goldens/make-goldens.py` wrote.
struct Goldens {
    let architecture: Architecture
    let tensors: [String: Tensor]
    let images: ModelledImages

    enum Case: String, CaseIterable {
        /// The article's network, 12 images, beta 1.
        case article
        /// The article's layers for three latent dimensions, 5 images of 8x8, beta 4; and a plain autoencoder.
        case small
        /// Four stages for 64x64 pixels in colour.
        case stages
        /// Residual blocks, one within another, of convolutions and of dense layers.
        case residual
        /// Kernels of 5, 4 and 1, padding as PyTorch and as Keras count it, an odd side, in colour.
        case kernels
        /// Intensities under a Gaussian with a learned variance.
        case gaussian
        /// Intensities under a continuous Bernoulli, an odd side, and a dense layer in the encoder.
        case continuousBernoulli = "continuous-bernoulli"
        /// 256 intensities in colour under a logistic with a learned scale; and free bits, warm-up, clipped gradients.
        case discretizedLogistic = "discretized-logistic"
        /// Dense layers alone, as the network that learns in the page has; and a plain autoencoder.
        case dense
    }

    init(_ name: Case) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
        let file = try TypedSafetensors(
            contentsOf: folder.appending(path: "\(name.rawValue).safetensors"), types: ["F32", "U8"])
        architecture = try JSONDecoder().decode(
            Architecture.self, from: Data(contentsOf: folder.appending(path: "\(name.rawValue).json")))
        var tensors: [String: Tensor] = [:]
        var pixels: [UInt8] = []
        for (name, tensor) in file.tensors {
            switch tensor.values {
            case .bytes(let values): pixels = values
            case .floats(let values): tensors[name] = Tensor(shape: tensor.shape, values: values)
            case .integers: break
            }
        }
        self.tensors = tensors
        images = ModelledImages(
            rows: architecture.imageSide, columns: architecture.imageSide, channels: architecture.channels,
            bytes: Self.channelsLast(pixels, of: architecture),
            values: architecture.likelihood.modelledValues)
    }

    /// Images [image, channel, row, column], as PyTorch has them, in our order [image, row, column, channel].
    private static func channelsLast<Value>(_ values: [Value], of architecture: Architecture) -> [Value] {
        let (channels, pixels) = (architecture.channels, architecture.pixelCount / architecture.channels)
        return values.indices.map { index in
            let (image, place) = index.quotientAndRemainder(dividingBy: channels * pixels)
            return values[image * channels * pixels + place % channels * pixels + place / channels]
        }
    }

    /// The reference values that are images, in our order.
    func images(_ name: String) throws -> [Float] {
        Self.channelsLast(try values(name), of: architecture)
    }

    func values(_ name: String) throws -> [Float] { try #require(tensors[name], "\(name)").values }

    func parameters() throws -> Parameters { try Parameters(architecture: architecture, tensors: tensors) }

    /// The noise of one training step [image, dimension].
    func noise(step: Int = 0) throws -> [Float] {
        let size = images.count * architecture.latentDim
        return Array(try values("noise")[step * size..<(step + 1) * size])
    }

    var beta: Float { tensors["settings"]?.values[0] ?? .nan }
    var learningRate: Float { tensors["settings"]?.values[1] ?? .nan }

    func engine(threads: Int) throws -> Engine {
        let engine = try Engine(architecture: architecture, threads: threads, batchSize: images.count)
        try engine.load(try parameters())
        return engine
    }
}

/// The largest difference, as a share of the largest reference value.
func relativeError(_ values: [Float], _ reference: [Float]) -> Float {
    guard values.count == reference.count else { return .infinity }
    let scale = reference.map(abs).max() ?? 0
    let difference = zip(values, reference).map { abs($0 - $1) }.max() ?? 0
    return values.allSatisfy(\.isFinite) ? difference / max(scale, .leastNormalMagnitude) : .infinity
}
