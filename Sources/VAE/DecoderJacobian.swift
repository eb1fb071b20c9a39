/// How the decoder's outputs change with the latent code, at a number of codes.
public struct DecoderJacobian: Sendable, Equatable {
    /// The latent dimensions along which it was differentiated, and the pixels of an image.
    public let dimensions: [Int], pixelCount: Int
    /// What p(x|z) is told by, as the pixels' logits [code, pixel].
    public let outputs: [Float]
    /// Their derivatives with respect to the code [code, dimension, pixel].
    public let derivatives: [Float]

    /// - Parameters:
    ///   - outputs: [code, pixel].
    ///   - derivatives: [code, dimension, pixel].
    package init(dimensions: [Int], pixelCount: Int, outputs: [Float], derivatives: [Float]) {
        self.dimensions = dimensions
        self.pixelCount = pixelCount
        self.outputs = outputs
        self.derivatives = derivatives
    }

    /// How many codes.
    public var count: Int { outputs.count / max(1, pixelCount) }
}

extension Network {
    /// The decoder's outputs for each code in `codes` [code, dimension] and their exact derivatives there, along all latent
    /// dimensions or those that are named.
    ///
    /// Forward differentiation: beside each code travel its unit tangents, through the same linear maps
    /// without their biases, and each ReLU lets through of a tangent what it lets through of the code. On a
    /// ReLU's bend the derivative is that of its flat side.
    ///
    /// Source: A. Griewank and A. Walther, "Evaluating Derivatives" (2008), section 3.1.
    ///
    /// - Throws: `VAEError.unusableInput` where `codes` are not whole or not finite, or a dimension is none of the
    ///   latent space; `VAEError.library`.
    public func decoderJacobian(at codes: [Float], along dimensions: [Int]? = nil) throws -> DecoderJacobian {
        try engine.decoderJacobian(at: codes, along: dimensions ?? Array(0..<architecture.latentDim))
    }
}

extension Engine {
    /// Feature maps that a worker computes together: a code's, and those of its tangents.
    private static let tangentBatchSize = 12

    func decoderJacobian(at codes: [Float], along dimensions: [Int]) throws -> DecoderJacobian {
        try check(codes)
        let (d, size) = (architecture.latentDim, architecture.pixelCount)
        guard dimensions.allSatisfy((0..<d).contains) else {
            throw VAEError.unusableInput("dimensions \(dimensions) of a latent space of \(d)")
        }
        let count = codes.count / d, wanted = dimensions.count
        // Few dimensions: several codes at once. Many: one code, a part of its dimensions at once.
        let directions = min(max(1, wanted), Self.tangentBatchSize - 1)
        let together = Self.tangentBatchSize / (1 + directions)
        let jobs = (count + together - 1) / together
        let input = try Buffer(codes)
        let outputs = try Buffer(count * size), derivatives = try Buffer(count * wanted * size)
        try loadWeights()
        try pool.run { worker in
            let mine = worker * jobs / self.pool.count..<(worker + 1) * jobs / self.pool.count
            guard !mine.isEmpty else { return }
            let decoder = try self.tangentDecoder(codes: together, directions: directions, worker: worker)
            for job in mine {
                let first = job * together
                let codes = min(together, count - first)
                for part in stride(from: 0, to: max(1, wanted), by: directions) {
                    let along = dimensions.dropFirst(part).prefix(directions)
                    try decoder.decode(input.start + first * d, count: codes, along: along)
                    for code in 0..<codes {
                        decoder.copyOutputs(of: code, to: outputs.start + (first + code) * size)
                        for direction in along.indices {
                            decoder.copyDerivative(
                                of: code, along: direction - part,
                                to: derivatives.start + ((first + code) * wanted + direction) * size)
                        }
                    }
                }
            }
        }
        return DecoderJacobian(
            dimensions: dimensions, pixelCount: size, outputs: outputs.array, derivatives: derivatives.array)
    }
}
