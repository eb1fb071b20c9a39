import Datasets

/// The parts of each image's single-sample ELBO, in nats; their sum is the ELBO whatever beta is.
struct SampleTerms {
    /// log p(x|z)
    var logLikelihoods: [Double]
    /// log p(z) - log q(z|x); 0 without noise
    var logDensityRatios: [Double]
}

extension Engine {
    /// Leaves in `gradient` that of the mean loss of the images at `indices`:
    ///
    ///     loss = -log p(x|z) - beta (log p(z) - log q(z|x)),  z = mean + noise exp(log-variance / 2)
    ///
    /// Without noise, z is the mean and the loss -log p(x|z): a plain autoencoder.
    ///
    /// Source: D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), equation 6 and
    /// algorithm 1; beta: I. Higgins et al., "beta-VAE" (2017), equation 4.
    ///
    /// - Parameter noise: [index, dimension].
    func lossGradient(
        of images: ModelledImages, at indices: [Int], noise: Buffer?, beta: Float
    ) throws -> SampleTerms {
        let d = architecture.latentDim
        let scale = 1 / Float(indices.count)
        let logLikelihoods = Doubles(indices.count), logDensityRatios = Doubles(indices.count)
        try forEachMicroBatch(of: indices.count, gathersGradients: true) { network, first in
            let noise = noise.map { UnsafePointer($0.start + first * d) }
            network.setPixels(images, at: indices[first..<first + network.images])
            try network.encode()
            network.reparameterize(noise: noise)
            try network.decode()
            network.logLikelihood(gradientScale: scale, into: logLikelihoods.start + first)
            network.logDensityRatio(noise: noise, into: logDensityRatios.start + first)
            try network.backward(noise: noise, beta: beta, scale: scale)
        }
        return SampleTerms(logLikelihoods: logLikelihoods.array, logDensityRatios: logDensityRatios.array)
    }
}
