import CKernels
import Foundation

extension ConvolutionShape {
    /// The same convolution in fewer multiplications, where there is code for it.
    var winograd: winograd_shape? {
        var shape = winograd_shape(
            images: images, wide_side: inputSide, wide_channels: inputChannels, narrow_side: outputSide,
            narrow_channels: outputChannels, kernel: kernel, padding: padding.low,
            generation: Self.generation)
        return stride == 2 && winograd_fits(&shape) ? shape : nil
    }

    /// The x86-64 level of this processor's instructions, or an older one that oneDNN is kept to.
    static let generation: Int32 = {
        let environment = ProcessInfo.processInfo.environment
        let kept: Int32 =
            switch environment["ONEDNN_MAX_CPU_ISA"] ?? environment["DNNL_MAX_CPU_ISA"] {
            case "SSE41", "AVX": 0
            case "AVX2", "AVX2_VNNI": 3
            default: .max
            }
        return min(winograd_generation(), kept)
    }()
}

/// The weights of a convolution of stride 2 in the layout of one of its products.
///
/// It may be shared between threads because they load it between two rounds of work, each a part of its own.
final class WinogradWeights: @unchecked Sendable {
    private let direction: Direction
    private let shape: winograd_shape
    private let plain: UnsafeMutablePointer<Float>
    private let loaded: Buffer

    /// - Parameter plain: the weights as [out, in, row, column].
    init(
        _ direction: Direction, of shape: winograd_shape, plain: UnsafeMutablePointer<Float>
    ) throws(VAEError) {
        var shape = shape
        self.direction = direction
        self.shape = shape
        self.plain = plain
        loaded = try Buffer(winograd_weights_count(&shape))
    }

    var start: UnsafePointer<Float> { UnsafePointer(loaded.start) }

    /// Takes a part of the plain weights over.
    func load(part: Int, of parts: Int) {
        var shape = shape
        let blocks = shape.narrow_channels / Int(kernel_lanes)
        winograd_load(
            &shape, plain, direction == .backward, part * blocks / parts * Int(kernel_lanes),
            (part + 1) * blocks / parts * Int(kernel_lanes), loaded.start)
    }
}

/// One side of a convolution of stride 2 from the other.
final class WinogradProduct: LinearMap {
    private let direction: Direction
    private var shape: winograd_shape
    private let input: Buffer, output: Buffer
    private let weights: WinogradWeights
    private let finish: layer_finish
    private let workspace: Workspace

    /// - Parameter plain: the weights as [out, in, row, column].
    init(
        _ direction: Direction, of shape: winograd_shape, input: Buffer, output: Buffer,
        plain: UnsafeMutablePointer<Float>, finish: Finish?, workspace: Workspace
    ) throws(VAEError) {
        self.direction = direction
        self.shape = shape
        self.input = input
        self.output = output
        self.finish = layer_finish(finish)
        self.workspace = workspace
        weights = try workspace.weights.weights(direction, of: shape, plain: plain)
        try workspace.reserve(winograd_workspace_count(&self.shape))
    }

    var implementations: [String] { ["winograd"] }

    /// The weights are shared.
    func load() {}

    func run() {
        switch direction {
        case .forward:
            winograd_forward(&shape, input.start, weights.start, finish, workspace.start, output.start)
        case .backward:
            winograd_backward_data(&shape, output.start, weights.start, finish, workspace.start, input.start)
        }
    }
}

/// The way back of a convolution of stride 2; the weights' gradient is summed in a layout of its own.
///
/// The narrow side's gradient comes of the same terms of the wide side as the weights', so both are computed together.
final class WinogradGradients: ConvolutionGradients {
    private var shape: winograd_shape
    private let input: Buffer, output: Buffer, sum: Buffer
    private let plain: UnsafeMutablePointer<Float>
    private let workspace: Workspace
    private var isEmpty = true
    /// What the narrow side's gradient is made with, and where it goes.
    private let forward: (weights: WinogradWeights, result: Buffer)?
    private let backward: WinogradProduct?

    init(
        of shape: winograd_shape, _ operands: ConvolutionGradientOperands, workspace: Workspace
    ) throws(VAEError) {
        self.shape = shape
        input = operands.input
        output = operands.output
        plain = operands.weightsGradient
        self.workspace = workspace
        sum = try Buffer(winograd_weights_count(&self.shape))
        switch operands.other {
        case (.forward, let result)?:
            forward = (try workspace.weights.weights(.forward, of: shape, plain: operands.weights), result)
            backward = nil
        case (.backward, let result)?:
            forward = nil
            backward = try WinogradProduct(
                .backward, of: shape, input: result, output: output, plain: operands.weights, finish: nil,
                workspace: workspace)
        case nil: (forward, backward) = (nil, nil)
        }
        try workspace.reserve(winograd_workspace_count(&self.shape))
    }

    var implementations: [String] { ["winograd"] }

    /// The weights are shared.
    func load() {}

    func clear() { isEmpty = true }

    func run() {
        winograd_backward_weights(
            &shape, input.start, output.start, !isEmpty, forward?.weights.start, workspace.start, sum.start,
            forward?.result.start)
        isEmpty = false
        backward?.run()
    }

    func store() { winograd_store(&shape, sum.start, plain) }
}
