import CKernels
import Testing

@testable import VAE

/// Convolutions in fewer multiplications against their definition, in every generation of instructions that this machine
/// has.
@Suite(.enabled(if: winograd_generation() > 0, "no code for this processor"))
struct WinogradTests {
    /// Kernel, wide and narrow side, padding; narrow sides that are odd, even and one tile, and wide ones of which the
    /// last line takes no part.
    static let shapes = [
        [3, 28, 14, 0], [3, 14, 7, 0], [3, 13, 6, 0], [3, 28, 13, 0], [3, 15, 8, 1], [3, 3, 2, 1],
        [3, 5, 3, 2], [4, 16, 8, 1], [4, 8, 4, 1], [4, 7, 3, 1], [4, 2, 1, 1], [4, 14, 6, 0], [4, 9, 6, 3],
    ]

    private let wideChannels = 16, narrowChannels = 48

    private func shape(_ extents: [Int], images: Int, generation: Int32) -> winograd_shape {
        winograd_shape(
            images: images, wide_side: extents[1], wide_channels: wideChannels, narrow_side: extents[2],
            narrow_channels: narrowChannels, kernel: extents[0], padding: extents[3], generation: generation)
    }

    /// Each product of a number of the wide side, one of the narrow side and a weight, by their places.
    private func eachProduct(
        _ shape: winograd_shape, _ body: (_ wide: Int, _ narrow: Int, _ weight: Int) -> Void
    ) {
        let (kernel, side) = (shape.kernel, shape.narrow_side)
        for image in 0..<shape.images {
            for row in 0..<side {
                for column in 0..<side {
                    for i in 0..<kernel {
                        for j in 0..<kernel {
                            let (y, x) = (2 * row + i - shape.padding, 2 * column + j - shape.padding)
                            let range = 0..<shape.wide_side
                            guard range.contains(y), range.contains(x) else { continue }
                            let wide = ((image * shape.wide_side + y) * shape.wide_side + x) * wideChannels
                            let narrow = ((image * side + row) * side + column) * narrowChannels
                            for o in 0..<narrowChannels {
                                for c in 0..<wideChannels {
                                    body(
                                        wide + c, narrow + o,
                                        ((o * wideChannels + c) * kernel + i) * kernel + j)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private struct Operands {
        let wide: [Float], narrow: [Float], weights: [Float]

        init(_ shape: winograd_shape) {
            let wideImage = shape.wide_side * shape.wide_side * shape.wide_channels
            let narrowImage = shape.narrow_side * shape.narrow_side * shape.narrow_channels
            wide = normals(shape.images * wideImage, seed: 1)
            narrow = normals(shape.images * narrowImage, seed: 2)
            weights = normals(
                shape.wide_channels * shape.narrow_channels * shape.kernel * shape.kernel, seed: 3)
        }
    }

    private func workspace(_ shape: winograd_shape) -> [Float] {
        var shape = shape
        return [Float](repeating: .nan, count: winograd_workspace_count(&shape))
    }

    private func loaded(_ shape: winograd_shape, _ plain: [Float], backward: Bool) -> [Float] {
        var shape = shape
        var weights = [Float](repeating: .nan, count: winograd_weights_count(&shape))
        for first in stride(from: 0, to: narrowChannels, by: Int(kernel_lanes)) {
            winograd_load(&shape, plain, backward, first, first + Int(kernel_lanes), &weights)
        }
        return weights
    }

    private func forward(
        _ shape: winograd_shape, _ operands: Operands, bias: [Float]? = nil, rectified: Bool = false
    )
        -> [Float]
    {
        var (shape, workspace) = (shape, workspace(shape))
        let weights = loaded(shape, operands.weights, backward: false)
        var result = [Float](repeating: .nan, count: operands.narrow.count)
        (bias ?? []).withUnsafeBufferPointer { values in
            let finish = layer_finish(bias: bias == nil ? nil : values.baseAddress, rectified: rectified)
            winograd_forward(&shape, operands.wide, weights, finish, &workspace, &result)
        }
        return result
    }

    private func backward(
        _ shape: winograd_shape, _ operands: Operands, bias: [Float]? = nil, rectified: Bool = false
    )
        -> [Float]
    {
        var (shape, workspace) = (shape, workspace(shape))
        let weights = loaded(shape, operands.weights, backward: true)
        var result = [Float](repeating: .nan, count: operands.wide.count)
        (bias ?? []).withUnsafeBufferPointer { values in
            let finish = layer_finish(bias: bias == nil ? nil : values.baseAddress, rectified: rectified)
            winograd_backward_data(&shape, operands.narrow, weights, finish, &workspace, &result)
        }
        return result
    }

    @Test(arguments: shapes, 3...winograd_generation())
    func everyProductIsTheDefinition(extents: [Int], generation: Int32) {
        let shape = shape(extents, images: 3, generation: generation)
        let operands = Operands(shape)
        var narrow = [Double](repeating: 0, count: operands.narrow.count)
        var wide = [Double](repeating: 0, count: operands.wide.count)
        var gradient = [Double](repeating: 0, count: operands.weights.count)
        eachProduct(shape) { w, n, k in
            narrow[n] += Double(operands.wide[w]) * Double(operands.weights[k])
            wide[w] += Double(operands.narrow[n]) * Double(operands.weights[k])
            gradient[k] += Double(operands.wide[w]) * Double(operands.narrow[n])
        }
        #expect(relativeError(forward(shape, operands), narrow.map { Float($0) }) < 1e-5)
        #expect(relativeError(backward(shape, operands), wide.map { Float($0) }) < 1e-5)

        var (same, workspace) = (shape, workspace(shape))
        var sum = [Float](repeating: .nan, count: winograd_weights_count(&same))
        let weights = loaded(shape, operands.weights, backward: false)
        var beside = [Float](repeating: .nan, count: operands.narrow.count)
        winograd_backward_weights(
            &same, operands.wide, operands.narrow, false, nil, &workspace, &sum, nil)
        winograd_backward_weights(
            &same, operands.wide, operands.narrow, true, weights, &workspace, &sum, &beside)
        #expect(beside == forward(shape, operands))
        var plain = [Float](repeating: .nan, count: operands.weights.count)
        winograd_store(&same, sum, &plain)
        #expect(relativeError(plain, gradient.map { Float(2 * $0) }) < 1e-5, "twice is the double sum")
    }

    @Test(arguments: 3...winograd_generation())
    func biasAndReLUFollow(generation: Int32) {
        let shape = shape([4, 7, 3, 1], images: 2, generation: generation)
        let operands = Operands(shape)
        for (channels, run) in [(narrowChannels, forward), (wideChannels, backward)] {
            let bias = normals(channels, seed: 4)
            let plain = run(shape, operands, nil, false)
            let biased = plain.indices.map { plain[$0] + bias[$0 % channels] }
            #expect(run(shape, operands, bias, false) == biased)
            #expect(run(shape, operands, bias, true) == biased.map { max(0, $0) })
        }
    }

    /// What comes of an image does not depend on those beside it.
    @Test(arguments: 3...winograd_generation())
    func imagesAreApart(generation: Int32) {
        let (one, many) = (
            shape([3, 14, 7, 0], images: 1, generation: generation),
            shape([3, 14, 7, 0], images: 5, generation: generation)
        )
        let first = Operands(one), all = Operands(many)
        #expect(Array(all.wide.prefix(first.wide.count)) == first.wide)
        #expect(Array(forward(many, all).prefix(first.narrow.count)) == forward(one, first))
        #expect(Array(backward(many, all).prefix(first.wide.count)) == backward(one, first))
    }

    @Test func whatItTakes() {
        var shape = shape([3, 14, 7, 0], images: 1, generation: winograd_generation())
        #expect(winograd_fits(&shape))
        shape.wide_channels = 24
        #expect(!winograd_fits(&shape))
        shape.wide_channels = 32
        shape.kernel = 5
        #expect(!winograd_fits(&shape))
    }
}
