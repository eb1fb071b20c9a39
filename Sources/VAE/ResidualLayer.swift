/// The sum of a map and of what some layers make of it, with or without ReLU.
///
/// The layers' last map holds first their result, then the sum.
final class ResidualLayer: Layer {
    private let layers: [any Layer]
    private let input: FeatureMap, output: FeatureMap
    private let isRectified: Bool
    private let needsInputGradient: Bool

    /// - Parameter layers: from `input` to `output`; the last has no ReLU.
    init(
        _ layers: [any Layer], from input: FeatureMap, to output: FeatureMap, isRectified: Bool,
        needsInputGradient: Bool
    ) {
        self.layers = layers
        self.input = input
        self.output = output
        self.isRectified = isRectified
        self.needsInputGradient = needsInputGradient
    }

    var implementations: [String] { layers.flatMap(\.implementations) }

    func load() throws(VAEError) {
        for layer in layers { try layer.load() }
    }

    /// output = layers(input) + input, then max(0, output) where rectified
    func forward() throws(VAEError) {
        for layer in layers { try layer.forward() }
        add(input.values.start, to: output.values.start, count: output.values.count)
        if isRectified {
            keep(output.values.start, whereAboveZero: output.values.start, count: output.values.count)
        }
    }

    func backward() throws(VAEError) {
        if isRectified {
            keep(output.gradient.start, whereAboveZero: output.values.start, count: output.values.count)
        }
        for layer in layers.reversed() { try layer.backward() }
        guard needsInputGradient else { return }
        add(output.gradient.start, to: input.gradient.start, count: output.values.count)
    }

    func clearGradient() {
        for layer in layers { layer.clearGradient() }
    }

    func storeGradient() throws(VAEError) {
        for layer in layers { try layer.storeGradient() }
    }
}
