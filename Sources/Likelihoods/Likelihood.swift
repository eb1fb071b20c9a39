/// p(x|z): all that depends on how a decoder's outputs, one for each number of an image, describe the image.
///
/// A likelihood is a value without state: what it learns beside the decoder, such as a variance, is handed to it with
/// the decoder's outputs. To add one, write a type in a file of its own and name it in ``Likelihoods/all``.
public protocol Likelihood: Sendable {
    /// What it is called in files and on the command line, as "bernoulli".
    var name: String { get }
    /// What it is called in a report, as "Bernoulli".
    var title: String { get }
    /// What the decoder's outputs are of p(x|z), as "logits".
    var outputTitle: String { get }
    /// What an image's numbers are taken for, a sentence's end: "a pixel is ink above half intensity".
    var meaning: String { get }

    /// What a unit of length is between images, a sentence's beginning for the reader of a path's length: "One pixel that
    /// turns from certain paper to certain ink is a length of π".
    var lengthMeaning: String { get }

    /// The number that is modelled for each of the 256 intensities of a pixel, from 0 (paper) to 1 (ink).
    var modelledValues: [Float] { get }
    /// Whether it is the density of continuous numbers, which can be compared across likelihoods only as bits on the
    /// 256 intensities.
    var isDensity: Bool { get }

    /// Numbers that are learned beside the decoder's, by the names under which they are stored, and their first values.
    var parameters: [LikelihoodParameter] { get }

    /// log p(x|z) of one image, in nats.
    ///
    /// - Parameters:
    ///   - values: the modelled numbers of the image [count].
    ///   - outputs: the decoder's [count].
    ///   - parameters: the values of ``parameters``.
    ///   - gradient: where `scale` times the gradient of -log p(x|z) goes; `nil` where it is not asked for.
    func logDensity(
        of values: UnsafePointer<Float>, outputs: UnsafePointer<Float>, count: Int,
        parameters: UnsafePointer<Float>, gradient: LikelihoodGradient?
    ) -> Double

    /// The mean of p(x|z) from the decoder's outputs, in place; within 0...1 where outputs make sense.
    func makeMeans(_ outputs: UnsafeMutablePointer<Float>, count: Int)

    /// The entropy of a number whose mean is given, in bits; `nil` where it is the same for all, so that no place of the
    /// plane is more certain than another.
    func entropy(ofMean mean: Double) -> Double?

    /// A coordinate in which the Fisher information about the decoder's output is 1, so that the distance of two images
    /// is that of their coordinates.
    func coordinate(ofOutput output: Double, parameters: [Float]) -> Double

    /// The derivative of ``coordinate(ofOutput:parameters:)`` with respect to the output: the square root of the Fisher
    /// information.
    func coordinateSlope(ofOutput output: Double, parameters: [Float]) -> Double
}

/// A number that a likelihood learns.
public struct LikelihoodParameter: Sendable, Equatable {
    /// Its name after "likelihood.", as "log_variance".
    public let name: String
    /// Its value before training.
    public let initial: Float
}

/// Where the gradient of -log p(x|z) goes.
public struct LikelihoodGradient {
    let outputs: UnsafeMutablePointer<Float>
    let parameters: UnsafeMutablePointer<Float>
    let scale: Float

    /// - Parameters:
    ///   - outputs: where the gradient with respect to the decoder's outputs is written.
    ///   - parameters: where that with respect to the likelihood's parameters is added.
    ///   - scale: what both are multiplied by.
    public init(
        outputs: UnsafeMutablePointer<Float>, parameters: UnsafeMutablePointer<Float>, scale: Float
    ) {
        self.outputs = outputs
        self.parameters = parameters
        self.scale = scale
    }
}

/// The likelihoods that there are.
public enum Likelihoods {
    /// All of them, the article's first.
    public static let all: [any Likelihood] = [
        BernoulliLikelihood(),
        GaussianLikelihood(),
        ContinuousBernoulliLikelihood(),
        DiscretizedLogisticLikelihood(),
    ]

    /// The one called `name`; `nil` where there is none.
    public static func named(_ name: String) -> (any Likelihood)? { all.first { $0.name == name } }
}

extension Likelihood {
    /// The mean entropy in bits of each image of means [image, number]; `nil` where it says nothing of a place.
    public func meanEntropies(_ means: [Float], numbersPerImage: Int) -> [Double]? {
        guard numbersPerImage > 0, entropy(ofMean: 0.5) != nil else { return nil }
        return (0..<means.count / numbersPerImage).map { image in
            var sum = 0.0
            for place in image * numbersPerImage..<(image + 1) * numbersPerImage {
                sum += entropy(ofMean: Double(means[place])) ?? 0
            }
            return sum / Double(numbersPerImage)
        }
    }

    /// Whether the 256 intensities are told apart, so that bits per dimension can be compared across likelihoods.
    public var tellsIntensities: Bool { Set(modelledValues).count == modelledValues.count }

    /// With which other ELBOs one under this likelihood may be compared, as a sentence.
    public var comparability: String {
        if isDensity {
            return
                "Nats are of a density: compare them under the same likelihood alone, and bits per dimension with "
                + "every likelihood of 256 intensities, for which density times distance stands for probability."
        }
        if tellsIntensities {
            return
                "Nats are of the 256 intensities themselves: their bits per dimension are exact, and may be compared "
                + "with every likelihood of 256 intensities; the nats only with nats of such probabilities."
        }
        return "Nats are of ink and paper: compare them under the same likelihood alone."
    }

    /// Nats per image as bits per number: on the 256 intensities, which lie 1/255 apart, where those are told apart.
    ///
    /// Of a density, the probability of an intensity is about the density there times that distance; of probabilities the
    /// bits are exact.
    public func bitsPerDimension(nats: Double, numbers: Int) -> Double {
        let bits = -nats / (0.693_147_180_559_945_3 * Double(max(1, numbers)))
        return isDensity ? bits + 7.994_353_436_858_858 : bits
    }
}
