/// A dense layer between flat vectors or feature maps, with or without ReLU.
///
/// Shapes: input [image, in], output [image, out], weights [out, in].
final class DenseLayer: Layer {
    private let layer: LayerShape
    private let input: FeatureMap, output: FeatureMap
    private let images: Int
    private let place: ParameterPlace
    private let map: DenseMap
    private let needsInputGradient: Bool
    /// In the order of memory.
    private let bias: Buffer, weightsGradient: Buffer, biasGradient: Buffer
    /// Whether the weights' gradient is still to begin.
    private var isEmpty = true

    init(
        _ layer: LayerShape, images: Int, from input: FeatureMap, to output: FeatureMap,
        place: ParameterPlace, needsInputGradient: Bool
    ) throws(VAEError) {
        self.layer = layer
        self.input = input
        self.output = output
        self.images = images
        self.place = place
        self.needsInputGradient = needsInputGradient
        map = try DenseMap(layer, images: images, from: input.values, to: output.values, place: place)
        weightsGradient = try Buffer(layer.weightCount)
        bias = try Buffer(map.outputs)
        biasGradient = try Buffer(map.outputs)
    }

    var implementations: [String] { map.implementations }

    func load() throws(VAEError) {
        try map.load()
        layer.copyBias(from: place, to: bias)
    }

    /// output = input weights^T + bias, then max(0, output) where rectified
    func forward() throws(VAEError) {
        try map.run()
        addBias(
            bias.start, to: output.values.start, rows: images, channels: map.outputs,
            rectified: layer.isRectified)
    }

    /// weights' gradient += output's gradient^T input; input's gradient = output's gradient weights
    func backward() throws(VAEError) {
        addBiasBackward(
            output.gradient.start, values: layer.isRectified ? output.values.start : nil, rows: images,
            channels: map.outputs, biasGradient: biasGradient.start)
        try matrixProduct(
            output.gradient.start, input.values.start, transposeA: true, m: map.outputs, n: map.inputs,
            k: images, adding: !isEmpty, into: weightsGradient.start)
        isEmpty = false
        guard needsInputGradient else { return }
        try matrixProduct(
            output.gradient.start, map.weights.start, m: images, n: map.inputs, k: map.outputs,
            into: input.gradient.start)
    }

    func clearGradient() {
        isEmpty = true
        biasGradient.clear()
    }

    func storeGradient() throws(VAEError) {
        try map.storeGradient(weightsGradient)
        let channels = layer.output[0]
        swapAxes(
            biasGradient.start, outer: 1, rows: map.outputs / channels, columns: channels, inner: 1,
            into: place.biasGradient)
    }
}
