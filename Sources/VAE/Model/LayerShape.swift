/// A layer with parameters in its place in a network: all its shapes are known.
public struct LayerShape: Sendable, Equatable {
    /// What a layer computes.
    public enum Kind: String, Sendable, Codable {
        case convolution, transposedConvolution, dense
    }

    /// The name under which its parameters are stored, as `encoder.conv1`.
    public let name: String
    /// What it computes.
    public let kind: Kind
    /// [channel, row, column] of a square map, or [feature] of a flat vector.
    public let input: [Int], output: [Int]
    /// The side of the square kernel; 1 for a dense layer.
    public let kernel: Int
    /// Pixels between two applications of the kernel; 1 for a dense layer.
    public let stride: Int
    /// Zeros above and left of the input, and below and right of it; of a transposed convolution, what is dropped of
    /// the output there.
    public let padding: Edges
    /// Whether a ReLU follows.
    public let isRectified: Bool
    /// Where its weights begin in the vector of all parameters; the bias lies behind them.
    let offset: Int

    /// Pixels at two opposite edges of a map, the same in both directions.
    public struct Edges: Sendable, Equatable {
        /// Above and left.
        public let low: Int
        /// Below and right.
        public let high: Int
    }

    /// The weights' shape in PyTorch's order: [out, in, row, column], [in, out, row, column] where
    /// transposed, [out, in] where dense.
    public var weightShape: [Int] {
        switch kind {
        case .convolution: [output[0], input[0], kernel, kernel]
        case .transposedConvolution: [input[0], output[0], kernel, kernel]
        case .dense: [output.reduce(1, *), input.reduce(1, *)]
        }
    }
    /// One bias for each output channel, or each output of a dense layer.
    public var biasShape: [Int] { [kind == .dense ? output.reduce(1, *) : output[0]] }
    var weightCount: Int { weightShape.reduce(1, *) }
    /// Weights and biases together.
    public var parameterCount: Int { weightCount + biasShape[0] }
    /// What Keras calls fan in plus fan out, on which the initial weights' range depends.
    ///
    /// Keras counts each side's channels times the kernel's places, whatever the stride, so it does not
    /// matter which side is in and which is out.
    var fans: Int { (weightShape[0] + weightShape[1]) * kernel * kernel }

    /// Multiplications and additions an image, each counted as one.
    var operations: Double {
        // A kernel is applied at every place of the narrow side; a dense layer once.
        let narrow = kind == .transposedConvolution ? input : output
        let places = kind == .dense ? 1 : narrow[1] * narrow[2]
        return 2 * Double(weightCount) * Double(places)
    }
}

/// A step of a network: a layer, or several whose result is added to their input.
public indirect enum Stage: Sendable, Equatable {
    case layer(LayerShape)
    case residual([Stage], isRectified: Bool)

    /// The layers with parameters, in their order.
    public var layers: [LayerShape] {
        switch self {
        case .layer(let layer): [layer]
        case .residual(let stages, _): stages.flatMap(\.layers)
        }
    }
}

extension Stage: Encodable {
    private enum CodingKeys: String, CodingKey {
        case name, kind, input, output, kernel, stride, low, isRectified, stages
    }

    /// For programs that run the network without knowing how shapes follow from a description: a layer's kind, name
    /// and shapes, with the padding above and left; or the stages of a residual sum.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .layer(let layer):
            try container.encode(layer.name, forKey: .name)
            try container.encode(layer.kind, forKey: .kind)
            try container.encode(layer.input, forKey: .input)
            try container.encode(layer.output, forKey: .output)
            try container.encode(layer.kernel, forKey: .kernel)
            try container.encode(layer.stride, forKey: .stride)
            try container.encode(layer.padding.low, forKey: .low)
            try container.encode(layer.isRectified, forKey: .isRectified)
        case .residual(let stages, let isRectified):
            try container.encode(stages, forKey: .stages)
            try container.encode(isRectified, forKey: .isRectified)
        }
    }
}
