import Foundation

/// The Fisher-Rao metric of decoded images, in which a pixel is a Bernoulli variable with the probability
/// p = sigmoid(l) of being ink.
///
/// The Fisher information of one pixel about its logit l is p (1 - p). Pulled back through the decoder z -> l(z)
/// the metric of the latent space is
///
///     G(z) = sum over the pixels of p (1 - p) (dl/dz) (dl/dz)^T.
///
/// With the angle t = 2 arcsin(sqrt p), dt = dp / sqrt(p (1 - p)) = sqrt(p (1 - p)) dl, so that the same metric is
/// sum of (dt/dz) (dt/dz)^T: in the pixels' angles the Fisher-Rao metric is the Euclidean one, and the distance of
/// two images is that of their angles. A pixel that turns from certain paper to certain ink moves by pi.
///
/// Sources: C. Rao, "Information and the accuracy attainable in the estimation of statistical parameters" (1945);
/// G. Arvanitidis, M. Gonzalez-Duque, A. Pouplin, D. Kalatzis and S. Hauberg, "Pulling back information geometry"
/// (2022), section 3; the angles: R. Kass and P. Vos, "Geometrical Foundations of Asymptotic Inference" (1997).
public enum FisherRao {
    /// The angle 2 arcsin(sqrt p) = 2 arctan(exp(l / 2)) of each logit, from 0 (paper) to pi (ink).
    public static func angles(ofLogits logits: [Float]) -> [Double] {
        logits.map { 2 * atan(exp(Double($0) / 2)) }
    }

    /// The derivatives of the angles [code, dimension, pixel] from those of the logits.
    ///
    /// - Parameters:
    ///   - logits: [code, pixel].
    ///   - derivatives: of the logits [code, dimension, pixel], as many dimensions as there is room for.
    public static func angleDerivatives(
        logits: [Float], derivatives: [Float], pixelCount: Int
    ) -> [Double] {
        let codes = logits.count / max(1, pixelCount)
        guard codes > 0 else { return [] }
        let dimensions = derivatives.count / logits.count
        var result = [Double](repeating: 0, count: derivatives.count)
        for code in 0..<codes {
            for pixel in 0..<pixelCount {
                let weight = weight(ofLogit: logits[code * pixelCount + pixel])
                for dimension in 0..<dimensions {
                    let index = (code * dimensions + dimension) * pixelCount + pixel
                    result[index] = weight * Double(derivatives[index])
                }
            }
        }
        return result
    }

    /// The metric G at each code, along two dimensions, from the derivatives of the logits along them.
    ///
    /// - Parameters:
    ///   - logits: [code, pixel].
    ///   - derivatives: [code, dimension, pixel], of two dimensions; or of one, and the second has no length.
    public static func tensors(
        logits: [Float], derivatives: [Float], pixelCount: Int
    ) -> [MetricTensor] {
        let codes = logits.count / max(1, pixelCount)
        guard codes > 0 else { return [] }
        let dimensions = derivatives.count / logits.count
        return (0..<codes).map { code in
            var (xx, xy, yy) = (0.0, 0.0, 0.0)
            let first = code * dimensions * pixelCount
            for pixel in 0..<pixelCount {
                let weight = weight(ofLogit: logits[code * pixelCount + pixel])
                let x = weight * Double(derivatives[first + pixel])
                let y = dimensions > 1 ? weight * Double(derivatives[first + pixelCount + pixel]) : 0
                xx += x * x
                xy += x * y
                yy += y * y
            }
            return MetricTensor(xx: xx, xy: xy, yy: yy)
        }
    }

    /// sqrt(p (1 - p)) = 1 / (2 cosh(l / 2))
    private static func weight(ofLogit logit: Float) -> Double {
        let half = exp(-abs(Double(logit)) / 2)
        return half / (1 + half * half)
    }
}
