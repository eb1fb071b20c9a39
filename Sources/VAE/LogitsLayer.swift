import COneDNN

/// The last layer: a 3x3 transposed convolution of stride 1 to one channel, without ReLU.
///
/// Shapes: input [image, side, side, in], output [image, side, side, 1], weights [in, 1, 3, 3].
final class LogitsLayer {
    private let input: FeatureMap, output: FeatureMap
    private let images: Int, side: Int, channels: Int
    private let place: ParameterPlace
    private let weightsProduct, dataProduct: ConvolutionProduct
    /// One image's products with each of the kernel's weights [kernel row and column, row, column].
    private let planes: Buffer

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap, place: ParameterPlace
    ) throws(VAEError) {
        self.input = input
        self.output = output
        self.images = images
        self.place = place
        side = layer.output[1]
        channels = layer.input[0]
        planes = Buffer(9 * side * side)
        let reverse = onednn_convolution_shape(
            images: Int64(images), input_side: Int64(side), input_channels: 1, output_side: Int64(side),
            output_channels: Int64(channels), stride: 1, padding_low: 1, padding_high: 1)
        weightsProduct = try ConvolutionProduct(
            ONEDNN_BACKWARD_WEIGHTS, of: reverse, input: output.gradient, output: input.values,
            plain: place.weightsGradient)
        dataProduct = try ConvolutionProduct(
            ONEDNN_FORWARD, of: reverse, input: output.gradient, output: input.gradient, plain: place.weights)
    }

    func load() throws(VAEError) {
        try dataProduct.load()
    }

    /// output = weights transposed * input + bias
    ///
    /// A convolution to one channel would leave vector units idle. So a matrix product first gives nine
    /// planes, one for each of the kernel's weights; the output is their sum, each shifted to its place.
    func forward() throws(VAEError) {
        let pixels = side * side
        for image in 0..<images {
            try matrixProduct(
                place.weights, input.values.start + image * pixels * channels, transposeA: true,
                transposeB: true, m: 9, n: pixels, k: channels, into: planes.start)
            addShifted(planes.start, bias: place.bias[0], into: output.values.start + image * pixels)
        }
    }

    private func addShifted(
        _ planes: UnsafePointer<Float>, bias: Float, into logits: UnsafeMutablePointer<Float>
    ) {
        let (side, pixels) = (side, side * side)
        for row in 0..<side {
            let target = logits + row * side
            for column in 0..<side { target[column] = bias }
            for kernelRow in 0..<3 {
                let sourceRow = row + 1 - kernelRow
                guard 0 <= sourceRow, sourceRow < side else { continue }
                for kernelColumn in 0..<3 {
                    let source = planes + (kernelRow * 3 + kernelColumn) * pixels + sourceRow * side
                    let shift = 1 - kernelColumn
                    for column in max(0, -shift)..<min(side, side - shift) {
                        target[column] += source[column + shift]
                    }
                }
            }
        }
    }

    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: nil, rows: images * side * side, channels: 1,
            biasGradient: place.biasGradient)
        try weightsProduct.run()
        try dataProduct.run()
    }
}
