import Foundation

/// How undecided a pixel of given probability is.
public enum BernoulliEntropy {
    /// The entropy in bits of an outcome of probability `p`: 1 for a coin, 0 for what is certain or no
    /// probability.
    public static func bits(_ p: Double) -> Double {
        p > 0 && p < 1 ? -(p * log2(p) + (1 - p) * log2(1 - p)) : 0
    }

    /// The mean entropy in bits per pixel of each image of probabilities [image, pixel].
    public static func meanBits(_ probabilities: [Float], pixelsPerImage: Int) -> [Double] {
        guard pixelsPerImage > 0 else { return [] }
        return (0..<probabilities.count / pixelsPerImage).map { image in
            var sum = 0.0
            for pixel in image * pixelsPerImage..<(image + 1) * pixelsPerImage {
                sum += bits(Double(probabilities[pixel]))
            }
            return sum / Double(pixelsPerImage)
        }
    }
}
