internal import Foundation

/// p(x|z) of a model of which nobody said what it is: images are intensities, and no density can be told.
///
/// It is no choice of a training, so that ``Likelihoods/all`` does not name it.
public struct UnknownLikelihood: Likelihood {
    public init() {}

    public var name: String { "unknown" }
    public var title: String { "not recorded" }
    public var outputTitle: String { "means" }
    public var meaning: String { "a pixel is its intensity, from 0 to 1" }
    public var lengthMeaning: String { "One number that changes from 0 to 1 is a length of 1" }
    public var modelledValues: [Float] { (0...255).map { Float($0) / 255 } }
    public var isDensity: Bool { false }
    public var parameters: [LikelihoodParameter] { [] }

    /// No number: there is no density.
    public func logDensity(
        of values: UnsafePointer<Float>, outputs: UnsafePointer<Float>, count: Int,
        parameters: UnsafePointer<Float>, gradient: LikelihoodGradient?
    ) -> Double { .nan }

    public func makeMeans(_ outputs: UnsafeMutablePointer<Float>, count: Int) {}

    public func entropy(ofMean mean: Double) -> Double? { nil }

    public func coordinate(ofOutput output: Double, parameters: [Float]) -> Double { output }

    public func coordinateSlope(ofOutput output: Double, parameters: [Float]) -> Double { 1 }
}
