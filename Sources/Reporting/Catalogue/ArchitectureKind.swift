import Figures
import Likelihoods
import Runs
import VAE

extension FigureKind {
    static let architecture = single(
        "architecture", title: "The networks",
        caption: """
            Drawn from the layers that were trained. A block is what a layer gives, [channel, row, column], its \
            sides in proportion; an arrow is a layer with its kernel, its stride and its weights and biases. \
            The two kinds of autoencoder differ in one place: whether the code is drawn from the posterior.
            """, tellsClasses: false
    ) { run, _ in run.architecture() }
}

extension RunViewer {
    /// The networks of the run.
    func architecture() -> ArchitectureFigure {
        let architecture = record.configuration.architecture
        func layers(_ stages: [Stage]) -> [ArchitectureFigure.Layer] {
            stages.flatMap(\.layers).map(ArchitectureFigure.Layer.init)
        }
        return ArchitectureFigure(
            dataset: record.dataset.title,
            trained: isVariational ? "this run trained the upper one" : "this run trained the lower one",
            latentDim: architecture.latentDim, encoder: layers(architecture.encoderStages),
            decoder: layers(architecture.decoderStages), outputs: architecture.likelihood.outputTitle,
            encoderSums: Self.sums(of: architecture.encoderStages, from: 0),
            decoderSums: Self.sums(of: architecture.decoderStages, from: 0))
    }

    /// The residual blocks of some stages, of which the first layer is the `start`th; each before those within it.
    private static func sums(of stages: [Stage], from start: Int) -> [ArchitectureFigure.Sum] {
        var first = start
        return stages.flatMap { stage -> [ArchitectureFigure.Sum] in
            defer { first += stage.layers.count }
            guard case .residual(let inner, let isRectified) = stage else { return [] }
            let sum = ArchitectureFigure.Sum(
                layers: first..<first + stage.layers.count, isRectified: isRectified)
            return [sum] + sums(of: inner, from: first)
        }
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
            kernel: layer.kind == .dense ? nil : layer.kernel,
            stride: layer.stride, isRectified: layer.isRectified, input: layer.input,
            output: layer.output,
            parameterCount: layer.parameterCount)
    }
}
