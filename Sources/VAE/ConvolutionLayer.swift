/// A 3x3 convolution of stride 2 without padding, and its ReLU.
///
/// Shapes: input [image, 2 side + 1 or + 2, same, in], output [image, side, side, out],
/// weights [out, in, 3, 3].
final class ConvolutionLayer: Layer {
    private let output: FeatureMap
    private let rows: Int, channels: Int
    private let place: ParameterPlace
    private let forwardProduct: ConvolutionProduct
    private let weightsProduct: WeightsGradientProduct
    /// `nil` for the first layer: nobody asks for the image's gradient.
    private let dataProduct: ConvolutionProduct?

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap,
        place: ParameterPlace, isFirst: Bool
    ) throws(VAEError) {
        let shape = ConvolutionShape(
            images: images, inputSide: layer.input[1], inputChannels: layer.input[0],
            outputSide: layer.output[1], outputChannels: layer.output[0], stride: layer.stride,
            padding: (0, 0))
        self.output = output
        self.place = place
        rows = images * layer.output[1] * layer.output[2]
        channels = layer.output[0]
        forwardProduct = try ConvolutionProduct(
            .forwardRectified, of: shape, input: input.values, output: output.values,
            plain: place.weights, bias: place.bias)
        weightsProduct = try WeightsGradientProduct(
            of: shape, input: input.values, output: output.gradient,
            plain: place.weightsGradient)
        if isFirst {
            dataProduct = nil
        } else {
            dataProduct = try ConvolutionProduct(
                .backwardData, of: shape, input: input.gradient, output: output.gradient,
                plain: place.weights)
        }
    }

    var implementations: [String] {
        [forwardProduct.implementation, weightsProduct.implementation]
            + (dataProduct.map { [$0.implementation] } ?? [])
    }

    func load() throws(VAEError) {
        try forwardProduct.load()
        try dataProduct?.load()
    }

    /// output = max(0, weights * input + bias)
    func forward() throws(VAEError) {
        try forwardProduct.run()
    }

    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: output.values.start, rows: rows, channels: channels,
            biasGradient: place.biasGradient)
        try weightsProduct.run()
        try dataProduct?.run()
    }

    func clearGradient() { weightsProduct.clear() }

    func storeGradient() throws(VAEError) { try weightsProduct.store() }
}
