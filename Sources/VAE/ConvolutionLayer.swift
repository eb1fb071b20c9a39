/// A convolution or a transposed one, with or without ReLU.
///
/// A transposed convolution is a convolution run in reverse: what a convolution from `output` to `input` would compute
/// to pass a gradient back is this layer's way forward. Padding that convolution drops rows and columns of the output.
///
/// Shapes: input [image, row, column, in], output [image, row, column, out], weights [out, in, row, column], or
/// [in, out, row, column] where transposed.
final class ConvolutionLayer: Layer {
    private let layer: LayerShape
    private let output: FeatureMap
    private let rows: Int
    private let place: ParameterPlace
    private let map: any LinearMap
    private let gradients: any ConvolutionGradients

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap,
        place: ParameterPlace, needsInputGradient: Bool, workspace: Workspace
    ) throws(VAEError) {
        self.layer = layer
        self.output = output
        self.place = place
        rows = images * layer.output[1] * layer.output[2]
        map = try layer.linearMap(
            images: images, from: input.values, to: output.values, place: place,
            finish: Finish(bias: place.bias, isRectified: layer.isRectified), workspace: workspace)
        if NarrowGradients.fits(layer), needsInputGradient {
            gradients = try NarrowGradients(layer, images: images, from: input, to: output, place: place)
            return
        }
        // In the names of the convolution, whose input is a transposed layer's output.
        let isTransposed = layer.kind == .transposedConvolution
        gradients = try ConvolutionShape(layer, images: images).gradients(
            ConvolutionGradientOperands(
                input: isTransposed ? output.gradient : input.values,
                output: isTransposed ? input.values : output.gradient, weights: place.weights,
                weightsGradient: place.weightsGradient,
                other: needsInputGradient ? (isTransposed ? .forward : .backward, input.gradient) : nil),
            workspace: workspace)
    }

    var implementations: [String] { map.implementations + gradients.implementations }

    func load() throws(VAEError) {
        try map.load()
        try gradients.load()
    }

    /// output = weights * input + bias, then max(0, output) where rectified
    func forward() throws(VAEError) { try map.run() }

    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: layer.isRectified ? output.values.start : nil, rows: rows,
            channels: layer.output[0], biasGradient: place.biasGradient)
        try gradients.run()
    }

    func clearGradient() {
        gradients.clear()
        place.biasGradient.update(repeating: 0, count: layer.output[0])
    }

    func storeGradient() throws(VAEError) { try gradients.store() }
}
