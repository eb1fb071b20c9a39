import CKernels

/// The decoder for a fixed number of codes, each with its derivatives in some directions, by one thread.
///
/// A code and its tangents are rows of one batch: first all codes, then the tangents of the first code, of the
/// second, and so on. Each linear map takes all rows at once; bias and ReLU then treat the two kinds apart.
final class TangentDecoder {
    /// A transposed convolution and the room for its result.
    private struct Convolution {
        let product: ConvolutionProduct
        let bias: UnsafeMutablePointer<Float>
        let output: Buffer
        let pixels: Int, channels: Int
    }

    /// How many codes are decoded together, and along how many dimensions each is differentiated at once.
    private let codes: Int, directions: Int
    private let latentDim: Int, pixelCount: Int
    /// The codes, then the unit vectors of their tangents [row, latent].
    private let input: Buffer
    /// The first map's weights [pixel and channel, latent] and bias, in the order of memory.
    private let denseWeights: Buffer, denseBias: Buffer
    /// [row, 7, 7, 32] for images of 28x28.
    private let features: Buffer
    /// To [row, 14, 14, 64] and [row, 28, 28, 32].
    private let convolutions: [Convolution]
    /// The last layer's weights as [kernel row and column, in], and its bias.
    private let lastKernel: Buffer, lastBias: Float
    private let lastSide: Int, lastChannels: Int
    /// Keeps what the places point into.
    private let parameters: Buffer, unusedGradient: Buffer

    /// - Parameter parameters: all of them, in stored order; they must not change while this lives.
    init(
        codes: Int, directions: Int, architecture: Architecture, parameters: Buffer
    ) throws(VAEError) {
        self.codes = codes
        self.directions = directions
        self.parameters = parameters
        latentDim = architecture.latentDim
        pixelCount = architecture.pixelCount
        let rows = codes * (1 + directions)
        let layers = architecture.layers
        // A computation of gradients is not asked for, but places name room for them.
        unusedGradient = Buffer(architecture.parameterCount)
        let places = ParameterPlace.all(
            of: architecture, parameters: parameters, gradient: unusedGradient)
        input = Buffer(rows * latentDim)

        let channels = layers[4].input[0], outputs = layers[3].output[0]
        denseWeights = Buffer(outputs * latentDim)
        denseBias = Buffer(outputs)
        swapAxes(
            places[3].weights, outer: 1, rows: channels, columns: outputs / channels, inner: latentDim,
            into: denseWeights.start)
        swapAxes(
            places[3].bias, outer: 1, rows: channels, columns: outputs / channels, inner: 1,
            into: denseBias.start)
        features = Buffer(rows * outputs)

        var maps = features
        var convolutions: [Convolution] = []
        for (layer, place) in zip(layers[4...5], places[4...5]) {
            let output = Buffer(rows * layer.output.reduce(1, *))
            let reverse = ConvolutionShape(
                images: rows, inputSide: layer.output[1], inputChannels: layer.output[0],
                outputSide: layer.input[1], outputChannels: layer.input[0], stride: layer.stride,
                padding: (low: 0, high: 1))
            let product = try ConvolutionProduct(
                .backwardData, of: reverse, input: output, output: maps, plain: place.weights)
            try product.load()
            convolutions.append(
                Convolution(
                    product: product, bias: place.bias, output: output,
                    pixels: layer.output[1] * layer.output[2], channels: layer.output[0]))
            maps = output
        }
        self.convolutions = convolutions
        lastChannels = layers[6].input[0]
        lastBias = places[6].bias[0]
        lastSide = layers[6].output[1]
        lastKernel = Buffer(9 * lastChannels)
        swapAxes(
            places[6].weights, outer: 1, rows: lastChannels, columns: 9, inner: 1, into: lastKernel.start)
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
        let outputs = denseBias.count
        try matrixProduct(
            input.start, denseWeights.start, transposeB: true, m: codes * (1 + directions), n: outputs,
            k: latentDim, into: features.start)
        addBias(denseBias.start, to: features.start, rows: codes, channels: outputs, rectified: true)
        maskTangents(in: features, size: outputs)
        for convolution in convolutions {
            try convolution.product.run()
            addBias(
                convolution.bias, to: convolution.output.start, rows: codes * convolution.pixels,
                channels: convolution.channels, rectified: true)
            maskTangents(in: convolution.output, size: convolution.pixels * convolution.channels)
        }
    }

    /// Writes the logits [pixel] of a decoded code.
    func copyLogits(of code: Int, to target: UnsafeMutablePointer<Float>) {
        finish(row: code, bias: lastBias, into: target)
    }

    /// Writes the derivatives of a code's logits [pixel] along one of the dimensions, by its place among them.
    func copyDerivative(of code: Int, along direction: Int, to target: UnsafeMutablePointer<Float>) {
        finish(row: tangentRow(of: code, along: direction), bias: 0, into: target)
    }

    private func finish(row: Int, bias: Float, into target: UnsafeMutablePointer<Float>) {
        let maps = convolutions[convolutions.count - 1].output.start + row * pixelCount * lastChannels
        logits_forward(maps, lastKernel.start, bias, lastSide, lastChannels, target)
    }

    private func tangentRow(of code: Int, along direction: Int) -> Int {
        codes + code * directions + direction
    }

    /// Clears of each tangent what the ReLU cleared of its code.
    private func maskTangents(in maps: Buffer, size: Int) {
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

/// values become 0 where `reference` is not above 0.
private func keep(
    _ values: UnsafeMutablePointer<Float>, whereAboveZero reference: UnsafePointer<Float>, count: Int
) {
    let width = Lanes.scalarCount
    let whole = count / width * width
    for index in stride(from: 0, to: whole, by: width) {
        store(load(values + index).replacing(with: 0, where: load(reference + index) .<= 0), values + index)
    }
    for index in whole..<count where reference[index] <= 0 { values[index] = 0 }
}
