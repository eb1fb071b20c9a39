public import Likelihoods

/// The Fisher-Rao metric of decoded images under a likelihood.
///
/// The Fisher information I of a number of the image about the decoder's output o for it, pulled back through the decoder
/// z -> o(z), is the metric of the latent space
///
///     G(z) = sum over the outputs of I(o) (do/dz) (do/dz)^T.
///
/// In the coordinate t with dt = sqrt(I) do, the same metric is the sum of (dt/dz) (dt/dz)^T: there the Fisher-Rao metric
/// is the Euclidean one, and the distance of two images is that of their coordinates.
///
/// Sources: C. Rao, "Information and the accuracy attainable in the estimation of statistical parameters" (1945);
/// G. Arvanitidis, M. Gonzalez-Duque, A. Pouplin, D. Kalatzis and S. Hauberg, "Pulling back information geometry"
/// (2022), section 3.
public struct FisherRao: Sendable {
    private let likelihood: any Likelihood
    private let parameters: [Float]

    /// The metric of a likelihood.
    ///
    /// - Parameter parameters: the values of what the likelihood learned.
    public init(_ likelihood: any Likelihood, parameters: [Float] = []) {
        self.likelihood = likelihood
        self.parameters = parameters
    }

    /// The coordinate of each output of the decoder.
    public func coordinates(ofOutputs outputs: [Float]) -> [Double] {
        outputs.map { likelihood.coordinate(ofOutput: Double($0), parameters: parameters) }
    }

    /// The derivatives of the coordinates [code, dimension, number] from those of the outputs.
    ///
    /// - Parameters:
    ///   - outputs: [code, number].
    ///   - derivatives: of the outputs [code, dimension, number], as many dimensions as there is room for.
    public func coordinateDerivatives(
        outputs: [Float], derivatives: [Float], numbersPerImage count: Int
    ) -> [Double] {
        let codes = outputs.count / max(1, count)
        guard codes > 0 else { return [] }
        let dimensions = derivatives.count / outputs.count
        var result = [Double](repeating: 0, count: derivatives.count)
        for code in 0..<codes {
            for place in 0..<count {
                let slope = slope(outputs[code * count + place])
                for dimension in 0..<dimensions {
                    let index = (code * dimensions + dimension) * count + place
                    result[index] = slope * Double(derivatives[index])
                }
            }
        }
        return result
    }

    /// The metric G at each code, along two dimensions, from the derivatives of the outputs along them.
    ///
    /// - Parameters:
    ///   - outputs: [code, number].
    ///   - derivatives: [code, dimension, number], of two dimensions; or of one, and the second has no length.
    public func tensors(outputs: [Float], derivatives: [Float], numbersPerImage count: Int) -> [MetricTensor]
    {
        let codes = outputs.count / max(1, count)
        guard codes > 0 else { return [] }
        let dimensions = derivatives.count / outputs.count
        return (0..<codes).map { code in
            var (xx, xy, yy) = (0.0, 0.0, 0.0)
            let first = code * dimensions * count
            for place in 0..<count {
                let slope = slope(outputs[code * count + place])
                let x = slope * Double(derivatives[first + place])
                let y = dimensions > 1 ? slope * Double(derivatives[first + count + place]) : 0
                xx += x * x
                xy += x * y
                yy += y * y
            }
            return MetricTensor(xx: xx, xy: xy, yy: yy)
        }
    }

    private func slope(_ output: Float) -> Double {
        likelihood.coordinateSlope(ofOutput: Double(output), parameters: parameters)
    }
}
