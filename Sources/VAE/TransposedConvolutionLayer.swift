/// A transposed convolution, with or without ReLU.
///
/// It is a convolution run in reverse: what a convolution from `output` to `input` would compute to pass a
/// gradient back is this layer's way forward. Padding that convolution drops rows and columns of the output.
///
/// Shapes: input [image, row, column, in], output [image, row, column, out], weights [in, out, row, column].
final class TransposedConvolutionLayer: Layer {
    private let layer: LayerShape
    private let output: FeatureMap
    private let rows: Int
    private let place: ParameterPlace
    private let forwardMap: any LinearMap
    private let dataProduct: ConvolutionProduct?
    private let weightsProduct: WeightsGradientProduct

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap,
        place: ParameterPlace, needsInputGradient: Bool
    ) throws(VAEError) {
        let reverse = ConvolutionShape(layer, images: images)
        self.layer = layer
        self.output = output
        self.place = place
        rows = images * layer.output[1] * layer.output[2]
        forwardMap = try layer.linearMap(
            images: images, from: input.values, to: output.values, place: place)
        weightsProduct = try WeightsGradientProduct(
            of: reverse, input: output.gradient, output: input.values, plain: place.weightsGradient)
        dataProduct =
            needsInputGradient
            ? try ConvolutionProduct(
                .forward, of: reverse, input: output.gradient, output: input.gradient, plain: place.weights)
            : nil
    }

    var implementations: [String] {
        forwardMap.implementations + weightsProduct.implementations + (dataProduct?.implementations ?? [])
    }

    func load() throws(VAEError) {
        try forwardMap.load()
        try dataProduct?.load()
    }

    /// output = weights transposed * input + bias, then max(0, output) where rectified
    func forward() throws(VAEError) {
        try forwardMap.run()
        addBias(
            place.bias, to: output.values.start, rows: rows, channels: layer.output[0],
            rectified: layer.isRectified)
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
