/// A 3x3 transposed convolution of stride 2 and its ReLU, doubling the side.
///
/// It is a convolution run in reverse: what a convolution from `output` to `input` would compute to pass a
/// gradient back is this layer's way forward. Padding the convolution below and right only drops the last of
/// the 2 side + 1 rows and columns, as Keras's 'same' does.
///
/// Shapes: input [image, side, side, in], output [image, 2 side, 2 side, out], weights [in, out, 3, 3].
final class TransposedConvolutionLayer: Layer {
    private let output: FeatureMap
    private let rows: Int, channels: Int
    private let place: ParameterPlace
    private let forwardProduct, dataProduct: ConvolutionProduct
    private let weightsProduct: WeightsGradientProduct

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap, place: ParameterPlace
    ) throws(VAEError) {
        let reverse = ConvolutionShape(
            images: images, inputSide: layer.output[1], inputChannels: layer.output[0],
            outputSide: layer.input[1], outputChannels: layer.input[0], stride: layer.stride,
            padding: (low: 0, high: 1))
        self.output = output
        self.place = place
        rows = images * layer.output[1] * layer.output[2]
        channels = layer.output[0]
        forwardProduct = try ConvolutionProduct(
            .backwardData, of: reverse, input: output.values, output: input.values,
            plain: place.weights)
        weightsProduct = try WeightsGradientProduct(
            of: reverse, input: output.gradient, output: input.values,
            plain: place.weightsGradient)
        dataProduct = try ConvolutionProduct(
            .forward, of: reverse, input: output.gradient, output: input.gradient, plain: place.weights)
    }

    var implementations: [String] {
        [forwardProduct.implementation, weightsProduct.implementation, dataProduct.implementation]
    }

    func load() throws(VAEError) {
        try forwardProduct.load()
        try dataProduct.load()
    }

    /// output = max(0, weights transposed * input + bias)
    func forward() throws(VAEError) {
        try forwardProduct.run()
        addBias(place.bias, to: output.values.start, rows: rows, channels: channels, rectified: true)
    }

    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: output.values.start, rows: rows, channels: channels,
            biasGradient: place.biasGradient)
        try weightsProduct.run()
        try dataProduct.run()
    }

    func clearGradient() { weightsProduct.clear() }

    func storeGradient() throws(VAEError) { try weightsProduct.store() }
}
