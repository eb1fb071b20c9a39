/// A convolution, with or without ReLU.
///
/// Shapes: input [image, row, column, in], output [image, row, column, out], weights [out, in, row, column].
final class ConvolutionLayer: Layer {
    private let layer: LayerShape
    private let output: FeatureMap
    private let rows: Int
    private let place: ParameterPlace
    private let forwardProduct: ConvolutionProduct
    private let weightsProduct: WeightsGradientProduct
    /// `nil` where nobody asks for the input's gradient.
    private let dataProduct: ConvolutionProduct?

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap,
        place: ParameterPlace, needsInputGradient: Bool
    ) throws(VAEError) {
        let shape = ConvolutionShape(layer, images: images)
        self.layer = layer
        self.output = output
        self.place = place
        rows = images * layer.output[1] * layer.output[2]
        forwardProduct = try ConvolutionProduct(
            layer.isRectified ? .forwardRectified : .forward, of: shape, input: input.values,
            output: output.values, plain: place.weights, bias: place.bias)
        weightsProduct = try WeightsGradientProduct(
            of: shape, input: input.values, output: output.gradient, plain: place.weightsGradient)
        dataProduct =
            needsInputGradient
            ? try ConvolutionProduct(
                .backwardData, of: shape, input: input.gradient, output: output.gradient, plain: place.weights
            )
            : nil
    }

    var implementations: [String] {
        forwardProduct.implementations + weightsProduct.implementations + (dataProduct?.implementations ?? [])
    }

    func load() throws(VAEError) {
        try forwardProduct.load()
        try dataProduct?.load()
    }

    /// output = weights * input + bias, then max(0, output) where rectified
    func forward() throws(VAEError) {
        try forwardProduct.run()
        // With a ReLU, the library adds the bias on its way.
        guard !layer.isRectified else { return }
        addBias(
            place.bias, to: output.values.start, rows: rows, channels: layer.output[0], rectified: false)
    }

    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: layer.isRectified ? output.values.start : nil, rows: rows,
            channels: layer.output[0], biasGradient: place.biasGradient)
        try weightsProduct.run()
        try dataProduct?.run()
    }

    func clearGradient() {
        weightsProduct.clear()
        place.biasGradient.update(repeating: 0, count: layer.output[0])
    }

    func storeGradient() throws(VAEError) { try weightsProduct.store() }
}
