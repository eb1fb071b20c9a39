import VAE

extension Architecture {
    /// Images of 28 x 28 by few layers: a convolution with large steps, and a block with a residual sum.
    static func wide() throws -> Architecture {
        let block = LayerDescription.residual(
            [
                .convolution(channels: 16, kernel: 3, stride: 1, padding: .same, activation: .relu),
                .convolution(channels: 16, kernel: 3, stride: 1, padding: .same, activation: .none),
            ], activation: .relu)
        return try Architecture(
            imageShape: [1, 28, 28], latentDim: 3,
            encoder: [
                .convolution(channels: 16, kernel: 4, stride: 2, padding: .pixels(1), activation: .relu),
                block,
                .dense(output: [64], activation: .relu),
            ],
            decoder: [
                .dense(output: [16, 14, 14], activation: .relu), block,
                .transposedConvolution(
                    channels: 1, kernel: 4, stride: 2, padding: .pixels(1), activation: .none),
            ])
    }
}
