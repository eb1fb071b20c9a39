import COneDNN

/// A 3x3 convolution of stride 2 without padding, and its ReLU.
///
/// Shapes: input [image, 2 side + 1 or + 2, same, in], output [image, side, side, out],
/// weights [out, in, 3, 3].
final class ConvolutionLayer {
    private let output: FeatureMap
    private let rows: Int, channels: Int
    private let place: ParameterPlace
    private let forwardProduct, weightsProduct: ConvolutionProduct
    /// `nil` for the first layer: nobody asks for the image's gradient.
    private let dataProduct: ConvolutionProduct?

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap,
        place: ParameterPlace, isFirst: Bool
    ) throws(VAEError) {
        let shape = onednn_convolution_shape(
            images: Int64(images), input_side: Int64(layer.input[1]), input_channels: Int64(layer.input[0]),
            output_side: Int64(layer.output[1]), output_channels: Int64(layer.output[0]),
            stride: Int64(layer.stride), padding_low: 0, padding_high: 0)
        self.output = output
        self.place = place
        rows = images * layer.output[1] * layer.output[2]
        channels = layer.output[0]
        forwardProduct = try ConvolutionProduct(
            ONEDNN_FORWARD_RECTIFIED, of: shape, input: input.values, output: output.values,
            plain: place.weights, bias: place.bias)
        weightsProduct = try ConvolutionProduct(
            ONEDNN_BACKWARD_WEIGHTS, of: shape, input: input.values, output: output.gradient,
            plain: place.weightsGradient)
        if isFirst {
            dataProduct = nil
        } else {
            dataProduct = try ConvolutionProduct(
                ONEDNN_BACKWARD_DATA, of: shape, input: input.gradient, output: output.gradient,
                plain: place.weights)
        }
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
}
