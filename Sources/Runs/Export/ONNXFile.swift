import Foundation
import Likelihoods
public import VAE

/// Encoder and decoder of a run as ONNX files, for other programs.
///
/// Images are [batch, channel, row, column] of the numbers that are modelled, from 0 to 1; codes are [batch, dimension].
public enum ONNXFile {
    /// The encoder: from `image` to `mean` and `log_variance` of the posterior.
    ///
    /// - Parameter version: the program's.
    public static func encoder(_ parameters: Parameters, version: String) -> [UInt8] {
        let architecture = parameters.architecture, latentDim = architecture.latentDim
        var builder = ONNXNetwork(parameters, name: "encoder")
        let image = builder.graph.input("image", shape: architecture.imageShape)
        let moments = builder.add(architecture.encoderStages, to: image)
        for (place, name) in ["mean", "log_variance"].enumerated() {
            let bounds = [("starts", place * latentDim), ("ends", (place + 1) * latentDim), ("axes", 1)]
                .map { builder.graph.constant("\(name).\($0)", numbers: [$1]) }
            _ = builder.graph.apply("Slice", to: [moments] + bounds, output: name)
            builder.graph.output(name, shape: [latentDim])
        }
        return builder.graph.model(producer: version, metadata: metadata(architecture))
    }

    /// The decoder: from `code` to `outputs`, by which p(x|z) is told, and, where an operator gives it, its `mean`.
    ///
    /// - Parameter version: the program's.
    public static func decoder(_ parameters: Parameters, version: String) -> [UInt8] {
        let architecture = parameters.architecture
        var builder = ONNXNetwork(parameters, name: "decoder")
        let code = builder.graph.input("code", shape: [architecture.latentDim])
        let last = builder.add(architecture.decoderStages, to: code)
        let outputs = builder.graph.apply("Identity", to: [last], output: "outputs")
        builder.graph.output(outputs, shape: architecture.imageShape)
        if let operation = meanOperator(of: architecture.likelihood) {
            let mean = builder.graph.apply(operation, to: [outputs], output: "mean")
            builder.graph.output(mean, shape: architecture.imageShape)
        }
        return builder.graph.model(producer: version, metadata: metadata(architecture))
    }

    /// The operator that makes means of outputs; `nil` where it is none of those that are known here.
    private static func meanOperator(of likelihood: any Likelihood) -> String? {
        let outputs: [Float] = [-3, -0.5, 0, 0.25, 2]
        var means = outputs
        means.withUnsafeMutableBufferPointer { means in
            if let start = means.baseAddress { likelihood.makeMeans(start, count: means.count) }
        }
        func isMade(by function: (Float) -> Float) -> Bool {
            zip(outputs, means).allSatisfy { abs(function($0) - $1) < 1e-5 }
        }
        return isMade { $0 } ? "Identity" : isMade { 1 / (1 + exp(-$0)) } ? "Sigmoid" : nil
    }

    private static func metadata(_ architecture: Architecture) -> KeyValuePairs<String, String> {
        [
            "likelihood": architecture.likelihood.name, "outputs": architecture.likelihood.outputTitle,
            "values": architecture.likelihood.meaning,
        ]
    }
}

/// The layers of a network as operators.
private struct ONNXNetwork {
    var graph: ONNXGraph
    private let tensors: [String: Tensor]

    init(_ parameters: Parameters, name: String) {
        graph = ONNXGraph(name: name)
        tensors = Dictionary(uniqueKeysWithValues: zip(parameters.names, parameters.tensors))
    }

    /// Adds steps one after another; gives what comes out.
    mutating func add(_ stages: [Stage], to input: String) -> String {
        stages.reduce(input) { value, stage in
            switch stage {
            case .layer(let layer): return add(layer, to: value)
            case .residual(let inner, let isRectified):
                let sum = graph.apply("Add", to: [value, add(inner, to: value)])
                return isRectified ? graph.apply("Relu", to: [sum]) : sum
            }
        }
    }

    private mutating func add(_ layer: LayerShape, to input: String) -> String {
        let names = ["\(layer.name).weight", "\(layer.name).bias"]
        let parameters = names.compactMap { name in tensors[name].map { graph.constant(name, $0) } }
        var value: String
        switch layer.kind {
        case .dense:
            // Channel, row, column: the order of the weights.
            value = layer.input.count == 1 ? input : graph.apply("Flatten", to: [input])
            value = graph.apply("Gemm", to: [value] + parameters, ["transB": .number(1)])
            if layer.output.count > 1 {
                let shape = graph.constant("\(layer.name).shape", numbers: [-1] + layer.output)
                value = graph.apply("Reshape", to: [value, shape])
            }
        case .convolution, .transposedConvolution:
            let (low, high) = (layer.padding.low, layer.padding.high)
            value = graph.apply(
                layer.kind == .convolution ? "Conv" : "ConvTranspose", to: [input] + parameters,
                [
                    "kernel_shape": .numbers([layer.kernel, layer.kernel]),
                    "strides": .numbers([layer.stride, layer.stride]),
                    "pads": .numbers([low, low, high, high]),
                ])
        }
        return layer.isRectified ? graph.apply("Relu", to: [value]) : value
    }
}
