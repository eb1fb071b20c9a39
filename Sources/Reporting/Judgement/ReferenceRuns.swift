import Figures
import Foundation
import Likelihoods
import Runs
import VAE

/// Runs of the program itself at its default settings, kept to say what is usual.
///
/// `scripts/make-references.py` writes them from run folders into `references.json`.
struct ReferenceRuns: Codable, Sendable {
    /// The runs of one data set and latent size, which differ in their seeds alone.
    struct Group: Codable, Sendable {
        /// The data set's name, and the fingerprint of its images.
        let dataset: String, sha256: String
        let trainCount: Int, testCount: Int
        let latentDim: Int, epochs: Int, batchSize: Int
        let learningRate: Float, beta: Float
        /// What the decoder's outputs mean, where that is not the default's ink or none.
        var likelihood: String?
        let runs: [Run]
    }

    /// One run.
    struct Run: Codable, Sendable {
        let seed: UInt64
        /// The snapshots' steps, and the test ELBO at each; nats per image.
        let steps: [Int]
        let elbo: [Double]
        /// Its parts, and what the trained model was measured to be; `nil` where only the ELBO was kept.
        let reconstruction: [Double]?, kl: [Double]?
        let measurements: Measurements?
    }

    let groups: [Group]

    /// The runs that come with the program; none where their file cannot be read.
    static let builtIn: ReferenceRuns = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = Data(PackageResources.references_json)
        return (try? decoder.decode(ReferenceRuns.self, from: data)) ?? ReferenceRuns(groups: [])
    }()

    /// The runs to compare a run with: of the network that is usual for such images, the same data and likelihood, as
    /// many images and dimensions; `nil` where there are none.
    func group(for record: RunRecord) -> Group? {
        let architecture = record.configuration.architecture
        let usual = try? NetworkKind.suited(to: architecture.imageShape).architecture(
            imageShape: architecture.imageShape, latentDim: architecture.latentDim,
            likelihood: architecture.likelihood)
        guard record.configuration.model == .vae, architecture == usual else { return nil }
        return groups.first { group in
            architecture.likelihood.name == group.likelihood ?? BernoulliLikelihood().name
                && group.sha256 == record.dataset.sha256 && group.trainCount == record.dataset.trainCount
                && group.testCount == record.dataset.testCount
                && group.latentDim == architecture.latentDim && !group.runs.isEmpty
        }
    }
}

extension ReferenceRuns.Group {
    /// A number of the reference runs: their mean and how far from it is still usual.
    struct Usual: Equatable {
        let mean: Double
        /// Three standard deviations between the seeds, or a least width where that is more.
        let width: Double
        /// The runs that it is the mean of.
        let runs: Int
    }

    /// The last step of the shortest run.
    var lastStep: Int { runs.compactMap(\.steps.last).min() ?? 0 }

    /// What is usual for the number that `value` gives of the runs that have it; `nil` where none has.
    func usual(leastWidth: Double, _ value: (ReferenceRuns.Run) -> Double?) -> Usual? {
        let values = runs.compactMap(value)
        guard !values.isEmpty else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
        return Usual(mean: mean, width: max(leastWidth, 3 * deviation), runs: values.count)
    }

    /// The means at the snapshots of the run that has the most of them.
    var curve: [TrainingCurvesFigure.Usual] {
        let fullest = runs.reduce(runs.first) { $1.steps.count > $0?.steps.count ?? 0 ? $1 : $0 }
        return (fullest?.steps ?? []).compactMap { step in
            // A run that was kept at fewer snapshots knows nothing of the steep beginning between them.
            let elbo = usual(leastWidth: 0) { run in
                run.isKnown(at: step) ? run.value(of: run.elbo, atStep: step) : nil
            }
            let kl = usual(leastWidth: 0) { run in run.kl.map { run.value(of: $0, atStep: step) } }
            return elbo.map {
                TrainingCurvesFigure.Usual(step: step, testELBO: $0.mean, klDivergence: kl?.mean)
            }
        }
    }
}

extension ReferenceRuns.Run {
    /// Whether a snapshot at `step`, or two around it in later epochs, say what was there.
    func isKnown(at step: Int) -> Bool {
        steps.contains(step) || (steps.first { $0 > 0 }.map { step > $0 } ?? false)
    }

    /// A curve's value at a step, between snapshots on the straight line.
    func value(of curve: [Double], atStep step: Int) -> Double {
        let known = Array(zip(steps, curve))
        let before = known.last { $0.0 <= step } ?? (steps.first ?? 0, curve.first ?? .nan)
        guard let after = known.first(where: { $0.0 > step }), after.0 > before.0 else { return before.1 }
        return before.1 + (after.1 - before.1) * Double(step - before.0) / Double(after.0 - before.0)
    }
}
