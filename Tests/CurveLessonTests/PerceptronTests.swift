import Randomness
import Testing

@testable import CurveLesson

@Suite struct PerceptronTests {
    private let inputs = [[0.3, -0.7], [1.1, 0.2], [-0.4, 0.9]]

    private func network(seed: UInt64 = 3) -> Perceptron {
        var generator = SeededGenerator(seed: seed)
        return Perceptron(widths: [2, 5, 1, 4, 2], linear: [1], using: &generator)
    }

    /// Every derivative against the loss a little to either side.
    @Test func gradientsAreThoseOfFiniteDifferences() {
        let network = network()
        // Biases away from 0, so that none of the derivatives is small for that reason.
        let start = network.parameters.enumerated().map { $1 + 0.05 * Double($0 % 7 - 3) }
        let gradient = network.with(start).reconstructionLoss(of: inputs).gradient
        #expect(gradient.count == start.count && gradient.count == 2 * 5 + 5 + 5 + 1 + 4 + 4 + 8 + 2)
        for index in start.indices {
            func loss(_ change: Double) -> Double {
                var moved = start
                moved[index] += change
                return network.with(moved).reconstructionLoss(of: inputs).loss
            }
            let difference = (loss(1e-5) - loss(-1e-5)) / 2e-5
            #expect(abs(difference - gradient[index]) < 1e-7 + 1e-6 * abs(difference), "parameter \(index)")
        }
    }

    @Test func theLossIsTheMeanSquaredDistance() {
        let network = network()
        let distances = inputs.map { input in
            zip(network(input), input).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
        }
        let loss = network.reconstructionLoss(of: inputs).loss
        #expect(abs(loss - distances.reduce(0, +) / 3) < 1e-12)
    }

    @Test func halvesOfTheNetworkMakeTheWhole() {
        let network = network()
        let code = network(inputs[0], layers: 0..<2)
        #expect(code.count == 1)
        #expect(network(code, layers: 2..<4) == network(inputs[0]))
    }

    @Test func fittingLowersTheLoss() {
        var network = network()
        let before = network.reconstructionLoss(of: inputs).loss
        network.fit(inputs, steps: 400, learningRate: 0.02)
        #expect(network.reconstructionLoss(of: inputs).loss < before / 50)
    }
}
