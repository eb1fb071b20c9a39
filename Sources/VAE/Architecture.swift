/// The network's sizes: everything needed to lay out its layers and parameters.
///
/// The encoder is two 3x3 convolutions of stride 2 without padding, then a dense layer to 2 x `latentDim`;
/// the decoder a dense layer, two transposed convolutions of stride 2 and one of stride 1.
public struct Architecture: Sendable, Equatable {
    /// The dimensions of the latent space.
    public let latentDim: Int
    /// The images' side in pixels, a multiple of 4.
    public let imageSide: Int

    /// - Throws: `VAEError.unusableArchitecture` unless `latentDim` is in 1...1024 and `imageSide` is a
    ///   multiple of 4 in 8...256.
    public init(latentDim: Int = 2, imageSide: Int = 28) throws {
        guard (1...1024).contains(latentDim) else {
            throw VAEError.unusableArchitecture("latent size \(latentDim) is not in 1...1024")
        }
        guard (8...256).contains(imageSide), imageSide.isMultiple(of: 4) else {
            throw VAEError.unusableArchitecture(
                "images of \(imageSide)x\(imageSide) pixels: the side must be a multiple of 4 in 8...256")
        }
        self.latentDim = latentDim
        self.imageSide = imageSide
    }

    /// Pixels in an image.
    public var pixelCount: Int { imageSide * imageSide }

    /// The side of the first and second convolutions' output: 13 and 6 for images of 28.
    var encoderSides: (first: Int, second: Int) { (imageSide / 2 - 1, imageSide / 4 - 1) }
    /// The side of the decoder's first feature map: 7 for images of 28.
    var decoderSide: Int { imageSide / 4 }
}

extension Architecture: CustomStringConvertible {
    /// The sizes in words, for messages.
    public var description: String {
        "a network of latent size \(latentDim) for images of \(imageSide)x\(imageSide) pixels"
    }
}

extension Architecture: Codable {
    private enum CodingKeys: String, CodingKey { case latentDim, imageSide }

    /// - Throws: as `init(latentDim:imageSide:)`, so that no file can hold an unusable one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            latentDim: container.decode(Int.self, forKey: .latentDim),
            imageSide: container.decode(Int.self, forKey: .imageSide))
    }
}

/// One layer of the network as a drawing of it needs it.
public struct LayerShape: Sendable, Equatable {
    /// What a layer computes.
    public enum Kind: String, Sendable, Codable {
        case convolution, transposedConvolution, dense
    }

    /// The name under which its parameters are stored, as `encoder.conv1`.
    public let name: String
    /// What it computes.
    public let kind: Kind
    /// [channel, row, column], or [feature] for a flat vector.
    public let input: [Int], output: [Int]
    /// Pixels between two applications of the kernel; 1 for a dense layer.
    public let stride: Int
    /// Whether a ReLU follows.
    public let isRectified: Bool
    /// The weights' shape in PyTorch's order: [out, in, row, column], [in, out, row, column] where
    /// transposed, [out, in] where dense.
    public let weightShape: [Int]

    /// One bias for each output channel or feature.
    public var biasShape: [Int] { [output[0]] }
    /// Weights and biases together.
    public var parameterCount: Int { weightShape.reduce(1, *) + biasShape[0] }
    /// What Keras calls fan in plus fan out, on which the initial weights' range depends.
    ///
    /// Keras counts each side's channels times the kernel's nine places, whatever the stride, so it does not
    /// matter which side is in and which is out.
    var fans: Int { (weightShape[0] + weightShape[1]) * (kind == .dense ? 1 : 9) }
}

extension Architecture {
    /// The layers with parameters, from the image to the logits.
    public var layers: [LayerShape] {
        let (side, sides, start) = (imageSide, encoderSides, decoderSide)
        return [
            LayerShape(
                name: "encoder.conv1", kind: .convolution, input: [1, side, side],
                output: [32, sides.first, sides.first], stride: 2, isRectified: true,
                weightShape: [32, 1, 3, 3]),
            LayerShape(
                name: "encoder.conv2", kind: .convolution, input: [32, sides.first, sides.first],
                output: [64, sides.second, sides.second], stride: 2, isRectified: true,
                weightShape: [64, 32, 3, 3]),
            LayerShape(
                name: "encoder.dense", kind: .dense, input: [64 * sides.second * sides.second],
                output: [2 * latentDim], stride: 1, isRectified: false,
                weightShape: [2 * latentDim, 64 * sides.second * sides.second]),
            LayerShape(
                name: "decoder.dense", kind: .dense, input: [latentDim], output: [32 * start * start],
                stride: 1, isRectified: true, weightShape: [32 * start * start, latentDim]),
            LayerShape(
                name: "decoder.deconv1", kind: .transposedConvolution, input: [32, start, start],
                output: [64, 2 * start, 2 * start], stride: 2, isRectified: true,
                weightShape: [32, 64, 3, 3]),
            LayerShape(
                name: "decoder.deconv2", kind: .transposedConvolution, input: [64, 2 * start, 2 * start],
                output: [32, side, side], stride: 2, isRectified: true, weightShape: [64, 32, 3, 3]),
            LayerShape(
                name: "decoder.deconv3", kind: .transposedConvolution, input: [32, side, side],
                output: [1, side, side], stride: 1, isRectified: false, weightShape: [32, 1, 3, 3]),
        ]
    }

    /// Weights and biases of all layers: 69,989 for two latent dimensions and images of 28x28.
    public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

    /// Each parameter's name and shape, in the order in which they are stored.
    public var parameterShapes: [(name: String, shape: [Int])] {
        layers.flatMap { [("\($0.name).weight", $0.weightShape), ("\($0.name).bias", $0.biasShape)] }
    }
}
