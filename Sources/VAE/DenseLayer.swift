/// A dense layer between a flat vector and a feature map, or two flat vectors.
///
/// Feature maps lie as [image, pixel, channel] in memory but are flattened as [channel, pixel] in the stored
/// weights, so the layer computes with weights whose columns (map as input) or rows (map as output) are put
/// into the order of memory.
///
/// Shapes: input [image, in], output [image, out], weights [out, in].
final class DenseLayer: Layer {
    /// Which side is a flattened feature map, of how many channels.
    enum Map {
        case input(channels: Int)
        case output(channels: Int)
    }

    private let map: Map
    private let input: FeatureMap, output: FeatureMap
    private let images: Int, inputs: Int, outputs: Int
    private let isRectified: Bool
    private let place: ParameterPlace
    private let weights: Buffer, bias: Buffer, weightsGradient: Buffer, biasGradient: Buffer

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap, map: Map,
        place: ParameterPlace
    ) {
        self.input = input
        self.output = output
        self.images = images
        self.map = map
        self.place = place
        (outputs, inputs) = (layer.weightShape[0], layer.weightShape[1])
        isRectified = layer.isRectified
        weights = Buffer(inputs * outputs)
        weightsGradient = Buffer(inputs * outputs)
        bias = Buffer(outputs)
        biasGradient = Buffer(outputs)
    }

    /// Matrix products have no name.
    var implementations: [String] { [] }

    func load() {
        switch map {
        case .input(let channels):
            swapAxes(
                place.weights, outer: outputs, rows: channels, columns: inputs / channels, inner: 1,
                into: weights.start)
            bias.start.update(from: place.bias, count: outputs)
        case .output(let channels):
            let pixels = outputs / channels
            swapAxes(
                place.weights, outer: 1, rows: channels, columns: pixels, inner: inputs, into: weights.start)
            swapAxes(place.bias, outer: 1, rows: channels, columns: pixels, inner: 1, into: bias.start)
        }
    }

    /// output = input weights^T + bias, then max(0, output) where rectified
    func forward() throws(VAEError) {
        try matrixProduct(
            input.values.start, weights.start, transposeB: true, m: images, n: outputs, k: inputs,
            into: output.values.start)
        addBias(bias.start, to: output.values.start, rows: images, channels: outputs, rectified: isRectified)
    }

    /// weights' gradient += output's gradient^T input; input's gradient = output's gradient weights
    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: isRectified ? output.values.start : nil, rows: images,
            channels: outputs, biasGradient: biasGradient.start)
        try matrixProduct(
            output.gradient.start, input.values.start, transposeA: true, m: outputs, n: inputs, k: images,
            adding: true, into: weightsGradient.start)
        try matrixProduct(
            output.gradient.start, weights.start, m: images, n: inputs, k: outputs,
            into: input.gradient.start)
    }

    func clearGradient() {
        weightsGradient.clear()
        biasGradient.clear()
    }

    func storeGradient() {
        switch map {
        case .input(let channels):
            swapAxes(
                weightsGradient.start, outer: outputs, rows: inputs / channels, columns: channels, inner: 1,
                into: place.weightsGradient)
            place.biasGradient.update(from: biasGradient.start, count: outputs)
        case .output(let channels):
            let pixels = outputs / channels
            swapAxes(
                weightsGradient.start, outer: 1, rows: pixels, columns: channels, inner: inputs,
                into: place.weightsGradient)
            swapAxes(
                biasGradient.start, outer: 1, rows: pixels, columns: channels, inner: 1,
                into: place.biasGradient)
        }
    }
}
