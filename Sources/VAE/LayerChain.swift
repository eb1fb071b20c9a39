/// Layers in a row, made for a number of images by the stages of a network.
struct LayerChain {
    /// One for each stage.
    private(set) var layers: [any Layer] = []
    /// Those with parameters, also within others, in the network's order.
    private(set) var parts: [any Layer] = []
    /// What the last layer gives.
    private(set) var output: FeatureMap

    /// - Parameters:
    ///   - parameters: all of the network's, in stored order, and room for their gradient.
    ///   - needsInputGradient: whether the way back goes on beyond the first layer.
    init(
        _ stages: [Stage], images: Int, from input: FeatureMap, parameters: Buffer, gradient: Buffer,
        needsInputGradient: Bool, workspace: Workspace
    ) throws(VAEError) {
        output = input
        for (index, stage) in stages.enumerated() {
            let (input, needsGradient) = (output, needsInputGradient || index > 0)
            switch stage {
            case .layer(let shape):
                output = try FeatureMap(images * shape.output.reduce(1, *))
                let place = ParameterPlace(of: shape, parameters: parameters, gradient: gradient)
                let layer: any Layer =
                    switch shape.kind {
                    case .convolution, .transposedConvolution:
                        try ConvolutionLayer(
                            shape, images: images, from: input, to: output, place: place,
                            needsInputGradient: needsGradient, workspace: workspace)
                    case .dense:
                        try DenseLayer(
                            shape, images: images, from: input, to: output, place: place,
                            needsInputGradient: needsGradient)
                    }
                layers.append(layer)
                parts.append(layer)
            case .residual(let inner, let isRectified):
                let chain = try LayerChain(
                    inner, images: images, from: input, parameters: parameters, gradient: gradient,
                    needsInputGradient: needsGradient, workspace: workspace)
                output = chain.output
                layers.append(
                    ResidualLayer(
                        chain.layers, from: input, to: output, isRectified: isRectified,
                        needsInputGradient: needsGradient))
                parts += chain.parts
            }
        }
    }
}
