/// The encoder's answer for a set of images: one diagonal Gaussian q(z|x) each, or one code of a plain autoencoder.
public struct Posterior: Sendable, Equatable {
    /// The dimensions of the latent space.
    public let latentDim: Int
    /// [image, dimension].
    public let means: [Float]
    /// Logarithms of the variances [image, dimension]; empty where codes are points.
    public let logVariances: [Float]

    /// - Precondition: the means are whole images, and the log-variances as many or none.
    public init(latentDim: Int, means: [Float], logVariances: [Float] = []) {
        precondition(latentDim > 0 && means.count.isMultiple(of: latentDim), "whole images only")
        precondition(
            logVariances.isEmpty || means.count == logVariances.count, "a variance for each mean or none")
        self.latentDim = latentDim
        self.means = means
        self.logVariances = logVariances
    }

    /// The number of images.
    public var count: Int { means.count / latentDim }

    /// The mean and log-variance [dimension] of one image; no log-variance where codes are points.
    ///
    /// - Precondition: `image` is in 0..<count.
    public subscript(image: Int) -> (mean: ArraySlice<Float>, logVariance: ArraySlice<Float>) {
        let range = image * latentDim..<(image + 1) * latentDim
        return (means[range], logVariances.isEmpty ? [] : logVariances[range])
    }
}
