import Foundation
import Testing

@testable import VAE

/// The elementwise loops against the plainest loop that does the same.
@Suite struct KernelTests {
    @Test(arguments: [1, 4, 16, 32, 37, 64], [true, false])
    func addingBias(channels: Int, rectified: Bool) {
        let rows = 5
        let (start, bias) = (normals(rows * channels, seed: 1), normals(channels, seed: 2))
        var values = start
        addBias(bias, to: &values, rows: rows, channels: channels, rectified: rectified)
        for index in values.indices {
            let sum = start[index] + bias[index % channels]
            #expect(values[index] == (rectified ? max(0, sum) : sum))
        }
    }

    @Test(arguments: [1, 4, 16, 32, 37, 64], [true, false])
    func addingBiasBackward(channels: Int, rectified: Bool) {
        let rows = 5
        let (start, values) = (normals(rows * channels, seed: 3), normals(rows * channels, seed: 4))
        var (gradient, biasGradient) = (start, [Float](repeating: 1, count: channels))
        values.withUnsafeBufferPointer { values in
            addBiasBackward(
                &gradient, values: rectified ? values.baseAddress : nil, rows: rows, channels: channels,
                biasGradient: &biasGradient)
        }
        var sums = [Float](repeating: 0, count: channels)
        for index in start.indices {
            let expected = rectified && values[index] <= 0 ? 0 : start[index]
            #expect(gradient[index] == expected)
            sums[index % channels] += expected
        }
        #expect(biasGradient == sums.map { 1 + $0 })
    }

    @Test(arguments: [1, 63, 64, 784])
    func gradientOfOneBias(rows: Int) {
        let start = normals(rows, seed: 3)
        var (gradient, biasGradient) = (start, [Float(1)])
        addBiasBackward(&gradient, values: nil, rows: rows, channels: 1, biasGradient: &biasGradient)
        #expect(gradient == start)
        #expect(abs(Double(biasGradient[0]) - start.reduce(1) { $0 + Double($1) }) < 1e-4)
    }

    @Test(arguments: [0, 1, 16, 50])
    func adding(count: Int) {
        let (a, b) = (normals(count, seed: 5), normals(count, seed: 6))
        var sum = a
        add(b, to: &sum, count: count)
        #expect(sum == zip(a, b).map { $0 + $1 })
    }

    @Test func swappingAxes() {
        let source = (0..<2 * 3 * 4 * 2).map(Float.init)
        var swapped = [Float](repeating: .nan, count: source.count)
        swapAxes(source, outer: 2, rows: 3, columns: 4, inner: 2, into: &swapped)
        for outer in 0..<2 {
            for row in 0..<3 {
                for column in 0..<4 {
                    for inner in 0..<2 {
                        #expect(
                            swapped[((outer * 4 + column) * 3 + row) * 2 + inner]
                                == source[((outer * 3 + row) * 4 + column) * 2 + inner])
                    }
                }
            }
        }
        var back = [Float](repeating: .nan, count: source.count)
        swapAxes(swapped, outer: 2, rows: 4, columns: 3, inner: 2, into: &back)
        #expect(back == source)
    }

    @Test func tellsWhereTheSystemGivesNoMemory() {
        let count = 1 << 50
        #expect(throws: VAEError.noMemory(bytes: 4 * count)) { try Buffer(count) }
        #expect(throws: VAEError.noMemory(bytes: 8 * count)) { try Doubles(count) }
    }

    @Test func adamAgainstItsFormula() throws {
        let architecture = try Architecture(latentDim: 1, imageSide: 8)
        let count = architecture.parameterCount
        let zero = Parameters(architecture: architecture, flat: [Float](repeating: 0, count: count))
        let adam = try Adam(firstMoment: zero, secondMoment: zero)
        let parameters = try Buffer(normals(count, seed: 1))
        var (p, m, v) = (parameters.array.map(Double.init), 0.0, 0.0)
        for step in 1...5 {
            let parts = try [Buffer(normals(count, seed: UInt64(step))), Buffer(normals(count, seed: 50))]
            let g = Double(parts[0].array[17]) + Double(parts[1].array[17])
            let rate = Adam.stepSize(learningRate: 0.01, step: step)
            adam.update(parameters, gradients: parts, stepSize: rate, in: 0..<count)
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            let t = Double(step)
            p[17] -= 0.01 * (1 - pow(0.999, t)).squareRoot() / (1 - pow(0.9, t)) * m / (v.squareRoot() + 1e-7)
            #expect(abs(Double(parameters.array[17]) - p[17]) < 1e-6)
        }
        #expect(parameters.array[count - 1].isFinite)
    }
}
