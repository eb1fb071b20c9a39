/// The decoder for a fixed number of codes, each with its derivatives in some directions, by one thread.
///
/// A code and its tangents are rows of one batch: first all codes, then the tangents of the first code, of the
/// second, and so on. Each linear map takes all rows at once; bias and ReLU then treat the two kinds apart.
final class TangentDecoder {
    /// A step of the decoder and the room for its result.
    private indirect enum Step {
        /// A linear map, then the bias [channel] and perhaps a ReLU.
        case layer(any LinearMap, of: LayerShape, bias: Buffer, output: Buffer)
        /// The input is added to the result of the steps, then perhaps a ReLU follows.
        case residual([Step], input: Buffer, isRectified: Bool, output: Buffer)
    }

    /// How many codes are decoded together, and along how many dimensions each is differentiated at once.
    let codes: Int, directions: Int
    /// Which of the engine's parameters are loaded.
    var loadedVersion = -1
    private let latentDim: Int, pixelCount: Int
    /// The codes, then the unit vectors of their tangents [row, latent].
    private let input: Buffer
    /// What the last step gives [row, pixel].
    private let output: Buffer
    private let steps: [Step]
    /// Keeps what the places point into.
    private let parameters: Buffer, unusedGradient: Buffer

    /// - Parameters:
    ///   - parameters: all of them, in stored order; read by `load`.
    ///   - weights: what is shared with other networks of the same parameters.
    init(
        codes: Int, directions: Int, architecture: Architecture, parameters: Buffer, weights: SharedWeights
    ) throws(VAEError) {
        self.codes = codes
        self.directions = directions
        self.parameters = parameters
        latentDim = architecture.latentDim
        pixelCount = architecture.pixelCount
        // A computation of gradients is not asked for, but places name room for them.
        unusedGradient = try Buffer(architecture.parameterCount)
        let rows = codes * (1 + directions)
        input = try Buffer(rows * latentDim)
        (steps, output) = try Self.steps(
            architecture.decoderStages, rows: rows, from: input, parameters: parameters,
            gradient: unusedGradient, workspace: Workspace(weights))
    }

    private static func steps(
        _ stages: [Stage], rows: Int, from input: Buffer, parameters: Buffer, gradient: Buffer,
        workspace: Workspace
    ) throws(VAEError) -> ([Step], output: Buffer) {
        var steps: [Step] = []
        var last = input
        for stage in stages {
            switch stage {
            case .layer(let layer):
                let output = try Buffer(rows * layer.output.reduce(1, *))
                let place = ParameterPlace(of: layer, parameters: parameters, gradient: gradient)
                let map = try layer.linearMap(
                    images: rows, from: last, to: output, place: place, workspace: workspace)
                steps.append(.layer(map, of: layer, bias: try Buffer(layer.biasShape[0]), output: output))
                last = output
            case .residual(let inner, let isRectified):
                let (block, output) = try Self.steps(
                    inner, rows: rows, from: last, parameters: parameters, gradient: gradient,
                    workspace: workspace)
                steps.append(.residual(block, input: last, isRectified: isRectified, output: output))
                last = output
            }
        }
        return (steps, last)
    }

    /// Takes the parameters over into the maps' own layouts, but for what is shared.
    func load() throws(VAEError) {
        for step in steps { try load(step) }
    }

    private func load(_ step: Step) throws(VAEError) {
        switch step {
        case .layer(let map, let layer, let bias, _):
            try map.load()
            let place = ParameterPlace(of: layer, parameters: parameters, gradient: unusedGradient)
            layer.copyBias(from: place, to: bias)
        case .residual(let block, _, _, _):
            for step in block { try load(step) }
        }
    }

    /// Decodes the first `count` codes at `source` [code, latent] with their derivatives along at most
    /// `directions` of the dimensions.
    func decode(_ source: UnsafePointer<Float>, count: Int, along dimensions: ArraySlice<Int>)
        throws(VAEError)
    {
        // Codes and directions that are not there are zeros, and come to nothing that is read.
        input.clear()
        input.start.update(from: source, count: count * latentDim)
        for code in 0..<count {
            for (direction, dimension) in dimensions.enumerated() {
                input.start[tangentRow(of: code, along: direction) * latentDim + dimension] = 1
            }
        }
        for step in steps { try run(step) }
    }

    private func run(_ step: Step) throws(VAEError) {
        switch step {
        case .layer(let map, let layer, let bias, let output):
            try map.run()
            let pixels = layer.output.reduce(1, *) / bias.count
            addBias(
                bias.start, to: output.start, rows: codes * pixels, channels: bias.count,
                rectified: layer.isRectified)
            if layer.isRectified { maskTangents(in: output) }
        case .residual(let block, let input, let isRectified, let output):
            for step in block { try run(step) }
            add(input.start, to: output.start, count: output.count)
            guard isRectified else { return }
            let codesCount = output.count / (codes * (1 + directions)) * codes
            keep(output.start, whereAboveZero: output.start, count: codesCount)
            maskTangents(in: output)
        }
    }

    /// Writes the outputs [pixel] of a decoded code.
    func copyOutputs(of code: Int, to target: UnsafeMutablePointer<Float>) {
        target.update(from: output.start + code * pixelCount, count: pixelCount)
    }

    /// Writes the derivatives of a code's outputs [pixel] along one of the dimensions, by its place among them.
    func copyDerivative(of code: Int, along direction: Int, to target: UnsafeMutablePointer<Float>) {
        let row = tangentRow(of: code, along: direction)
        target.update(from: output.start + row * pixelCount, count: pixelCount)
    }

    private func tangentRow(of code: Int, along direction: Int) -> Int {
        codes + code * directions + direction
    }

    /// Clears of each tangent what the ReLU cleared of its code.
    private func maskTangents(in maps: Buffer) {
        let size = maps.count / (codes * (1 + directions))
        for code in 0..<codes {
            let values = maps.start + code * size
            for direction in 0..<directions {
                keep(
                    maps.start + tangentRow(of: code, along: direction) * size, whereAboveZero: values,
                    count: size)
            }
        }
    }
}
