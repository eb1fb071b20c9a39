import Datasets
import Foundation
import Likelihoods
import Runs
import Storage
import VAE

/// The model of a recorded run at one step, computing in another program.
struct RemoteModel: SnapshotModel {
    private let connection: RemoteConnection
    private let step: Int
    private let architecture: Architecture
    private let differentiates: Bool
    private let learned: [Float]?

    /// Asks the other side for its model at a step.
    ///
    /// - Throws: `FileError` where it is gone, or its images or codes are others than the run's; ``Refusal`` where it has no
    ///   such step.
    init(_ connection: RemoteConnection, step: Int, of record: RunRecord) throws {
        self.connection = connection
        self.step = step
        architecture = record.configuration.architecture
        let greeting = try connection.greeting(atStep: step)
        guard greeting.latentDim == architecture.latentDim, greeting.imageShape == architecture.imageShape
        else {
            throw connection.fail(
                "the model has \(greeting.latentDim) latent dimensions and images of \(greeting.imageShape); the run has "
                    + "\(architecture.latentDim) and \(architecture.imageShape)")
        }
        differentiates = greeting.differentiates
        learned = greeting.likelihoodParameters
    }

    private var likelihood: any Likelihood { architecture.likelihood }

    /// Numbers of an image, and its axes as they are sent.
    private var size: Int { architecture.pixelCount }
    private var axes: [Int] { [architecture.imageSide, architecture.imageSide, architecture.channels] }

    func likelihoodParameters() throws -> [Float] {
        guard !likelihood.parameters.isEmpty else { return [] }
        guard let learned, learned.count == likelihood.parameters.count, learned.allSatisfy(\.isFinite) else {
            throw NotRecorded(
                "the model does not say what its likelihood learned; its hello would have to have likelihood_parameters"
            )
        }
        return learned
    }

    /// Asks in batches, and joins the answers' numbers.
    private func ask(
        _ request: String, count: Int,
        _ input: (Range<Int>) throws -> [(name: String, tensor: TypedTensor)],
        _ outputs: [(name: String, shape: [Int], isNeeded: Bool)]
    ) throws -> [[Float]] {
        var results = outputs.map { _ in [Float]() }
        for start in stride(from: 0, to: count, by: RemoteConnection.batch) {
            let range = start..<min(count, start + RemoteConnection.batch)
            let numbers = outputs.reduce(0) { $0 + $1.shape.reduce(range.count, *) }
            let answer = try connection.ask(request, atStep: step, try input(range), largest: 4 * numbers)
            for (place, output) in outputs.enumerated() {
                guard let tensor = answer[output.name] else {
                    if output.isNeeded {
                        throw connection.fail("the model's answer to \(request) has no \(output.name)")
                    }
                    continue
                }
                let shape = [range.count] + output.shape
                guard tensor.shape == shape, case .floats(let values) = tensor.values else {
                    throw connection.fail(
                        "the model's \(output.name) have the shape \(tensor.shape), not \(shape)")
                }
                guard values.allSatisfy(\.isFinite) else {
                    throw connection.fail("the model's \(output.name) hold a number that is not finite")
                }
                results[place] += values
            }
        }
        return results
    }

    func encode(_ images: ModelledImages) throws -> Posterior {
        let latentDim = architecture.latentDim
        let answers = try ask(
            "encode", count: images.count,
            { range in
                let bytes = try range.flatMap(images.bytes(of:))
                return [("images", TypedTensor(shape: [range.count] + axes, .bytes(bytes)))]
            }, [("means", [latentDim], true), ("log_variances", [latentDim], false)])
        guard answers[1].isEmpty || answers[1].count == answers[0].count else {
            throw connection.fail("the model gives log_variances of some images only")
        }
        return Posterior(latentDim: latentDim, means: answers[0], logVariances: answers[1])
    }

    func means(_ codes: [Float]) throws -> [Float] {
        let latentDim = architecture.latentDim
        guard codes.count.isMultiple(of: latentDim), codes.allSatisfy(\.isFinite) else {
            throw VAEError.unusableInput("codes that are not whole or not finite")
        }
        return try ask(
            "decode", count: codes.count / latentDim, { [input(codes, $0)] }, [("images", axes, true)])[0]
    }

    private func input(_ codes: [Float], _ range: Range<Int>) -> (name: String, tensor: TypedTensor) {
        let latentDim = architecture.latentDim
        let part = Array(codes[range.lowerBound * latentDim..<range.upperBound * latentDim])
        return ("codes", TypedTensor(shape: [range.count, latentDim], .floats(part)))
    }

    func outputs(_ codes: [Float]) throws -> [Float] {
        RemoteOutputs(likelihood).outputs(ofMeans: try means(codes))
    }

    /// Derivatives by the other side; where it has none, by central differences.
    func jacobian(at codes: [Float], along dimensions: [Int]?) throws -> DecoderJacobian {
        let latentDim = architecture.latentDim, along = dimensions ?? Array(0..<latentDim)
        guard along.allSatisfy((0..<latentDim).contains) else {
            throw VAEError.unusableInput("dimensions \(along) of a latent space of \(latentDim)")
        }
        let scale = RemoteOutputs(likelihood), means = try means(codes)
        var derivatives: [Float]
        // The slope of a continuous Bernoulli's logit has no closed form.
        if differentiates, likelihood.name != "continuous-bernoulli" {
            let list = TypedTensor(shape: [along.count], .integers(along.map { Int32($0) }))
            derivatives = try ask(
                "jacobian", count: codes.count / latentDim,
                { [input(codes, $0), ("dimensions", list)] }, [("derivatives", [along.count] + axes, true)])[
                    0]
            for place in derivatives.indices {
                let code = place / (along.count * size)
                derivatives[place] *= scale.slope(ofMean: means[code * size + place % size])
            }
        } else {
            derivatives = try differences(at: codes, along: along, scale)
        }
        return DecoderJacobian(
            dimensions: along, pixelCount: size, outputs: scale.outputs(ofMeans: means),
            derivatives: derivatives)
    }

    /// Half of the distance over which differences are taken.
    private static let reach: Float = 0.01

    /// Central differences of the outputs [code, dimension, number].
    private func differences(
        at codes: [Float], along: [Int], _ scale: RemoteOutputs
    ) throws -> [Float] {
        let latentDim = architecture.latentDim
        var moved: [Float] = []
        for start in stride(from: 0, to: codes.count, by: latentDim) {
            for dimension in along {
                for offset in [-Self.reach, Self.reach] {
                    var code = Array(codes[start..<start + latentDim])
                    code[dimension] += offset
                    moved += code
                }
            }
        }
        let outputs = scale.outputs(ofMeans: try means(moved))
        var differences: [Float] = []
        differences.reserveCapacity(outputs.count / 2)
        for first in stride(from: 0, to: outputs.count, by: 2 * size) {
            for place in first..<first + size {
                differences.append((outputs[place + size] - outputs[place]) / (2 * Self.reach))
            }
        }
        return differences
    }

    func evaluate(_ images: ModelledImages, noise: [Float]?) throws -> Evaluation {
        guard Likelihoods.named(likelihood.name) != nil else {
            throw NotRecorded("the run does not say its likelihood, by which an image is likely or not")
        }
        var parameters = try likelihoodParameters()
        // An address is needed even of none.
        if parameters.isEmpty { parameters = [0] }
        let latentDim = architecture.latentDim
        let posterior = try encode(images)
        guard noise == nil || (noise?.count == posterior.means.count && !posterior.logVariances.isEmpty)
        else {
            throw NotRecorded("the model gives no log_variances, so that codes cannot be drawn")
        }
        let codes = posterior.means.indices.map { place in
            noise.map { posterior.means[place] + $0[place] * exp(posterior.logVariances[place] / 2) }
                ?? posterior.means[place]
        }
        var elbos: [Double] = []
        var parts = [Double](repeating: 0, count: latentDim), reconstruction = 0.0
        var values = [Float](repeating: 0, count: size)
        for start in stride(from: 0, to: images.count, by: RemoteConnection.batch) {
            let range = start..<min(images.count, start + RemoteConnection.batch)
            let outputs = try outputs(
                Array(codes[range.lowerBound * latentDim..<range.upperBound * latentDim]))
            for image in range {
                try values.withUnsafeMutableBufferPointer { buffer in
                    if let base = buffer.baseAddress { try images.write(image, to: base) }
                }
                let own = Array(outputs[(image - start) * size..<(image - start + 1) * size])
                let density = likelihood.logDensity(
                    of: values, outputs: own, count: size, parameters: parameters, gradient: nil)
                var divergence = 0.0
                if noise != nil {
                    for dimension in 0..<latentDim {
                        let place = image * latentDim + dimension
                        let part = StandardNormal.klDivergence(
                            mean: Double(posterior.means[place]),
                            logVariance: Double(posterior.logVariances[place]))
                        parts[dimension] += part
                        divergence += part
                    }
                }
                reconstruction += density
                elbos.append(density - divergence)
            }
        }
        let count = Double(max(1, images.count))
        return Evaluation(
            reconstruction: reconstruction / count, klDivergence: parts.reduce(0, +) / count,
            klPerDimension: parts.map { $0 / count }, elboPerImage: elbos)
    }

    /// - Throws: `NotRecorded`: the bound is of the program's own runs.
    func importanceWeights(
        of images: ModelledImages, samples: Int, noise: [Float]
    ) throws -> ImportanceWeights {
        throw NotRecorded.needsModel(to: "bound the evidence")
    }
}
