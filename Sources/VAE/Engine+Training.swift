import Datasets
import Likelihoods

/// The parts of each image's single-sample ELBO, in nats; their sum is the ELBO whatever beta is.
struct SampleTerms {
    /// log p(x|z)
    var logLikelihoods: [Double]
    /// log p(z) - log q(z|x); 0 without noise
    var logDensityRatios: [Double]
    /// Each dimension's exact divergence, the mean over the images; measured with free bits alone.
    var meanDivergences: [Double] = []
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
    /// With free bits the loss is, of the images at `indices` together,
    ///
    ///     mean of -log p(x|z) + beta sum over the dimensions of max(free bits, mean of KL(q(z|x) || p(z)))
    ///
    /// in which the exact divergence stands for its single sample: a dimension whose mean is below has no gradient of it.
    ///
    /// - Parameters:
    ///   - noise: [index, dimension].
    ///   - freeBits: nats of each dimension; `nil` for the loss without them.
    func lossGradient(
        of images: ModelledImages, at indices: [Int], noise: Buffer?, beta: Float,
        freeBits: Float? = nil
    ) throws -> SampleTerms {
        let d = architecture.latentDim
        let scale = 1 / Float(indices.count)
        let logLikelihoods = try Doubles(indices.count)
        let logDensityRatios = try Doubles(indices.count)
        var meanDivergences: [Double] = []
        var weights: Buffer?
        if let freeBits, noise != nil {
            meanDivergences = try self.meanDivergences(of: images, at: indices)
            weights = try Buffer(meanDivergences.map { $0 > Double(freeBits) ? beta : 0 })
        }
        let divergenceWeights = weights
        try gatherGradients(of: indices.count) { network, first in
            let noise = noise.map { UnsafePointer($0.start + first * d) }
            try network.setPixels(images, at: indices[first..<first + network.images])
            try network.encode()
            network.reparameterize(noise: noise)
            try network.decode()
            network.logLikelihood(gradientScale: scale, into: logLikelihoods.start + first)
            network.logDensityRatio(noise: noise, into: logDensityRatios.start + first)
            try network.backward(
                noise: noise, beta: beta, scale: scale,
                divergenceWeights: divergenceWeights.map { UnsafePointer($0.start) })
        }
        return SampleTerms(
            logLikelihoods: logLikelihoods.array, logDensityRatios: logDensityRatios.array,
            meanDivergences: meanDivergences)
    }

    /// KL(q(z|x) || p(z)) of each dimension, the mean over the images at `indices`, in nats.
    private func meanDivergences(of images: ModelledImages, at indices: [Int]) throws -> [Double] {
        let d = architecture.latentDim
        let divergences = try Doubles(indices.count * d)
        try forEachMicroBatch(of: indices.count) { network, first in
            try network.setPixels(images, at: indices[first..<first + network.images])
            try network.encode()
            network.divergences(into: divergences.start + first * d)
        }
        let values = divergences.array
        return (0..<d).map { dimension in
            stride(from: dimension, to: values.count, by: d).reduce(0) { $0 + values[$1] }
                / Double(indices.count)
        }
    }
}
