import Datasets
import Figures
import Runs
import VAE

/// A model whose answers were recorded: it knows the codes of the sample and the images of some codes, and between the
/// points of a fine plane, where the latent space has two dimensions, what lies between.
struct RecordedModel: SnapshotModel {
    private let images: ModelledImages
    private let latentDim: Int
    private let recording: RecordedSnapshot
    private let lookup: RecordedLookup
    private let fine: FinePlane?

    /// A model of a run at a step.
    init(_ run: RecordedRun, _ recording: RecordedSnapshot) {
        images = run.images
        latentDim = run.architecture.latentDim
        self.recording = recording
        lookup = RecordedLookup(recording.codes, latentDim: run.architecture.latentDim)
        fine = FinePlane(recording.fine)
    }

    /// - Throws: `NotRecorded`: what a likelihood learned is not recorded.
    func likelihoodParameters() throws -> [Float] {
        throw NotRecorded.needsModel(to: "measure the plane")
    }

    /// - Throws: `NotRecorded` for other images than the sample.
    func encode(_ images: ModelledImages) throws -> Posterior {
        guard try images.elementsEqual(self.images) else {
            throw NotRecorded.needsModel(to: "encode other images")
        }
        guard let posterior = recording.posterior else {
            throw NotRecorded("posterior.means are not in the snapshot of step \(recording.step)")
        }
        return posterior
    }

    /// - Throws: `NotRecorded` for codes that were not decoded, and lie outside of the fine plane.
    func means(_ codes: [Float]) throws -> [Float] {
        guard codes.count.isMultiple(of: latentDim) else {
            throw VAEError.unusableInput("\(codes.count) numbers are no codes of \(latentDim)")
        }
        var means: [Float] = []
        for start in stride(from: 0, to: codes.count, by: latentDim) {
            let code = codes[start..<start + latentDim]
            guard let image = lookup.image(of: code) ?? fine?.image(of: code) else {
                throw NotRecorded(
                    latentDim == 2
                        ? "step \(recording.step) has no decoded image at \(Self.words(code)); fine.codes and fine.images "
                            + "that reach so far would have to be recorded"
                        : "step \(recording.step) has no decoded image of a code that this takes; with \(latentDim) "
                            + "latent dimensions only a model that answers has it")
            }
            means += image
        }
        return means
    }

    private static func words(_ code: ArraySlice<Float>) -> String {
        code.map { Numerals.fixed(Double($0), decimals: 2) }.joined(separator: ", ")
    }

    /// - Throws: `NotRecorded`.
    func outputs(_ codes: [Float]) throws -> [Float] {
        throw NotRecorded.needsModel(to: "measure a way")
    }

    /// - Throws: `NotRecorded`.
    func jacobian(at codes: [Float], along dimensions: [Int]?) throws -> DecoderJacobian {
        throw NotRecorded.needsModel(to: "measure the plane")
    }

    /// - Throws: `NotRecorded`.
    func evaluate(_ images: ModelledImages, noise: [Float]?) throws -> Evaluation {
        throw NotRecorded.needsModel(to: "tell how likely an image is")
    }

    /// - Throws: `NotRecorded`.
    func importanceWeights(
        of images: ModelledImages, samples: Int, noise: [Float]
    ) throws -> ImportanceWeights {
        throw NotRecorded.needsModel(to: "tell how likely an image is")
    }
}
