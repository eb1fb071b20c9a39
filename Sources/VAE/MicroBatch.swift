import Datasets
import Likelihoods

/// The whole network for a fixed, small number of images, computed by one thread.
///
/// Feature maps are [image, row, column, channel].
final class MicroBatch {
    let images: Int
    let architecture: Architecture
    /// What is modelled of the images.
    let pixels: FeatureMap
    /// The means, then the log-variances, of q(z|x) [2 latent].
    let moments: FeatureMap
    /// The latent code z [latent].
    let code: FeatureMap
    /// What p(x|z) is told by: the pixels' logits, or their means.
    let outputs: FeatureMap
    /// The gradient of all parameters, in stored order; whole after `storeGradient`.
    let gradient: Buffer
    /// All of them; the layers' places point into them.
    private let parameters: Buffer
    /// Which of the engine's parameters are loaded.
    var loadedVersion = -1

    /// The steps from the pixels to the moments, and from the code to the outputs.
    private let encoder: [any Layer], decoder: [any Layer]
    /// One for each of the architecture's layers.
    let layers: [any Layer]

    /// - Parameters:
    ///   - parameters: all of them, in stored order; read by `load`.
    ///   - weights: what is shared with other networks of the same parameters.
    init(
        images: Int, architecture: Architecture, parameters: Buffer, weights: SharedWeights
    ) throws(VAEError) {
        self.images = images
        self.architecture = architecture
        self.parameters = parameters
        gradient = try Buffer(architecture.parameterCount)
        pixels = try FeatureMap(images * architecture.pixelCount)
        code = try FeatureMap(images * architecture.latentDim)
        let workspace = try Workspace(weights)
        let down = try LayerChain(
            architecture.encoderStages, images: images, from: pixels, parameters: parameters,
            gradient: gradient, needsInputGradient: false, workspace: workspace)
        let up = try LayerChain(
            architecture.decoderStages, images: images, from: code, parameters: parameters,
            gradient: gradient, needsInputGradient: true, workspace: workspace)
        (encoder, moments) = (down.layers, down.output)
        (decoder, outputs) = (up.layers, up.output)
        layers = down.parts + up.parts
    }

    /// Takes the parameters over into the layers' own layouts, but for what is shared.
    func load() throws(VAEError) {
        for layer in encoder + decoder { try layer.load() }
    }

    /// Fills `pixels` with the images of a set at `positions`, one for each place here.
    ///
    /// - Throws: `FileError` where they are in a file that cannot be read.
    func setPixels(_ set: ModelledImages, at positions: some Sequence<Int>) throws {
        var target = pixels.values.start
        for position in positions {
            try set.write(position, to: target)
            target += architecture.pixelCount
        }
    }

    /// From `pixels` to `moments`: the posterior q(z|x).
    func encode() throws(VAEError) {
        for layer in encoder { try layer.forward() }
    }

    /// From `moments` to `code`: z = mean + noise exp(log-variance / 2), or the mean without noise.
    func reparameterize(noise: UnsafePointer<Float>?) {
        let d = architecture.latentDim
        for image in 0..<images {
            GaussianPosterior.reparameterize(
                moments: moments.values.start + image * 2 * d, noise: noise.map { $0 + image * d },
                dimensions: d, into: code.values.start + image * d)
        }
    }

    /// From `code` to `outputs`: the likelihood p(x|z).
    func decode() throws(VAEError) {
        for layer in decoder { try layer.forward() }
    }

    /// log p(x|z) of each image, in nats; `scale` times its negative's gradient goes to the outputs'.
    func logLikelihood(gradientScale scale: Float?, into result: UnsafeMutablePointer<Double>) {
        let (size, offset) = (architecture.pixelCount, architecture.likelihoodOffset)
        for image in 0..<images {
            result[image] = architecture.likelihood.logDensity(
                of: pixels.values.start + image * size, outputs: outputs.values.start + image * size,
                count: size, parameters: parameters.start + offset,
                gradient: scale.map {
                    LikelihoodGradient(
                        outputs: outputs.gradient.start + image * size, parameters: gradient.start + offset,
                        scale: $0)
                })
        }
    }

    /// log p(z) - log q(z|x) of each image, in nats; left as it is without noise.
    func logDensityRatio(noise: UnsafePointer<Float>?, into result: UnsafeMutablePointer<Double>) {
        guard let noise else { return }
        let d = architecture.latentDim
        for image in 0..<images {
            result[image] = GaussianPosterior.logDensityRatio(
                moments: moments.values.start + image * 2 * d, noise: noise + image * d,
                code: code.values.start + image * d, dimensions: d)
        }
    }

    /// KL(q(z|x) || p(z)) of each image and dimension [image, dimension], in nats.
    func divergences(into result: UnsafeMutablePointer<Double>) {
        let d = architecture.latentDim
        for image in 0..<images {
            let moments = moments.values.start + image * 2 * d
            for dimension in 0..<d {
                result[image * d + dimension] = StandardNormal.klDivergence(
                    mean: Double(moments[dimension]), logVariance: Double(moments[d + dimension]))
            }
        }
    }

    /// Begins a sum of gradients.
    func clearGradient() {
        let learned = architecture.likelihood.parameters.count
        (gradient.start + architecture.likelihoodOffset).update(repeating: 0, count: learned)
        for layer in encoder + decoder { layer.clearGradient() }
    }

    /// Leaves the sum of the gradients in `gradient`.
    func storeGradient() throws(VAEError) {
        for layer in encoder + decoder { try layer.storeGradient() }
    }

    /// From the outputs' gradient to that of every parameter, added to the sum.
    ///
    /// - Parameter divergenceWeights: of each dimension's exact divergence, which then is in the loss in place of its
    ///   single sample.
    func backward(
        noise: UnsafePointer<Float>?, beta: Float, scale: Float,
        divergenceWeights: UnsafePointer<Float>? = nil
    ) throws(VAEError) {
        for layer in decoder.reversed() { try layer.backward() }
        let d = architecture.latentDim
        for image in 0..<images {
            GaussianPosterior.reparameterizeBackward(
                codeGradient: code.gradient.start + image * d,
                moments: moments.values.start + image * 2 * d, noise: noise.map { $0 + image * d },
                code: code.values.start + image * d, dimensions: d, beta: beta, scale: scale,
                divergenceWeights: divergenceWeights, into: moments.gradient.start + image * 2 * d)
        }
        for layer in encoder.reversed() { try layer.backward() }
    }
}
