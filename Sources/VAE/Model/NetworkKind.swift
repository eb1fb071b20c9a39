public import Likelihoods

/// The networks that go by a name and fit images of many sizes.
public enum NetworkKind: String, Sendable, CaseIterable {
    /// That of the article: two strided convolutions and what undoes them, for small grey images.
    case article
    /// Strided convolutions from stage to stage, halving the side down to 4...7.
    case deep
    /// The same with a residual block in each stage.
    case residual

    /// The kind that suits images of a shape [channel, row, column]: the article's network for the small grey images
    /// that it is made for, else the deep one.
    public static func suited(to imageShape: [Int]) -> NetworkKind {
        let side = imageShape.last ?? 0
        let isSmall = (8...32).contains(side) && side.isMultiple(of: 4)
        return isSmall && imageShape.first == 1 ? .article : .deep
    }

    /// The kind's network for images of a shape [channel, row, column].
    ///
    /// - Throws: `VAEError.unusableArchitecture` saying which images the kind takes, where it does not take these.
    public func architecture(
        imageShape: [Int], latentDim: Int, likelihood: any Likelihood = BernoulliLikelihood()
    ) throws -> Architecture {
        guard imageShape.count == 3, imageShape[1] == imageShape[2] else {
            throw VAEError.unusableArchitecture(
                "images of \(imageShape.dropFirst().map(String.init).joined(separator: "x")) pixels are not square"
            )
        }
        let (channels, side) = (imageShape[0], imageShape[1])
        guard self != .article else {
            return try Architecture(
                latentDim: latentDim, imageSide: side, channels: channels, likelihood: likelihood)
        }
        guard (4...256).contains(side) else {
            throw VAEError.unusableArchitecture(
                "images of \(side)x\(side) pixels: the side must be in 4...256")
        }
        let plan = StagePlan(side: side, hasBlocks: self == .residual)
        return try Architecture(
            imageShape: imageShape, latentDim: latentDim, encoder: plan.encoder,
            decoder: plan.decoder(channels: channels), likelihood: likelihood)
    }
}

/// The stages of a deep network for images of a side.
///
/// A stage brings a side n to ceil(n/2) by a strided convolution with a pixel of padding, kernel 4 where n is even and 3
/// where it is odd, and its reverse gives back n, since a transposed convolution makes 2 m of a side m with the one
/// kernel and 2 m - 1 with the other. Channels double from stage to stage. A block holds two convolutions, of which the
/// first has half of the channels.
///
/// Sources: A. Radford, L. Metz and S. Chintala, "Unsupervised Representation Learning with Deep Convolutional
/// Generative Adversarial Networks" (2016), section 3; blocks: K. He et al., "Deep Residual Learning for Image
/// Recognition" (2016), section 3.
private struct StagePlan {
    /// The sides from the image's to the last stage's.
    private let sides: [Int]
    /// The channels of each stage.
    private let widths: [Int]
    private let hasBlocks: Bool

    init(side: Int, hasBlocks: Bool) {
        var sides = [side]
        repeat { sides.append((sides[sides.count - 1] + 1) / 2) } while sides[sides.count - 1] >= 8
        let stages = sides.count - 1
        // 32, 64, 128, 256; more stages begin with fewer, so that the last ones do not outgrow what a page can hold.
        let first = max(8, min(32, 256 >> (stages - 1)))
        widths = (0..<stages).map { min(first << $0, hasBlocks ? 128 : 256) }
        self.sides = sides
        self.hasBlocks = hasBlocks
    }

    /// From the image to the last stage's map.
    var encoder: [LayerDescription] {
        var layers: [LayerDescription] = []
        for stage in widths.indices {
            layers.append(
                .convolution(
                    channels: widths[stage], kernel: kernel(stage), stride: 2, padding: .pixels(1),
                    activation: .relu))
            layers += block(widths[stage])
        }
        return layers
    }

    /// From a code to the image, the encoder's stages in reverse and a last layer at the image's side.
    func decoder(channels: Int) -> [LayerDescription] {
        let side = sides[sides.count - 1]
        var layers = [
            LayerDescription.dense(output: [widths[widths.count - 1], side, side], activation: .relu)
        ]
        for stage in widths.indices.reversed() {
            layers += block(widths[stage])
            layers.append(
                .transposedConvolution(
                    channels: stage > 0 ? widths[stage - 1] : max(16, widths[0] / 2),
                    kernel: kernel(stage), stride: 2, padding: .pixels(1), activation: .relu))
        }
        layers.append(
            .transposedConvolution(
                channels: channels, kernel: 3, stride: 1, padding: .same, activation: .none))
        return layers
    }

    private func kernel(_ stage: Int) -> Int { sides[stage].isMultiple(of: 2) ? 4 : 3 }

    private func block(_ width: Int) -> [LayerDescription] {
        guard hasBlocks else { return [] }
        func layer(_ channels: Int, _ activation: Activation) -> LayerDescription {
            .convolution(channels: channels, kernel: 3, stride: 1, padding: .same, activation: activation)
        }
        return [.residual([layer(width / 2, .relu), layer(width, .none)], activation: .relu)]
    }
}
