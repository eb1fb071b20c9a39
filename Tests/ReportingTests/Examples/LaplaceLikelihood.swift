import Foundation

@testable import Likelihoods

/// p(x|z) = Laplace(x; m, b): each number of an image lies about the decoder's output m, with one scale b for all, which
/// is learned.
struct LaplaceLikelihood: Likelihood {
    var name: String { "laplace" }
    var title: String { "Laplace, one learned scale" }
    var outputTitle: String { "medians" }
    var meaning: String { "a pixel is its intensity, from 0 to 1" }
    var lengthMeaning: String { "One number that changes by the scale is a length of 1" }
    var modelledValues: [Float] { (0...255).map { Float($0) / 255 } }
    var isDensity: Bool { true }
    var parameters: [LikelihoodParameter] { [LikelihoodParameter(name: "log_scale", initial: -1.5)] }

    func logDensity(
        of values: UnsafePointer<Float>, outputs: UnsafePointer<Float>, count: Int,
        parameters: UnsafePointer<Float>, gradient: LikelihoodGradient?
    ) -> Double {
        let precision = exp(-parameters[0])
        var distance = 0.0
        for index in 0..<count {
            let difference = outputs[index] - values[index]
            distance += Double(abs(difference) * precision)
            if let gradient {
                gradient.outputs[index] = (difference > 0 ? precision : -precision) * gradient.scale
            }
        }
        if let gradient { gradient.parameters[0] += gradient.scale * Float(Double(count) - distance) }
        return -distance - Double(count) * (log(2) + Double(parameters[0]))
    }

    func makeMeans(_ outputs: UnsafeMutablePointer<Float>, count: Int) {}

    func entropy(ofMean mean: Double) -> Double? { nil }

    /// The Fisher information about a median is 1 / b^2: distances are in scales.
    func coordinate(ofOutput output: Double, parameters: [Float]) -> Double {
        output * coordinateSlope(ofOutput: output, parameters: parameters)
    }

    func coordinateSlope(ofOutput output: Double, parameters: [Float]) -> Double {
        exp(-Double(parameters[0]))
    }
}
