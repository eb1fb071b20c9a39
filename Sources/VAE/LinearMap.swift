import CKernels

/// A layer's way forward on fixed maps of a fixed number of images: its linear part, then what follows where that was
/// asked for.
protocol LinearMap: AnyObject {
    /// The names of the code for it.
    var implementations: [String] { get }

    /// Takes the weights over from their place, where they are not shared.
    func load() throws(VAEError)

    /// From the input to the output.
    func run() throws(VAEError)
}

extension LayerShape {
    /// The layer's way forward from the map `input` to the map `output`.
    ///
    /// - Parameter finish: what follows in each channel, but for dense layers.
    func linearMap(
        images: Int, from input: Buffer, to output: Buffer, place: ParameterPlace, finish: Finish? = nil,
        workspace: Workspace
    ) throws(VAEError) -> any LinearMap {
        switch kind {
        case .dense:
            return try DenseMap(self, images: images, from: input, to: output, place: place)
        case .convolution:
            return try ConvolutionShape(self, images: images).product(
                .forward, input: input, output: output, plain: place.weights, finish: finish,
                workspace: workspace)
        case .transposedConvolution:
            if NarrowMap.fits(self) {
                return try NarrowMap(
                    self, images: images, from: input, to: output, place: place, finish: finish)
            }
            return try ConvolutionShape(self, images: images).product(
                .backward, input: output, output: input, plain: place.weights, finish: finish,
                workspace: workspace)
        }
    }

    /// Copies the layer's bias in the order of the output's memory, [pixel, channel].
    func copyBias(from place: ParameterPlace, to target: Buffer) {
        let channels = output[0], count = biasShape[0]
        swapAxes(
            place.bias, outer: 1, rows: channels, columns: count / channels, inner: 1, into: target.start)
    }
}

/// The product of a dense layer's weights with its inputs.
///
/// Feature maps lie as [image, pixel, channel] in memory but are flattened as [channel, pixel] in the stored
/// weights, so it computes with weights whose columns and rows are put into the order of memory.
///
/// Shapes: input [image, in], output [image, out], weights [out, in].
final class DenseMap: LinearMap {
    private let layer: LayerShape
    private let input: Buffer, output: Buffer
    private let images: Int
    private let place: ParameterPlace
    let inputs: Int, outputs: Int
    /// [out, in] in the order of memory.
    let weights: Buffer

    init(
        _ layer: LayerShape, images: Int, from input: Buffer, to output: Buffer, place: ParameterPlace
    ) throws(VAEError) {
        self.layer = layer
        self.input = input
        self.output = output
        self.images = images
        self.place = place
        (outputs, inputs) = (layer.weightShape[0], layer.weightShape[1])
        weights = try Buffer(inputs * outputs)
    }

    /// Matrix products have no name.
    var implementations: [String] { [] }

    func load() throws(VAEError) {
        let rowsMoved = try Buffer(inputs * outputs)
        let (outputChannels, inputChannels) = (layer.output[0], layer.input[0])
        swapAxes(
            place.weights, outer: 1, rows: outputChannels, columns: outputs / outputChannels, inner: inputs,
            into: rowsMoved.start)
        swapAxes(
            rowsMoved.start, outer: outputs, rows: inputChannels, columns: inputs / inputChannels, inner: 1,
            into: weights.start)
    }

    /// Whether the code for few outputs can be used, which the library has none for.
    private var isNarrow: Bool {
        outputs <= 8 && outputs.isMultiple(of: 4) && inputs.isMultiple(of: kernel_lanes)
    }

    /// output = input weights^T
    func run() throws(VAEError) {
        guard !isNarrow else {
            narrow_dense(
                input.start, weights.start, images, inputs, outputs, ConvolutionShape.generation, output.start
            )
            return
        }
        try matrixProduct(
            input.start, weights.start, transposeB: true, m: images, n: outputs, k: inputs, into: output.start
        )
    }

    /// Puts a gradient of the weights, [out, in] in the order of memory, into their stored order.
    func storeGradient(_ gradient: Buffer) throws(VAEError) {
        let columnsMoved = try Buffer(inputs * outputs)
        let (outputChannels, inputChannels) = (layer.output[0], layer.input[0])
        swapAxes(
            gradient.start, outer: outputs, rows: inputs / inputChannels, columns: inputChannels, inner: 1,
            into: columnsMoved.start)
        swapAxes(
            columnsMoved.start, outer: 1, rows: outputs / outputChannels, columns: outputChannels,
            inner: inputs, into: place.weightsGradient)
    }
}

/// A transposed convolution of stride 1 to very few channels, as the last one is.
///
/// It would leave most of the library's vectors empty, so this one is our own.
///
/// Shapes: input [image, side, side, in], output [image, side, side, out], weights [in, out, kernel, kernel].
final class NarrowMap: LinearMap {
    private static let mostChannels = 4

    private let layer: LayerShape
    private let input: Buffer, output: Buffer
    private let images: Int
    private let place: ParameterPlace
    private let finish: layer_finish
    /// The weights as [out, kernel row and column, in].
    private let kernel: Buffer

    /// Whether the layer can be computed so.
    static func fits(_ layer: LayerShape) -> Bool {
        layer.kind == .transposedConvolution && layer.stride == 1 && layer.output[0] <= mostChannels
            && layer.input[0].isMultiple(of: kernel_lanes) && layer.kernel.isMultiple(of: 2) == false
            && layer.padding.low == layer.kernel / 2 && layer.padding.high == layer.kernel / 2
            && layer.input[1] >= layer.kernel
    }

    init(
        _ layer: LayerShape, images: Int, from input: Buffer, to output: Buffer, place: ParameterPlace,
        finish: Finish?
    ) throws(VAEError) {
        self.layer = layer
        self.input = input
        self.output = output
        self.images = images
        self.place = place
        self.finish = layer_finish(finish)
        kernel = try Buffer(layer.weightCount)
    }

    var implementations: [String] { [] }

    func load() {
        swapAxes(
            place.weights, outer: 1, rows: layer.input[0], columns: layer.weightCount / layer.input[0],
            inner: 1, into: kernel.start)
    }

    func run() {
        let (inputSize, outputSize) = (layer.input.reduce(1, *), layer.output.reduce(1, *))
        for image in 0..<images {
            narrow_forward(
                input.start + image * inputSize, kernel.start, layer.output[1], layer.input[0], layer.kernel,
                layer.output[0], ConvolutionShape.generation, finish, output.start + image * outputSize)
        }
    }
}

/// The way back of a `NarrowMap` to one channel; with more of them, the library's is as fast.
final class NarrowGradients: ConvolutionGradients {
    private let layer: LayerShape
    private let input: FeatureMap, output: FeatureMap
    private let images: Int
    private let place: ParameterPlace
    /// The weights and their gradient's sum, as [kernel row and column, in].
    private let kernel: Buffer, sum: Buffer
    /// The output's gradient with zeros around it.
    private let padded: Buffer

    /// Whether the layer's way back can be computed so.
    static func fits(_ layer: LayerShape) -> Bool { NarrowMap.fits(layer) && layer.output[0] == 1 }

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap, place: ParameterPlace
    ) throws(VAEError) {
        self.layer = layer
        self.input = input
        self.output = output
        self.images = images
        self.place = place
        kernel = try Buffer(layer.weightCount)
        sum = try Buffer(layer.weightCount)
        let width = layer.output[1] + layer.kernel - 1
        padded = try Buffer(width * width)
    }

    var implementations: [String] { [] }

    func load() {
        swapAxes(
            place.weights, outer: 1, rows: layer.input[0], columns: layer.weightCount / layer.input[0],
            inner: 1, into: kernel.start)
    }

    func clear() { sum.clear() }

    func run() {
        let (inputSize, outputSize) = (layer.input.reduce(1, *), layer.output.reduce(1, *))
        for image in 0..<images {
            let (first, start) = (image * inputSize, image * outputSize)
            narrow_backward(
                input.values.start + first, kernel.start, output.gradient.start + start, layer.output[1],
                layer.input[0], layer.kernel, ConvolutionShape.generation, padded.start,
                input.gradient.start + first, sum.start)
        }
    }

    func store() {
        swapAxes(
            sum.start, outer: 1, rows: layer.weightCount / layer.input[0], columns: layer.input[0],
            inner: 1, into: place.weightsGradient)
    }
}
