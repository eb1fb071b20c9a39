/// A layer of a network as a person describes it: what it computes, before its input's shape is known.
///
/// ```swift
/// let block: [LayerDescription] = [
///     .convolution(channels: 64, kernel: 3, stride: 2, padding: .same, activation: .relu),
///     .residual(
///         [
///             .convolution(channels: 64, kernel: 3, stride: 1, padding: .same, activation: .relu),
///             .convolution(channels: 64, kernel: 3, stride: 1, padding: .same, activation: .none),
///         ], activation: .relu),
/// ]
/// ```
public indirect enum LayerDescription: Sendable, Equatable {
    /// A convolution by a square kernel to so many feature maps.
    case convolution(channels: Int, kernel: Int, stride: Int, padding: Padding, activation: Activation)
    /// A convolution run in reverse, which widens the maps by its stride.
    case transposedConvolution(
        channels: Int, kernel: Int, stride: Int, padding: Padding, activation: Activation)
    /// Weights between all inputs, a feature map being flattened in the order [channel, row, column], and all
    /// outputs: [feature], or a map [channel, row, column].
    case dense(output: [Int], activation: Activation)
    /// The sum of the input and of what the layers make of it; they must keep its shape, and the last of them
    /// has no activation.
    ///
    /// Source: K. He et al., "Deep Residual Learning for Image Recognition" (2016), section 3.2.
    case residual([LayerDescription], activation: Activation)
}

/// What follows a linear map.
public enum Activation: String, Sendable, Codable, CaseIterable {
    /// max(0, x)
    case relu
    case none
}

/// The zeros around the input of a convolution, or the rows and columns that a transposed one drops.
public enum Padding: Sendable, Equatable {
    /// As many on every side, as PyTorch counts them; 0 is Keras's "valid".
    case pixels(Int)
    /// As many as the output, of ceil(side / stride) or, transposed, side times stride, takes: Keras's "same".
    /// Where it is an odd number, there is one more below and right.
    case same
}

extension Padding: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let pixels = try? container.decode(Int.self) {
            self = .pixels(pixels)
        } else if try container.decode(String.self) == "same" {
            self = .same
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a padding is a number or \"same\"")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .pixels(let pixels): try container.encode(pixels)
        case .same: try container.encode("same")
        }
    }
}

extension LayerDescription: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, channels, kernel, stride, padding, activation, output, layers
    }

    private enum Kind: String, Codable {
        case convolution, dense, residual
        case transposedConvolution = "transposed-convolution"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Int { try container.decode(Int.self, forKey: key) }
        let activation = try container.decode(Activation.self, forKey: .activation)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .convolution:
            self = .convolution(
                channels: try number(.channels), kernel: try number(.kernel), stride: try number(.stride),
                padding: try container.decode(Padding.self, forKey: .padding), activation: activation)
        case .transposedConvolution:
            self = .transposedConvolution(
                channels: try number(.channels), kernel: try number(.kernel), stride: try number(.stride),
                padding: try container.decode(Padding.self, forKey: .padding), activation: activation)
        case .dense:
            self = .dense(output: try container.decode([Int].self, forKey: .output), activation: activation)
        case .residual:
            self = .residual(
                try container.decode([LayerDescription].self, forKey: .layers), activation: activation)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        func encodeKernel(_ kind: Kind, _ channels: Int, _ kernel: Int, _ stride: Int, _ padding: Padding)
            throws
        {
            try container.encode(kind, forKey: .kind)
            try container.encode(channels, forKey: .channels)
            try container.encode(kernel, forKey: .kernel)
            try container.encode(stride, forKey: .stride)
            try container.encode(padding, forKey: .padding)
        }
        switch self {
        case .convolution(let channels, let kernel, let stride, let padding, let activation):
            try encodeKernel(.convolution, channels, kernel, stride, padding)
            try container.encode(activation, forKey: .activation)
        case .transposedConvolution(let channels, let kernel, let stride, let padding, let activation):
            try encodeKernel(.transposedConvolution, channels, kernel, stride, padding)
            try container.encode(activation, forKey: .activation)
        case .dense(let output, let activation):
            try container.encode(Kind.dense, forKey: .kind)
            try container.encode(output, forKey: .output)
            try container.encode(activation, forKey: .activation)
        case .residual(let layers, let activation):
            try container.encode(Kind.residual, forKey: .kind)
            try container.encode(layers, forKey: .layers)
            try container.encode(activation, forKey: .activation)
        }
    }
}
