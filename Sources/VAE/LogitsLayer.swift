import CKernels

/// The last layer: a 3x3 transposed convolution of stride 1 to one channel, without ReLU.
///
/// Shapes: input [image, side, side, in], output [image, side, side, 1], weights [in, 1, 3, 3].
final class LogitsLayer: Layer {
    private let input: FeatureMap, output: FeatureMap
    private let images: Int, side: Int, channels: Int
    private let place: ParameterPlace
    private let dataProduct: ConvolutionProduct
    private let weightsProduct: WeightsGradientProduct
    /// The weights as [kernel row and column, in].
    private let kernel: Buffer

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap, place: ParameterPlace
    ) throws(VAEError) {
        self.input = input
        self.output = output
        self.images = images
        self.place = place
        side = layer.output[1]
        channels = layer.input[0]
        precondition(channels.isMultiple(of: kernel_lanes))
        kernel = Buffer(9 * channels)
        let reverse = ConvolutionShape(
            images: images, inputSide: side, inputChannels: 1, outputSide: side, outputChannels: channels,
            stride: 1, padding: (low: 1, high: 1))
        weightsProduct = try WeightsGradientProduct(
            of: reverse, input: output.gradient, output: input.values, plain: place.weightsGradient)
        dataProduct = try ConvolutionProduct(
            .forward, of: reverse, input: output.gradient, output: input.gradient, plain: place.weights)
    }

    var implementations: [String] { [weightsProduct.implementation, dataProduct.implementation] }

    func load() throws(VAEError) {
        try dataProduct.load()
        swapAxes(place.weights, outer: 1, rows: channels, columns: 9, inner: 1, into: kernel.start)
    }

    /// output = weights transposed * input + bias
    ///
    /// A convolution to one channel leaves most of the library's vectors empty, so this one is our own.
    func forward() {
        let pixels = side * side
        for image in 0..<images {
            logits_forward(
                input.values.start + image * pixels * channels, kernel.start, place.bias[0], side, channels,
                output.values.start + image * pixels)
        }
    }

    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: nil, rows: images * side * side, channels: 1,
            biasGradient: place.biasGradient)
        try weightsProduct.run()
        try dataProduct.run()
    }

    func clearGradient() { weightsProduct.clear() }

    func storeGradient() throws(VAEError) { try weightsProduct.store() }
}
