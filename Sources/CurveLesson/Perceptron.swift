import Foundation
package import Randomness

/// A small network of dense layers with tanh between them, with its own gradient.
public struct Perceptron: Sendable, Equatable {
    /// Numbers in and out of each layer, from the input to the output: one more than there are layers.
    public let widths: [Int]
    /// Whether a layer has no tanh behind it: the code, and the output.
    private let isLinear: [Bool]
    /// Each layer's weights [out, in] and then its biases [out], layer after layer.
    public private(set) var parameters: [Double]

    /// Draws weights uniformly within ±sqrt(6 / (in + out)) and sets biases to 0.
    ///
    /// - Parameter linear: the layers that no tanh follows, counted from 0; the last never has one.
    package init(widths: [Int], linear: Set<Int> = [], using generator: inout SeededGenerator) {
        self.widths = widths
        isLinear = (0..<widths.count - 1).map { $0 == widths.count - 2 || linear.contains($0) }
        parameters = []
        for (input, output) in zip(widths, widths.dropFirst()) {
            let limit = (6 / Double(input + output)).squareRoot()
            parameters += (0..<input * output).map { _ in generator.uniform(in: -limit...limit) }
            parameters += Array(repeating: 0, count: output)
        }
    }

    /// The same network with other parameters.
    ///
    /// - Precondition: as many as `parameters`.
    public func with(_ parameters: [Double]) -> Perceptron {
        precondition(parameters.count == self.parameters.count, "one value for each parameter")
        var copy = self
        copy.parameters = parameters
        return copy
    }

    /// Layers with parameters.
    public var layerCount: Int { widths.count - 1 }

    /// Where a layer's weights begin.
    private func offset(of layer: Int) -> Int {
        (0..<layer).reduce(0) { $0 + (widths[$1] + 1) * widths[$1 + 1] }
    }

    /// What comes out of the layers of `range` for one input; of all layers where none are named.
    public func callAsFunction(_ input: [Double], layers range: Range<Int>? = nil) -> [Double] {
        var values = input.map(Lanes.init(repeating:))
        for layer in range ?? 0..<layerCount {
            let width = widths[layer]
            values += Array(repeating: .zero, count: widths[layer + 1])
            forward(layer, &values, from: 0, to: width, at: offset(of: layer))
            values.removeFirst(width)
        }
        return values.map { $0[0] }
    }

    /// One number of each of several inputs, which pass through the network together.
    private typealias Lanes = SIMD8<Double>

    /// The mean over `inputs` of the squared distance between each one and what comes out for it, and that
    /// loss's derivative by every parameter.
    ///
    /// - Precondition: inputs as wide as the first layer, which is as wide as the last.
    public func reconstructionLoss(of inputs: [[Double]]) -> (loss: Double, gradient: [Double]) {
        let parameterStarts = (0..<layerCount).map(offset(of:))
        // Where each layer's values lie: the input's first, the output's last.
        let starts = widths.indices.map { widths[..<$0].reduce(0, +) }
        var values = Array(repeating: Lanes.zero, count: widths.reduce(0, +)), errors = values
        var gradient = Array(repeating: Lanes.zero, count: parameters.count)
        var loss = Lanes.zero
        let last = starts[layerCount]
        for first in stride(from: 0, to: inputs.count, by: Lanes.scalarCount) {
            // Lanes beyond the last input weigh nothing.
            var weights = Lanes.zero
            for (lane, input) in inputs[first...].prefix(Lanes.scalarCount).enumerated() {
                weights[lane] = 1 / Double(inputs.count)
                for (index, number) in input.enumerated() { values[index][lane] = number }
            }
            for layer in 0..<layerCount {
                forward(
                    layer, &values, from: starts[layer], to: starts[layer + 1], at: parameterStarts[layer])
            }
            for index in 0..<widths[0] {
                let difference = values[last + index] - values[index]
                loss += difference * difference * weights
                errors[last + index] = 2 * difference * weights
            }
            for layer in (0..<layerCount).reversed() {
                backward(
                    layer, values, &errors, from: starts[layer], to: starts[layer + 1],
                    at: parameterStarts[layer], into: &gradient)
            }
        }
        return (loss.sum(), gradient.map { $0.sum() })
    }

    /// Computes one layer's values, behind `end`, from those of the layer before, behind `start`.
    private func forward(
        _ layer: Int, _ values: inout [Lanes], from start: Int, to end: Int, at parameterStart: Int
    ) {
        let width = widths[layer], biases = parameterStart + width * widths[layer + 1]
        for output in 0..<widths[layer + 1] {
            var sum = Lanes(repeating: parameters[biases + output])
            let row = parameterStart + output * width
            for index in 0..<width { sum += parameters[row + index] * values[start + index] }
            if !isLinear[layer] {
                for lane in sum.indices { sum[lane] = tanh(sum[lane]) }
            }
            values[end + output] = sum
        }
    }

    /// Turns the loss's derivatives by one layer's values, behind `end`, into those by the values before it,
    /// behind `start`, and adds those by its parameters to `gradient`.
    private func backward(
        _ layer: Int, _ values: [Lanes], _ errors: inout [Lanes], from start: Int, to end: Int,
        at parameterStart: Int, into gradient: inout [Lanes]
    ) {
        let width = widths[layer], biases = parameterStart + width * widths[layer + 1]
        for index in 0..<width { errors[start + index] = .zero }
        for output in 0..<widths[layer + 1] {
            let value = values[end + output]
            let error = isLinear[layer] ? errors[end + output] : errors[end + output] * (1 - value * value)
            let row = parameterStart + output * width
            gradient[biases + output] += error
            for index in 0..<width {
                gradient[row + index] += error * values[start + index]
                errors[start + index] += error * parameters[row + index]
            }
        }
    }

    /// Lowers the reconstruction loss of `inputs` by Adam, its step falling to 0 along a half cosine.
    ///
    /// Source: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1.
    public mutating func fit(_ inputs: [[Double]], steps: Int, learningRate: Double) {
        var first = Array(repeating: 0.0, count: parameters.count), second = first
        for step in 0..<max(0, steps) {
            let gradient = reconstructionLoss(of: inputs).gradient
            let rate = learningRate * (1 + cos(Double.pi * Double(step) / Double(steps))) / 2
            let correction1 = 1 - pow(0.9, Double(step + 1)), correction2 = 1 - pow(0.999, Double(step + 1))
            for index in parameters.indices {
                first[index] = 0.9 * first[index] + 0.1 * gradient[index]
                second[index] = 0.999 * second[index] + 0.001 * gradient[index] * gradient[index]
                parameters[index] -=
                    rate * (first[index] / correction1) / ((second[index] / correction2).squareRoot() + 1e-8)
            }
        }
    }
}
