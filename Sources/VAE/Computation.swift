import COneDNN

// All that the layers ask of the compute library. Another one, such as Accelerate on Apple's processors,
// would take the place of this file.

extension ConvolutionShape {
    fileprivate var shim: onednn_convolution_shape {
        onednn_convolution_shape(
            images: Int64(images), input_side: Int64(inputSide), input_channels: Int64(inputChannels),
            output_side: Int64(outputSide), output_channels: Int64(outputChannels), kernel: Int64(kernel),
            stride: Int64(stride), padding_low: Int64(padding.low), padding_high: Int64(padding.high))
    }
}

/// Which of a convolution's operands is computed from the others.
private enum Product {
    /// The output, from input and weights.
    case forward
    /// The output, from input, weights and bias; negative values become 0.
    case forwardRectified
    /// The input, from output and weights.
    case backwardData
    /// The weights, from input and output: their gradient.
    case backwardWeights

    var shim: onednn_product {
        switch self {
        case .forward: ONEDNN_FORWARD
        case .forwardRectified: ONEDNN_FORWARD_RECTIFIED
        case .backwardData: ONEDNN_BACKWARD_DATA
        case .backwardWeights: ONEDNN_BACKWARD_WEIGHTS
        }
    }
}

/// A prepared computation of oneDNN on fixed operands; used by one thread at a time.
private final class Computation {
    private let handle: OpaquePointer
    /// Keeps what the operands' addresses belong to.
    private var operands: [Buffer] = []

    private init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { onednn_destroy(handle) }

    /// One product of a convolution, whose operands are still to be bound.
    convenience init(_ product: Product, of shape: ConvolutionShape) throws(VAEError) {
        var shape = shape.shim
        var handle: OpaquePointer?
        try check(onednn_convolution_create(&shape, product.shim, &handle), "a convolution")
        self.init(try unwrap(handle))
    }

    /// The name of oneDNN's code for it.
    var implementation: String { String(cString: onednn_implementation(handle)) }

    /// Room for the convolution's weights in its own layout.
    func makeWeights() throws(VAEError) -> Buffer { try Buffer(bytes: onednn_weights_bytes(handle)) }

    /// Fixes the convolution's operands, which are named as in its forward product.
    func bind(
        input: Buffer, weights: Buffer, bias: UnsafeMutablePointer<Float>?, output: Buffer
    ) throws(VAEError) {
        let scratchpad = try Buffer(bytes: onednn_scratchpad_bytes(handle))
        try check(
            onednn_convolution_bind(
                handle, input.start, weights.start, bias, output.start, scratchpad.start), "operands")
        operands = [input, weights, output, scratchpad]
    }

    /// The copying of plain weights [out, in, row, column] into this convolution's layout, or `back`.
    func copying(
        _ plain: UnsafeMutablePointer<Float>, _ weights: Buffer, back: Bool
    ) throws(VAEError) -> Computation {
        var copy: OpaquePointer?
        try check(
            onednn_weights_copy_create(handle, back ? 1 : 0, plain, weights.start, &copy), "a copy of weights"
        )
        let result = Computation(try unwrap(copy))
        result.operands = [weights]
        return result
    }

    /// Computes, and returns when it is done.
    func run() throws(VAEError) {
        try check(onednn_run(handle), "to compute")
    }
}

/// One side of a convolution from the other, with weights in the layout that oneDNN wants.
final class ConvolutionProduct: LinearMap {
    private let product: Computation
    private let copy: Computation
    /// What the library does not do on its way.
    private let finish: Finish?
    private let result: Buffer
    private let channels: Int

    /// - Parameter plain: the weights as [out, in, row, column].
    init(
        _ direction: Direction, of shape: ConvolutionShape, input: Buffer, output: Buffer,
        plain: UnsafeMutablePointer<Float>, finish: Finish?
    ) throws(VAEError) {
        let isForward = direction == .forward
        let isFinished = isForward && finish?.isRectified == true
        product = try Computation(
            isFinished ? .forwardRectified : isForward ? .forward : .backwardData, of: shape)
        let weights = try product.makeWeights()
        try product.bind(
            input: input, weights: weights, bias: isFinished ? finish?.bias : nil, output: output)
        copy = try product.copying(plain, weights, back: false)
        self.finish = isFinished ? nil : finish
        result = isForward ? output : input
        channels = isForward ? shape.outputChannels : shape.inputChannels
    }

    var implementations: [String] { [product.implementation] }

    /// Takes the plain weights over.
    func load() throws(VAEError) { try copy.run() }

    /// Computes.
    func run() throws(VAEError) {
        try product.run()
        guard let finish else { return }
        addBias(
            finish.bias, to: result.start, rows: result.count / channels, channels: channels,
            rectified: finish.isRectified)
    }
}

/// A convolution's way back; the weights' gradient is summed in the layout that oneDNN's product yields.
final class LibraryGradients: ConvolutionGradients {
    private let product: Computation
    private let copy: Computation
    private let sum: Buffer, result: Buffer
    private var isEmpty = true
    private let other: ConvolutionProduct?

    init(of shape: ConvolutionShape, _ operands: ConvolutionGradientOperands) throws(VAEError) {
        product = try Computation(.backwardWeights, of: shape)
        (result, sum) = try (product.makeWeights(), product.makeWeights())
        try product.bind(input: operands.input, weights: result, bias: nil, output: operands.output)
        copy = try product.copying(operands.weightsGradient, sum, back: true)
        guard let (direction, side) = operands.other else {
            other = nil
            return
        }
        let isForward = direction == .forward
        other = try ConvolutionProduct(
            direction, of: shape, input: isForward ? operands.input : side,
            output: isForward ? side : operands.output, plain: operands.weights, finish: nil)
    }

    var implementations: [String] { [product.implementation] + (other?.implementations ?? []) }

    func load() throws(VAEError) { try other?.load() }

    func clear() { isEmpty = true }

    func run() throws(VAEError) {
        try product.run()
        if isEmpty {
            sum.start.update(from: result.start, count: sum.count)
        } else {
            add(result.start, to: sum.start, count: sum.count)
        }
        isEmpty = false
        try other?.run()
    }

    func store() throws(VAEError) { try copy.run() }
}

/// c [m, n] = a [m, k] b [k, n], or c += that; a transposed operand is stored the other way round.
func matrixProduct(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, transposeA: Bool = false, transposeB: Bool = false,
    m: Int, n: Int, k: Int, adding: Bool = false, into c: UnsafeMutablePointer<Float>
) throws(VAEError) {
    try check(
        onednn_matrix_product(
            transposeA ? 1 : 0, transposeB ? 1 : 0, Int64(m), Int64(n), Int64(k), a, b, adding ? 1 : 0, c),
        "a matrix product")
}

/// Makes oneDNN compute on the calling thread alone whenever this thread calls it.
func useCallingThreadOnly() { onednn_use_calling_thread_only() }

private func check(_ status: Int32, _ what: String) throws(VAEError) {
    if status != 0 { throw VAEError.library("\(what): \(String(cString: onednn_status_text(status)))") }
}

private func unwrap(_ handle: OpaquePointer?) throws(VAEError) -> OpaquePointer {
    guard let handle else { throw VAEError.library("it returned nothing") }
    return handle
}
