// The elementwise work between the products, on rows of channels [row, channel].
//
// Pointers and concrete vectors, because these loops run over every activation of every batch.

/// One cache line of floats.
typealias Lanes = SIMD16<Float>

@inline(__always)
func load(_ source: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func load(_ source: UnsafeMutablePointer<Float>) -> Lanes {
    UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func store(_ lanes: Lanes, _ target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: Lanes.self)
}

/// values += bias in every row; then negative values become 0 where `rectified`.
func addBias(
    _ bias: UnsafePointer<Float>, to values: UnsafeMutablePointer<Float>, rows: Int, channels: Int,
    rectified: Bool
) {
    let width = Lanes.scalarCount
    let whole = channels / width * width
    for channel in stride(from: 0, to: whole, by: width) {
        let shift = load(bias + channel)
        var position = values + channel
        for _ in 0..<rows {
            let sum = load(position) + shift
            store(rectified ? sum.replacing(with: 0, where: sum .< 0) : sum, position)
            position += channels
        }
    }
    for channel in whole..<channels {
        for row in 0..<rows {
            let sum = values[row * channels + channel] + bias[channel]
            values[row * channels + channel] = rectified && sum < 0 ? 0 : sum
        }
    }
}

/// The way back through bias and ReLU: the gradient becomes 0 where `values`, the ReLU's results, are not
/// above 0 (`nil`: no ReLU), and its sum over the rows is added to the bias's gradient.
func addBiasBackward(
    _ gradient: UnsafeMutablePointer<Float>, values: UnsafePointer<Float>?, rows: Int, channels: Int,
    biasGradient: UnsafeMutablePointer<Float>
) {
    let width = Lanes.scalarCount
    let whole = channels / width * width
    for channel in stride(from: 0, to: whole, by: width) {
        var sum = Lanes.zero
        var offset = channel
        for _ in 0..<rows {
            var lanes = load(gradient + offset)
            if let values {
                lanes.replace(with: 0, where: load(values + offset) .<= 0)
                store(lanes, gradient + offset)
            }
            sum += lanes
            offset += channels
        }
        store(load(biasGradient + channel) + sum, biasGradient + channel)
    }
    for channel in whole..<channels {
        var sum: Float = 0
        for offset in stride(from: channel, to: rows * channels, by: channels) {
            if let values, values[offset] <= 0 { gradient[offset] = 0 }
            sum += gradient[offset]
        }
        biasGradient[channel] += sum
    }
}

/// target += source.
func add(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    let width = Lanes.scalarCount
    let whole = count / width * width
    for index in stride(from: 0, to: whole, by: width) {
        store(load(target + index) + load(source + index), target + index)
    }
    for index in whole..<count { target[index] += source[index] }
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

/// values become 0 where `reference` is not above 0.
func keep(
    _ values: UnsafeMutablePointer<Float>, whereAboveZero reference: UnsafePointer<Float>, count: Int
) {
    let width = Lanes.scalarCount
    let whole = count / width * width
    for index in stride(from: 0, to: whole, by: width) {
        store(load(values + index).replacing(with: 0, where: load(reference + index) .<= 0), values + index)
    }
    for index in whole..<count where reference[index] <= 0 { values[index] = 0 }
}
