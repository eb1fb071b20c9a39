import CKernels

// The elementwise work between the products, on rows of channels [row, channel].

/// values += bias in every row; then negative values become 0 where `rectified`.
func addBias(
    _ bias: UnsafePointer<Float>, to values: UnsafeMutablePointer<Float>, rows: Int, channels: Int,
    rectified: Bool
) {
    add_bias(bias, rows, channels, rectified, values)
}

/// The way back through bias and ReLU: the gradient becomes 0 where `values`, the ReLU's results, are not
/// above 0 (`nil`: no ReLU), and its sum over the rows is added to the bias's gradient.
func addBiasBackward(
    _ gradient: UnsafeMutablePointer<Float>, values: UnsafePointer<Float>?, rows: Int, channels: Int,
    biasGradient: UnsafeMutablePointer<Float>
) {
    add_bias_backward(values, rows, channels, gradient, biasGradient)
}

/// target += source.
func add(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    add_all(source, count, target)
}

/// values become 0 where `reference` is not above 0.
func keep(
    _ values: UnsafeMutablePointer<Float>, whereAboveZero reference: UnsafePointer<Float>, count: Int
) {
    keep_where_positive(reference, count, values)
}

/// Swaps the two middle axes: [outer, rows, columns, inner] becomes [outer, columns, rows, inner].
func swapAxes(
    _ source: UnsafePointer<Float>, outer: Int, rows: Int, columns: Int, inner: Int,
    into target: UnsafeMutablePointer<Float>
) {
    var next = target
    for block in 0..<outer {
        let base = source + block * rows * columns * inner
        for column in 0..<columns {
            var element = base + column * inner
            for _ in 0..<rows {
                for index in 0..<inner { next[index] = element[index] }
                next += inner
                element += columns * inner
            }
        }
    }
}
