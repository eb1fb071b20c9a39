import CKernels
import Testing

@testable import VAE

/// The loops of the narrow layers against their definition, for every width of vectors that this machine has.
struct NarrowTests {
    /// Generations before AVX-512 share the narrower vectors.
    static let generations: [Int32] = winograd_generation() < 4 ? [0] : [0, 4]

    /// Each product of a number of the input, one of the output and a weight, by their places.
    private func eachProduct(
        side: Int, kernel: Int, outputs: Int, _ body: (_ input: Int, _ output: Int, _ weight: Int) -> Void
    ) {
        let r = (kernel - 1) / 2
        for row in 0..<side {
            for column in 0..<side {
                for i in 0..<kernel where (0..<side).contains(row + r - i) {
                    for j in 0..<kernel where (0..<side).contains(column + r - j) {
                        for o in 0..<outputs {
                            body(
                                (row + r - i) * side + column + r - j, (row * side + column) * outputs + o,
                                (o * kernel + i) * kernel + j)
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: [1, 3, 5], generations)
    func forwardIsTheDefinition(kernel: Int, generation: Int32) {
        // Rows of 1 to 10 neighbours, and longer ones that are not a multiple of any of these.
        let shapes = (kernel...11).map { ($0, 16, 1) } + [(28, 32, 1), (9, 48, 3), (6, 16, 4)]
        for (side, channels, outputs) in shapes {
            let input = normals(side * side * channels, seed: 1)
            let weights = normals(outputs * kernel * kernel * channels, seed: 2)
            let bias = normals(outputs, seed: 3)
            var sums = [Float](repeating: 0, count: side * side * outputs)
            eachProduct(side: side, kernel: kernel, outputs: outputs) { place, output, weight in
                for channel in 0..<channels {
                    sums[output] +=
                        input[place * channels + channel] * weights[weight * channels + channel]
                }
            }
            for (isBiased, isRectified) in [(false, false), (true, false), (true, true)] {
                let expected = sums.enumerated().map { place, sum in
                    let result = isBiased ? sum + bias[place % outputs] : sum
                    return isRectified ? max(0, result) : result
                }
                var output = [Float](repeating: .nan, count: sums.count)
                bias.withUnsafeBufferPointer {
                    let finish = layer_finish(
                        bias: isBiased ? $0.baseAddress : nil, rectified: isRectified)
                    narrow_forward(
                        input, weights, side, channels, kernel, outputs, generation, finish, &output)
                }
                #expect(
                    relativeError(output, expected) < 1e-5,
                    "\(side) pixels, \(channels) to \(outputs), bias \(isBiased), ReLU \(isRectified)")
            }
        }
    }

    @Test(arguments: [1, 3, 5], generations)
    func backwardIsTheDefinition(kernel: Int, generation: Int32) {
        for (side, channels) in [(kernel, 16), (7, 32), (28, 48)] {
            let input = normals(side * side * channels, seed: 1), gradient = normals(side * side, seed: 3)
            let weights = normals(kernel * kernel * channels, seed: 2)
            let before = normals(weights.count, seed: 4)
            var inputGradient = [Float](repeating: 0, count: input.count), weightsGradient = before
            eachProduct(side: side, kernel: kernel, outputs: 1) { place, output, weight in
                for channel in 0..<channels {
                    let (number, factor) = (place * channels + channel, weight * channels + channel)
                    inputGradient[number] += gradient[output] * weights[factor]
                    weightsGradient[factor] += gradient[output] * input[number]
                }
            }
            let width = side + kernel - 1
            var workspace = [Float](repeating: .nan, count: width * width), sum = before
            var result = [Float](repeating: .nan, count: input.count)
            narrow_backward(
                input, weights, gradient, side, channels, kernel, generation, &workspace, &result, &sum)
            #expect(relativeError(result, inputGradient) < 1e-5, "\(side) pixels, \(channels) channels")
            #expect(relativeError(sum, weightsGradient) < 1e-5, "\(side) pixels, \(channels) channels")
        }
    }

    /// Also that a row's numbers are the same bytes beside any others.
    @Test(arguments: [1, 2, 5], generations)
    func denseIsTheDefinition(rows: Int, generation: Int32) {
        for (inputs, outputs) in [(16, 4), (2304, 4), (80, 8)] {
            let input = normals(rows * inputs, seed: 1), weights = normals(outputs * inputs, seed: 2)
            let expected = (0..<rows * outputs).map { place in
                let (row, output) = (place / outputs, place % outputs)
                return (0..<inputs).reduce(Float(0)) {
                    $0 + input[row * inputs + $1] * weights[output * inputs + $1]
                }
            }
            var output = [Float](repeating: .nan, count: expected.count)
            narrow_dense(input, weights, rows, inputs, outputs, generation, &output)
            #expect(relativeError(output, expected) < 1e-5, "\(inputs) to \(outputs)")
            var last = [Float](repeating: .nan, count: outputs)
            narrow_dense(Array(input.suffix(inputs)), weights, 1, inputs, outputs, generation, &last)
            #expect(Array(output.suffix(outputs)) == last)
        }
    }
}
