import Foundation

/// p(x|z) = N(x; m, v): each number of an image lies about the decoder's output m, with one variance v for all, which is
/// learned.
///
/// The variance settles at the mean squared error, so that reconstruction and divergence weigh as they should without a
/// factor chosen by hand.
///
/// Source: O. Rybkin, K. Daniilidis and S. Levine, "Simple and Effective VAE Training with Calibrated Decoders" (2021),
/// section 3.2.
public struct GaussianLikelihood: Likelihood {
    public init() {}

    public var name: String { "gaussian" }
    public var title: String { "Gaussian, one learned variance" }
    public var outputTitle: String { "means" }
    public var meaning: String { "a pixel is its intensity, from 0 to 1" }
    public var lengthMeaning: String { "One number that changes by a standard deviation is a length of 1" }
    public var modelledValues: [Float] { (0...255).map { Float($0) / 255 } }
    public var isDensity: Bool { true }
    /// The variance begins at 0.08, about that of a pixel of common data sets, so that few steps are lost on it.
    public var parameters: [LikelihoodParameter] {
        [LikelihoodParameter(name: "log_variance", initial: -2.5)]
    }

    private typealias Vector = VectorFunctions.Vector

    public func logDensity(
        of values: UnsafePointer<Float>, outputs: UnsafePointer<Float>, count: Int,
        parameters: UnsafePointer<Float>, gradient: LikelihoodGradient?
    ) -> Double {
        let logVariance = Double(parameters[0])
        let precision = exp(-logVariance)
        let slope = gradient.map { Float(precision) * $0.scale } ?? 0
        let whole = count / Vector.scalarCount * Vector.scalarCount
        var sums = Vector.zero
        for index in stride(from: 0, to: whole, by: Vector.scalarCount) {
            let difference =
                UnsafeRawPointer(outputs + index).loadUnaligned(as: Vector.self)
                - UnsafeRawPointer(values + index).loadUnaligned(as: Vector.self)
            sums += difference * difference
            if let gradient {
                UnsafeMutableRawPointer(gradient.outputs + index).storeBytes(
                    of: difference * slope, as: Vector.self)
            }
        }
        var squares = VectorFunctions.sum(sums)
        for index in whole..<count {
            let difference = outputs[index] - values[index]
            squares += Double(difference * difference)
            gradient?.outputs[index] = difference * slope
        }
        if let gradient {
            gradient.parameters[0] += gradient.scale * Float((Double(count) - squares * precision) / 2)
        }
        return -(squares * precision + Double(count) * (logVariance + log(2 * Double.pi))) / 2
    }

    public func makeMeans(_ outputs: UnsafeMutablePointer<Float>, count: Int) {}

    /// One variance holds for all numbers.
    public func entropy(ofMean mean: Double) -> Double? { nil }

    /// The information about a mean is 1 / v: distances are in standard deviations.
    public func coordinate(ofOutput output: Double, parameters: [Float]) -> Double {
        output * coordinateSlope(ofOutput: output, parameters: parameters)
    }

    public func coordinateSlope(ofOutput output: Double, parameters: [Float]) -> Double {
        exp(-Double(parameters[0]) / 2)
    }
}
