import Datasets
public import Likelihoods

/// The description of a network, from which everything else about it follows: the ways forward and back, the names,
/// shapes and first values of its parameters, the drawing of it, the page's copy of it.
///
/// The encoder ends with a dense layer to the means and log-variances of q(z|x), which is not listed.
public struct Architecture: Sendable, Equatable {
    /// [channel, row, column] of an image; rows and columns are as many.
    public let imageShape: [Int]
    /// The dimensions of the latent space.
    public let latentDim: Int
    /// From the image to what the means and log-variances are taken from.
    public let encoder: [LayerDescription]
    /// From a code to the outputs that p(x|z) is told by, one for each number of an image.
    public let decoder: [LayerDescription]
    /// p(x|z)
    public let likelihood: any Likelihood

    /// The steps of either half with all their shapes.
    public let encoderStages: [Stage], decoderStages: [Stage]
    /// The layers with parameters, from the image to the logits.
    public let layers: [LayerShape]
    /// Where the likelihood's own parameters begin in the vector of all.
    let likelihoodOffset: Int

    /// A network of the layers given.
    ///
    /// - Throws: `VAEError.unusableArchitecture` saying which layer cannot be built and why, and for images that are
    ///   not square, of 1 or 3 channels and 4 to 256 pixels a side, or a latent size outside 1...1024.
    public init(
        imageShape: [Int], latentDim: Int, encoder: [LayerDescription], decoder: [LayerDescription],
        likelihood: any Likelihood = BernoulliLikelihood()
    ) throws {
        guard (1...1024).contains(latentDim) else {
            throw VAEError.unusableArchitecture("latent size \(latentDim) is not in 1...1024")
        }
        guard imageShape.count == 3, [1, 3].contains(imageShape[0]), imageShape[1] == imageShape[2],
            (4...256).contains(imageShape[1])
        else {
            throw VAEError.unusableArchitecture(
                "images of the shape \(imageShape): [channel, row, column] must be 1 or 3 channels of a square "
                    + "of 4 to 256 pixels a side")
        }
        let down = try NetworkPlan(
            "encoder", encoder + [.dense(output: [2 * latentDim], activation: .none)], from: imageShape)
        let up = try NetworkPlan("decoder", decoder, from: [latentDim], after: down)
        guard up.shape == imageShape else {
            throw VAEError.unusableArchitecture("the decoder makes \(up.shape), but images are \(imageShape)")
        }
        guard case .layer(let last)? = up.stages.last, !last.isRectified else {
            throw VAEError.unusableArchitecture("the decoder must end with a layer without activation")
        }
        self.imageShape = imageShape
        self.latentDim = latentDim
        self.encoder = encoder
        self.decoder = decoder
        self.likelihood = likelihood
        likelihoodOffset = up.offset
        encoderStages = down.stages
        decoderStages = up.stages
        layers = (down.stages + up.stages).flatMap(\.layers)
    }

    /// A network of which the shapes are known, and not the layers: it cannot be built.
    ///
    /// - Throws: `VAEError.unusableArchitecture` for images that are not square, of 1 or 3 channels and 4 to 512 pixels a
    ///   side, or a latent size outside 1...1048576.
    public init(
        withoutLayersFrom imageShape: [Int], latentDim: Int, likelihood: any Likelihood
    ) throws {
        guard (1...1 << 20).contains(latentDim) else {
            throw VAEError.unusableArchitecture("latent size \(latentDim) is not in 1...\(1 << 20)")
        }
        guard imageShape.count == 3, [1, 3].contains(imageShape[0]), imageShape[1] == imageShape[2],
            (4...512).contains(imageShape[1])
        else {
            throw VAEError.unusableArchitecture(
                "images of the shape \(imageShape): [channel, row, column] must be 1 or 3 channels of a square "
                    + "of 4 to 512 pixels a side")
        }
        self.imageShape = imageShape
        self.latentDim = latentDim
        encoder = []
        decoder = []
        self.likelihood = likelihood
        likelihoodOffset = 0
        encoderStages = []
        decoderStages = []
        layers = []
    }

    public static func == (left: Architecture, right: Architecture) -> Bool {
        // The rest follows from these.
        left.imageShape == right.imageShape && left.latentDim == right.latentDim
            && left.encoder == right.encoder && left.decoder == right.decoder
            && left.likelihood.name == right.likelihood.name
    }
}

extension Architecture {
    /// The article's network: two 3x3 convolutions of stride 2 without padding; a dense layer, two transposed
    /// convolutions of stride 2 and one of stride 1.
    ///
    /// - Throws: `VAEError.unusableArchitecture` unless `latentDim` is in 1...1024, `imageSide` is a multiple of 4 in
    ///   8...256, and there are 1 or 3 `channels`.
    public init(
        latentDim: Int = 2, imageSide: Int = 28, channels: Int = 1,
        likelihood: any Likelihood = BernoulliLikelihood()
    ) throws {
        guard (8...256).contains(imageSide), imageSide.isMultiple(of: 4) else {
            throw VAEError.unusableArchitecture(
                "images of \(imageSide)x\(imageSide) pixels: the side must be a multiple of 4 in 8...256")
        }
        func up(_ channels: Int, stride: Int, _ activation: Activation) -> LayerDescription {
            .transposedConvolution(
                channels: channels, kernel: 3, stride: stride, padding: .same, activation: activation)
        }
        func down(_ channels: Int) -> LayerDescription {
            .convolution(channels: channels, kernel: 3, stride: 2, padding: .pixels(0), activation: .relu)
        }
        try self.init(
            imageShape: [channels, imageSide, imageSide], latentDim: latentDim,
            encoder: [down(32), down(64)],
            decoder: [
                .dense(output: [32, imageSide / 4, imageSide / 4], activation: .relu),
                up(64, stride: 2, .relu), up(32, stride: 2, .relu), up(channels, stride: 1, .none),
            ], likelihood: likelihood)
    }

    /// Whether its layers are known, so that it can be built.
    public var isDescribed: Bool { !layers.isEmpty }

    /// Colours of a pixel: 1 for grey.
    public var channels: Int { imageShape[0] }
    /// The images' side in pixels.
    public var imageSide: Int { imageShape[1] }
    /// Numbers in an image: its pixels, of each channel.
    public var pixelCount: Int { imageShape.reduce(1, *) }

    /// Weights and biases of all layers, and what the likelihood learns: 69,989 for the article's network.
    public var parameterCount: Int { likelihoodOffset + likelihood.parameters.count }

    /// Each parameter's name and shape, in the order in which they are stored.
    public var parameterShapes: [(name: String, shape: [Int])] {
        layers.flatMap { [("\($0.name).weight", $0.weightShape), ("\($0.name).bias", $0.biasShape)] }
            + likelihood.parameters.map { ("likelihood.\($0.name)", [1]) }
    }
}

extension Architecture {
    /// - Throws: `VAEError.unusableInput` naming `images` by `name` unless they have the network's shape.
    func check(_ images: ModelledImages, _ name: String) throws {
        guard [images.channels, images.rows, images.columns] == imageShape else {
            let channels = images.channels == 1 ? "" : " and \(images.channels) channels"
            throw VAEError.unusableInput(
                "\(name) of \(images.rows)x\(images.columns) pixels\(channels); the network takes "
                    + "\(imageSide)x\(imageSide)\(self.channels == 1 ? "" : " of \(self.channels) channels")")
        }
    }
}

extension Architecture: CustomStringConvertible {
    /// The sizes in words, for messages.
    public var description: String {
        "a network of \(layers.count) layers and latent size \(latentDim) for images of "
            + "\(imageSide)x\(imageSide) "
            + (channels == 1 ? "grey pixels" : "pixels in \(channels) channels")
    }
}

extension Architecture: Codable {
    private enum CodingKeys: String, CodingKey {
        case imageShape, latentDim, encoder, decoder, likelihood, imageSide
    }

    /// Reads a description, or the two numbers by which earlier versions told the article's network.
    ///
    /// - Throws: as the other initialisers, so that no file can hold an unusable one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let latentDim = try container.decode(Int.self, forKey: .latentDim)
        if let side = try container.decodeIfPresent(Int.self, forKey: .imageSide) {
            try self.init(latentDim: latentDim, imageSide: side)
        } else {
            try self.init(
                imageShape: container.decode([Int].self, forKey: .imageShape), latentDim: latentDim,
                encoder: container.decode([LayerDescription].self, forKey: .encoder),
                decoder: container.decode([LayerDescription].self, forKey: .decoder),
                likelihood: Self.likelihood(in: container))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(imageShape, forKey: .imageShape)
        try container.encode(latentDim, forKey: .latentDim)
        try container.encode(self.encoder, forKey: .encoder)
        try container.encode(self.decoder, forKey: .decoder)
        try container.encode(likelihood.name, forKey: .likelihood)
    }

    private static func likelihood(
        in container: KeyedDecodingContainer<CodingKeys>
    ) throws -> any Likelihood {
        let name = try container.decode(String.self, forKey: .likelihood)
        guard let likelihood = Likelihoods.named(name) else {
            throw VAEError.unusableArchitecture(
                "no likelihood '\(name)'; there are \(Likelihoods.all.map(\.name).joined(separator: ", "))")
        }
        return likelihood
    }
}
