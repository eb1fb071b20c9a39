import Datasets

/// The whole network for a fixed, small number of images, computed by one thread.
///
/// Feature maps are [image, row, column, channel]; the comments give them for images of 28x28.
final class MicroBatch {
    let images: Int
    let architecture: Architecture
    /// The binary pixels [28, 28, 1].
    let pixels: FeatureMap
    /// The means, then the log-variances, of q(z|x) [2 latent].
    let moments: FeatureMap
    /// The latent code z [latent].
    let code: FeatureMap
    /// The pixels' logits [28, 28, 1].
    let logits: FeatureMap
    /// The gradient of all parameters, in stored order; whole after `storeGradient`.
    let gradient: Buffer
    /// Keeps what the layers' places point into.
    private let parameters: Buffer
    /// Which of the engine's parameters are loaded.
    var loadedVersion = -1

    /// The layers from the pixels to the moments, and from the code to the logits.
    let encoder: [any Layer], decoder: [any Layer]

    /// - Parameter parameters: all of them, in stored order; read by `load`.
    init(images: Int, architecture: Architecture, parameters: Buffer) throws(VAEError) {
        self.images = images
        self.architecture = architecture
        self.parameters = parameters
        gradient = Buffer(architecture.parameterCount)
        let layers = architecture.layers
        let places = ParameterPlace.all(of: architecture, parameters: parameters, gradient: gradient)
        func map(_ shape: [Int]) -> FeatureMap { FeatureMap(images * shape.reduce(1, *)) }

        pixels = map(layers[0].input)
        let features1 = map(layers[0].output)  // [13, 13, 32]
        let features2 = map(layers[1].output)  // [6, 6, 64]
        moments = map(layers[2].output)
        code = map(layers[3].input)
        let features3 = map(layers[3].output)  // [7, 7, 32]
        let features4 = map(layers[4].output)  // [14, 14, 64]
        let features5 = map(layers[5].output)  // [28, 28, 32]
        logits = map(layers[6].output)

        encoder = [
            try ConvolutionLayer(
                layers[0], images: images, from: pixels, to: features1, place: places[0], isFirst: true),
            try ConvolutionLayer(
                layers[1], images: images, from: features1, to: features2, place: places[1], isFirst: false),
            DenseLayer(
                layers[2], images: images, from: features2, to: moments,
                map: .input(channels: layers[1].output[0]), place: places[2]),
        ]
        decoder = [
            DenseLayer(
                layers[3], images: images, from: code, to: features3,
                map: .output(channels: layers[4].input[0]), place: places[3]),
            try TransposedConvolutionLayer(
                layers[4], images: images, from: features3, to: features4, place: places[4]),
            try TransposedConvolutionLayer(
                layers[5], images: images, from: features4, to: features5, place: places[5]),
            try LogitsLayer(layers[6], images: images, from: features5, to: logits, place: places[6]),
        ]
    }

    /// Takes the parameters over into the layers' own layouts.
    func load() throws(VAEError) {
        for layer in encoder + decoder { try layer.load() }
    }

    /// Fills `pixels` with the images of a set at `positions`, one for each place here.
    func setPixels(_ set: BinaryImages, at positions: some Sequence<Int>) {
        let size = architecture.pixelCount, width = set.wordsPerImage
        set.words.withUnsafeBufferPointer { words in
            var target = pixels.values.start
            for position in positions {
                for word in 0..<width {
                    var bits = words[position * width + word]
                    for pixel in word * 64..<min((word + 1) * 64, size) {
                        target[pixel] = Float(bits & 1)
                        bits >>= 1
                    }
                }
                target += size
            }
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

    /// From `code` to `logits`: the likelihood p(x|z).
    func decode() throws(VAEError) {
        for layer in decoder { try layer.forward() }
    }

    /// log p(x|z) of each image, in nats; `scale` times its negative's gradient goes to the logits'.
    func logLikelihood(gradientScale scale: Float?, into result: UnsafeMutablePointer<Double>) {
        let size = architecture.pixelCount
        for image in 0..<images {
            result[image] = BernoulliLikelihood.log(
                pixels: pixels.values.start + image * size, logits: logits.values.start + image * size,
                count: size, gradient: scale == nil ? nil : logits.gradient.start + image * size,
                scale: scale ?? 0)
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

    /// Begins a sum of gradients.
    func clearGradient() {
        gradient.clear()
        for layer in encoder + decoder { layer.clearGradient() }
    }

    /// Leaves the sum of the gradients in `gradient`.
    func storeGradient() throws(VAEError) {
        for layer in encoder + decoder { try layer.storeGradient() }
    }

    /// From the logits' gradient to that of every parameter, added to the sum.
    func backward(noise: UnsafePointer<Float>?, beta: Float, scale: Float) throws(VAEError) {
        for layer in decoder.reversed() { try layer.backward() }
        let d = architecture.latentDim
        for image in 0..<images {
            GaussianPosterior.reparameterizeBackward(
                codeGradient: code.gradient.start + image * d,
                moments: moments.values.start + image * 2 * d, noise: noise.map { $0 + image * d },
                code: code.values.start + image * d, dimensions: d, beta: beta, scale: scale,
                into: moments.gradient.start + image * 2 * d)
        }
        for layer in encoder.reversed() { try layer.backward() }
    }
}
