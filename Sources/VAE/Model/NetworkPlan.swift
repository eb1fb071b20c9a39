/// Lays the described layers of one half of a network out: names, shapes, and places of the parameters.
struct NetworkPlan {
    /// What is refused beyond: a description may come from any file.
    private static let kernels: Set = [1, 3, 4, 5], strides: Set = [1, 2]
    private static let mostChannels = 4096, largestMap = 1 << 22, mostLayers = 256, deepest = 4
    static let mostParameters = 50_000_000
    /// All maps of a network for one image, in numbers: what a training must hold, many times over.
    static let mostMaps = 1 << 23

    /// The layers' names begin so: `encoder` or `decoder`.
    private let name: String
    private(set) var stages: [Stage] = []
    /// The shape of what the last layer gives.
    private(set) var shape: [Int]
    /// Where the next layer's parameters begin.
    private(set) var offset: Int
    /// How many numbers the maps of an image have, with those before this half.
    private(set) var mapSize: Int
    private var counts: [LayerShape.Kind: Int] = [:]
    private let denseCount: Int

    /// - Throws: `VAEError.unusableArchitecture` saying which layer cannot be built and why.
    init(_ name: String, _ layers: [LayerDescription], from input: [Int], after before: NetworkPlan? = nil)
        throws
    {
        self.name = name
        offset = before?.offset ?? 0
        mapSize = before?.mapSize ?? 0
        shape = input
        denseCount = layers.reduce(0) { $0 + $1.denseCount }
        stages = try layers.map { try stage($0, depth: 0) }
    }

    private mutating func stage(_ description: LayerDescription, depth: Int) throws -> Stage {
        switch description {
        case .convolution(let channels, let kernel, let stride, let padding, let activation):
            return try kernelLayer(.convolution, channels, kernel, stride, padding, activation)
        case .transposedConvolution(let channels, let kernel, let stride, let padding, let activation):
            return try kernelLayer(.transposedConvolution, channels, kernel, stride, padding, activation)
        case .dense(let output, let activation):
            let name = try nextName(.dense)
            try Self.require(
                (output.count == 1 || output.count == 3 && output[1] == output[2])
                    && output.allSatisfy { (1...Self.largestMap).contains($0) },
                name, "an output of \(output) is neither a number of features nor a square map")
            return try add(
                LayerShape(
                    name: name, kind: .dense, input: shape, output: output, kernel: 1, stride: 1,
                    padding: .init(low: 0, high: 0), isRectified: activation == .relu, offset: offset))
        case .residual(let layers, let activation):
            let input = shape
            let place = "\(name), a residual block"
            try Self.require(
                !layers.isEmpty && depth < Self.deepest, place, "no layers, or too deeply nested")
            let stages = try layers.map { try stage($0, depth: depth + 1) }
            try Self.require(
                shape == input, place, "its layers make \(shape) of \(input), and there is no sum of the two")
            guard case .layer(let last)? = stages.last, !last.isRectified else {
                throw VAEError.unusableArchitecture(
                    "\(place): its last part must be a layer without activation; the sum has one")
            }
            return .residual(stages, isRectified: activation == .relu)
        }
    }

    private mutating func kernelLayer(
        _ kind: LayerShape.Kind, _ channels: Int, _ kernel: Int, _ stride: Int, _ padding: Padding,
        _ activation: Activation
    ) throws -> Stage {
        let name = try nextName(kind)
        try Self.require(
            (1...Self.mostChannels).contains(channels), name,
            "\(channels) channels are not in 1...\(Self.mostChannels)")
        try Self.require(
            Self.kernels.contains(kernel), name, "a kernel of \(kernel); there are 1, 3, 4 and 5")
        try Self.require(Self.strides.contains(stride), name, "a stride of \(stride); there are 1 and 2")
        try Self.require(shape.count == 3, name, "needs a map [channel, row, column], but gets \(shape)")
        let (side, edges) = try Self.side(kind, of: shape[1], kernel, stride, padding, name)
        return try add(
            LayerShape(
                name: name, kind: kind, input: shape, output: [channels, side, side], kernel: kernel,
                stride: stride, padding: edges, isRectified: activation == .relu, offset: offset))
    }

    /// The output's side, and the padding in pixels.
    private static func side(
        _ kind: LayerShape.Kind, of side: Int, _ kernel: Int, _ stride: Int, _ padding: Padding,
        _ name: String
    ) throws -> (Int, LayerShape.Edges) {
        let isTransposed = kind == .transposedConvolution
        switch padding {
        case .pixels(let pixels):
            try require((0..<kernel).contains(pixels), name, "a padding of \(pixels) is not in 0..<\(kernel)")
            let output =
                isTransposed
                ? (side - 1) * stride + kernel - 2 * pixels : (side + 2 * pixels - kernel) / stride + 1
            try require(
                output >= 1 && (isTransposed || side + 2 * pixels >= kernel), name,
                "a map of \(side)x\(side) is too small for its kernel of \(kernel)")
            return (output, .init(low: pixels, high: pixels))
        case .same:
            let output = isTransposed ? side * stride : (side + stride - 1) / stride
            let (wide, narrow) = isTransposed ? (output, side) : (side, output)
            let total = max(0, (narrow - 1) * stride + kernel - wide)
            return (output, .init(low: total / 2, high: total - total / 2))
        }
    }

    private mutating func add(_ layer: LayerShape) throws -> Stage {
        let size = layer.output.reduce(1.0) { $0 * Double($1) }
        try Self.require(size <= Double(Self.largestMap), layer.name, "gives \(Int(size)) numbers an image")
        mapSize += Int(size)
        try Self.require(
            mapSize <= Self.mostMaps, layer.name,
            "the network's maps have more than \(Self.mostMaps) numbers an image")
        let weights = layer.weightShape.reduce(1.0) { $0 * Double($1) }
        try Self.require(
            Double(offset) + weights <= Double(Self.mostParameters), layer.name,
            "the network has more than \(Self.mostParameters) parameters")
        offset += layer.parameterCount
        shape = layer.output
        return .layer(layer)
    }

    /// Convolutions are numbered; dense layers where there are several.
    private mutating func nextName(_ kind: LayerShape.Kind) throws -> String {
        counts[kind, default: 0] += 1
        try Self.require(
            counts.values.reduce(0, +) <= Self.mostLayers, name, "more than \(Self.mostLayers) layers")
        let number = counts[kind, default: 0]
        return switch kind {
        case .convolution: "\(name).conv\(number)"
        case .transposedConvolution: "\(name).deconv\(number)"
        case .dense: denseCount == 1 ? "\(name).dense" : "\(name).dense\(number)"
        }
    }

    private static func require(_ holds: Bool, _ place: String, _ reason: @autoclosure () -> String) throws {
        if !holds { throw VAEError.unusableArchitecture("\(place): \(reason())") }
    }
}

extension LayerDescription {
    fileprivate var denseCount: Int {
        switch self {
        case .dense: 1
        case .residual(let layers, _): layers.reduce(0) { $0 + $1.denseCount }
        case .convolution, .transposedConvolution: 0
        }
    }
}
