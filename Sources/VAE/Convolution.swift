import CKernels

/// A convolution of square maps by a square kernel, [image, row, column, channel] on both sides.
struct ConvolutionShape {
    var images: Int
    var inputSide: Int, inputChannels: Int
    var outputSide: Int, outputChannels: Int
    var kernel: Int, stride: Int
    /// Zeros around the input.
    var padding: LayerShape.Edges

    /// The convolution that a layer is; of a transposed one, that which it runs in reverse.
    init(_ layer: LayerShape, images: Int) {
        let isTransposed = layer.kind == .transposedConvolution
        let (input, output) = isTransposed ? (layer.output, layer.input) : (layer.input, layer.output)
        self.images = images
        (inputChannels, inputSide) = (input[0], input[1])
        (outputChannels, outputSide) = (output[0], output[1])
        (kernel, stride, padding) = (layer.kernel, layer.stride, layer.padding)
    }
}

/// Which side of a convolution is computed from the other.
enum Direction {
    /// The output, from the input.
    case forward
    /// The input, from the output: the transposed convolution, or a gradient's way back.
    case backward
}

/// What follows a linear map, in each channel: the bias, then perhaps a ReLU.
struct Finish {
    let bias: UnsafeMutablePointer<Float>
    let isRectified: Bool
}

extension layer_finish {
    /// Nothing follows where there is no finish.
    init(_ finish: Finish?) { self.init(bias: finish?.bias, rectified: finish?.isRectified ?? false) }
}

/// A convolution's way back: the gradient of its weights, summed over several runs, and that of one side.
protocol ConvolutionGradients: AnyObject {
    /// The names of the code for it.
    var implementations: [String] { get }

    /// Takes the weights over from their place, where they are not shared.
    func load() throws(VAEError)

    /// Begins a sum.
    func clear()

    /// Computes, and adds the weights' gradient to the sum.
    func run() throws(VAEError)

    /// Leaves the sum of at least one run in the plain memory.
    func store() throws(VAEError)
}

/// What the way back of a layer that is a convolution, or one in reverse, computes with.
struct ConvolutionGradientOperands {
    /// Both sides; of a layer's input its values, of its output the gradient.
    let input: Buffer, output: Buffer
    /// The weights and where their gradient's sum is stored, as [out, in, row, column].
    let weights: UnsafeMutablePointer<Float>, weightsGradient: UnsafeMutablePointer<Float>
    /// Which side's gradient is wanted too, from the other's, and where it goes.
    let other: (Direction, Buffer)?
}

extension ConvolutionShape {
    /// From one side to the other, by the fastest code there is.
    ///
    /// - Parameter plain: the weights as [out, in, row, column].
    func product(
        _ direction: Direction, input: Buffer, output: Buffer, plain: UnsafeMutablePointer<Float>,
        finish: Finish? = nil, workspace: Workspace
    ) throws(VAEError) -> any LinearMap {
        if let shape = winograd {
            return try WinogradProduct(
                direction, of: shape, input: input, output: output, plain: plain, finish: finish,
                workspace: workspace)
        }
        return try ConvolutionProduct(
            direction, of: self, input: input, output: output, plain: plain, finish: finish)
    }

    /// The way back, by the fastest code there is.
    func gradients(
        _ operands: ConvolutionGradientOperands, workspace: Workspace
    ) throws(VAEError) -> any ConvolutionGradients {
        if let shape = winograd {
            return try WinogradGradients(of: shape, operands, workspace: workspace)
        }
        return try LibraryGradients(of: self, operands)
    }
}
