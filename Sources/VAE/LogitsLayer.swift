/// The last layer: a 3x3 transposed convolution of stride 1 to one channel, without ReLU.
///
/// Shapes: input [image, side, side, in], output [image, side, side, 1], weights [in, 1, 3, 3].
final class LogitsLayer {
    private let input: FeatureMap, output: FeatureMap
    private let images: Int, side: Int, channels: Int
    private let place: ParameterPlace
    private let weightsProduct, dataProduct: ConvolutionProduct
    /// The weights as [kernel row and column, in].
    private let kernel: Buffer
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
        kernel = Buffer(9 * channels)
        planes = Buffer(9 * side * side)
        let reverse = ConvolutionShape(
            images: images, inputSide: side, inputChannels: 1, outputSide: side, outputChannels: channels,
            stride: 1, padding: (low: 1, high: 1))
        weightsProduct = try ConvolutionProduct(
            .backwardWeights, of: reverse, input: output.gradient, output: input.values,
            plain: place.weightsGradient)
        dataProduct = try ConvolutionProduct(
            .forward, of: reverse, input: output.gradient, output: input.gradient, plain: place.weights)
    }

    func load() throws(VAEError) {
        try dataProduct.load()
        swapAxes(place.weights, outer: 1, rows: channels, columns: 9, inner: 1, into: kernel.start)
    }

    /// output = weights transposed * input + bias
    ///
    /// A convolution to one channel would leave vector units idle. So a matrix product first gives nine
    /// planes, one for each of the kernel's weights; the output is their sum, each shifted to its place.
    func forward() throws(VAEError) {
        let pixels = side * side
        for image in 0..<images {
            try matrixProduct(
                kernel.start, input.values.start + image * pixels * channels, transposeB: true, m: 9,
                n: pixels, k: channels, into: planes.start)
            addShifted(planes.start, bias: place.bias[0], into: output.values.start + image * pixels)
        }
    }

    /// logits[row, column] = bias + sum of plane[i, j][row + 1 - i, column + 1 - j] over the kernel's i, j
    ///
    /// Each plane is added as one long run, shifted by whole rows and at most one column. Where the run goes
    /// past a row's end it meets that column of the next row which no output wants, and which is cleared.
    private func addShifted(
        _ planes: UnsafeMutablePointer<Float>, bias: Float, into logits: UnsafeMutablePointer<Float>
    ) {
        let pixels = side * side
        logits.update(repeating: bias, count: pixels)
        for i in 0..<3 {
            for j in 0..<3 {
                let plane = planes + (i * 3 + j) * pixels
                let unwanted = j == 0 ? 0 : side - 1
                if j != 1 { for row in 0..<side { plane[row * side + unwanted] = 0 } }
                let shift = (1 - i) * side + (1 - j)
                let first = max(0, -shift)
                add(plane + (first + shift), to: logits + first, count: pixels - abs(shift))
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
