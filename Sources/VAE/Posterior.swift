/// The encoder's answer for a set of images: one diagonal Gaussian q(z|x) each.
public struct Posterior: Sendable, Equatable {
    /// The dimensions of the latent space.
    public let latentDim: Int
    /// [image, dimension].
    public let means: [Float]
    /// Logarithms of the variances [image, dimension].
    public let logVariances: [Float]

    /// - Precondition: both arrays are equally long and whole images.
    public init(latentDim: Int, means: [Float], logVariances: [Float]) {
        precondition(latentDim > 0 && means.count.isMultiple(of: latentDim), "whole images only")
        precondition(means.count == logVariances.count, "a variance for each mean")
        self.latentDim = latentDim
        self.means = means
        self.logVariances = logVariances
    }

    /// The number of images.
    public var count: Int { means.count / latentDim }

    /// The mean and log-variance [dimension] of one image. - Precondition: `image` is in 0..<count.
    public subscript(image: Int) -> (mean: ArraySlice<Float>, logVariance: ArraySlice<Float>) {
        let range = image * latentDim..<(image + 1) * latentDim
        return (means[range], logVariances[range])
    }
}
