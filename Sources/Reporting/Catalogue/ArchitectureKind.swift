import Figures
import Runs
import VAE

extension FigureKind {
    static let architecture = single(
        "architecture", title: "The networks",
        caption: """
            Drawn from the layers that were trained. A block is what a layer gives, [channel, row, column], its \
            sides in proportion; an arrow is a layer with its kernel, its stride and its weights and biases. \
            The two kinds of autoencoder differ in one place: whether the code is drawn from the posterior.
            """
    ) { run, _ in run.architecture() }
}

extension RunViewer {
    /// The networks of the run.
    func architecture() -> ArchitectureFigure {
        let architecture = record.configuration.architecture
        let layers = architecture.layers.map(ArchitectureFigure.Layer.init)
        return ArchitectureFigure(
            dataset: record.dataset.title,
            trained: isVariational ? "this run trained the upper one" : "this run trained the lower one",
            latentDim: architecture.latentDim, encoder: layers.filter { $0.name.hasPrefix("encoder.") },
            decoder: layers.filter { !$0.name.hasPrefix("encoder.") })
    }
}

extension ArchitectureFigure.Layer {
    /// A layer of the network in the words of the figure.
    init(_ layer: LayerShape) {
        let operation =
            switch layer.kind {
            case .convolution: "conv"
            case .transposedConvolution: "deconv"
            case .dense: "dense"
            }
        self.init(
            name: layer.name, operation: operation,
            kernel: layer.weightShape.count > 2 ? layer.weightShape[2] : nil,
            stride: layer.stride, isRectified: layer.isRectified, input: layer.input,
            output: layer.output,
            parameterCount: layer.parameterCount)
    }
}
