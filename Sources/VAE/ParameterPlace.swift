/// Where a layer finds its parameters and leaves their gradient: its places in two flat vectors.
///
/// Both vectors hold all parameters in stored order and in PyTorch's axes, so that they can be written to a
/// file, summed and updated without knowing any layer.
struct ParameterPlace {
    let weights: UnsafeMutablePointer<Float>, bias: UnsafeMutablePointer<Float>
    let weightsGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>

    /// The places of all layers, in order; valid while the two buffers live.
    static func all(of architecture: Architecture, parameters: Buffer, gradient: Buffer) -> [ParameterPlace] {
        var offset = 0
        return architecture.layers.map { layer in
            let bias = offset + layer.parameterCount - layer.biasShape[0]
            defer { offset += layer.parameterCount }
            return ParameterPlace(
                weights: parameters.start + offset, bias: parameters.start + bias,
                weightsGradient: gradient.start + offset, biasGradient: gradient.start + bias)
        }
    }
}
