import Randomness
import Testing

@testable import VAE

@Suite struct ParametersTests {
    @Test func glorotLimits() throws {
        var generator = SeededGenerator(seed: 3)
        let parameters = Parameters.glorotUniform(architecture: try Architecture(), using: &generator)
        let limits: [(String, Double)] = [
            ("encoder.conv1", 9 + 288), ("encoder.conv2", 288 + 576), ("encoder.dense", 2304 + 4),
            ("decoder.dense", 2 + 1568), ("decoder.deconv1", 576 + 288), ("decoder.deconv2", 288 + 576),
            ("decoder.deconv3", 9 + 288),
        ]
        for (name, fans) in limits {
            let limit = Float((6 / fans).squareRoot())
            let weights = try #require(parameters["\(name).weight"]).values
            let largest = try #require(weights.map(abs).max())
            #expect(largest <= limit && largest > 0.97 * limit, "\(name)")
            let variance = weights.reduce(0) { $0 + $1 * $1 } / Float(weights.count)
            #expect(abs(variance / (limit * limit / 3) - 1) < 0.2, "\(name)")
            #expect(try #require(parameters["\(name).bias"]).values.allSatisfy { $0 == 0 })
        }
        #expect(parameters["encoder"] == nil)
    }

    @Test func refusesTensorsThatDoNotFit() throws {
        let goldens = try Goldens(.small)
        func refusal(_ change: (inout [String: Tensor]) -> Void) -> String {
            var tensors = goldens.tensors
            change(&tensors)
            do {
                _ = try Parameters(architecture: goldens.architecture, tensors: tensors)
                return "none"
            } catch { return "\(error)" }
        }
        #expect(refusal { _ in } == "none")
        #expect(refusal { $0["encoder.conv2.bias"] = nil }.contains("'encoder.conv2.bias' is missing"))
        #expect(
            refusal { $0["encoder.dense.bias"] = Tensor(shape: [5], values: [0, 0, 0, 0, 0]) }
                .contains("'encoder.dense.bias' has the shape [5], the network needs [6]"))
        #expect(
            refusal { $0["decoder.deconv3.bias"] = Tensor(shape: [1], values: [.nan]) }
                .contains("'decoder.deconv3.bias' holds a number that is not finite"))
    }

    @Test func flatAndNamedAgree() throws {
        let parameters = try Goldens(.small).parameters()
        #expect(parameters.flat.count == parameters.architecture.parameterCount)
        #expect(Parameters(architecture: parameters.architecture, flat: parameters.flat) == parameters)
    }
}
