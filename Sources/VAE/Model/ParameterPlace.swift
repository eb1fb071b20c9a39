/// Where a layer finds its parameters and leaves their gradient: its places in two flat vectors.
///
/// Both vectors hold all parameters in stored order and in PyTorch's axes, so that they can be written to a
/// file, summed and updated without knowing any layer.
struct ParameterPlace {
    let weights: UnsafeMutablePointer<Float>, bias: UnsafeMutablePointer<Float>
    let weightsGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>

    /// The places of a layer; valid while the two buffers live.
    init(of layer: LayerShape, parameters: Buffer, gradient: Buffer) {
        let bias = layer.offset + layer.weightCount
        weights = parameters.start + layer.offset
        self.bias = parameters.start + bias
        weightsGradient = gradient.start + layer.offset
        biasGradient = gradient.start + bias
    }
}
