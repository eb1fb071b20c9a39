import Datasets
import Drawing
import Figures
import LatentSpace
import Runs
import VAE

/// What is wrong with a run: each a line that says what, the numbers that show it, and what to do.
struct RunWarnings {
    /// Below this divergence in nats per image, codes say next to nothing of their images.
    static let collapsedKL = 0.1
    /// A model is settled when an epoch raises the test ELBO by less than this share of it.
    static let settledGain = 0.01
    /// The grid shows the data where it holds at least this share of the codes. Of a plane that fits the prior,
    /// four fifths lie on a grid between the quantiles 0.05 and 0.95.
    static let coveredShare = 0.5

    /// Above this step size Adam's steps on such networks throw codes about.
    static let largestLearningRate: Float = 1e-2

    let run: RunFolder
    let record: RunRecord
    let rows: [MetricsRow]
    let measurements: Measurements
    let coverage: GridCoverage

    /// The warnings, the gravest first; empty where nothing is wrong. What was found in the data comes before
    /// what may follow from it.
    var lines: [String] {
        let found = (record.dataset.findings ?? []).map(\.text)
        guard measurements.step > 0 else { return [diverged ?? untrained] + found }
        return [diverged].compactMap(\.self) + found
            + [collapsed ?? inactive, undertrained, grid, lettersMissing].compactMap(\.self)
    }

    private var isVariational: Bool { record.configuration.model == .vae }

    private var diverged: String? {
        record.divergedAtStep.map { step in
            "Non-finite loss: training ran away at step \(Numerals.grouped(step)), and everything here shows "
                + "step \(Numerals.grouped(measurements.step)), the last that was kept. Start again with "
                + "\(record.configuration.calmerSettings)."
        }
    }

    private var untrained: String {
        "Untrained: the only snapshot was taken before the first step. Continue by "
            + "\(ShellCommand.resuming(run))."
    }

    /// No dimension says anything.
    private var collapsed: String? {
        guard isVariational, measurements.kl < Self.collapsedKL || measurements.activeUnits == 0 else {
            return nil
        }
        return
            "Collapsed posterior: the KL divergence is \(Numerals.fixed(measurements.kl, decimals: 3)) nats "
            + "per image and \(measurements.activeUnits) of \(latentDim) dimensions are active, so that codes "
            + "say nothing of their images. \(collapseRemedy)."
    }

    /// What to do about a collapsed posterior: first about its likeliest cause.
    private var collapseRemedy: String {
        let configuration = record.configuration
        let hasNoShapes = (record.dataset.findings ?? []).contains { [.blank, .contrast].contains($0.kind) }
        if hasNoShapes { return "Mend the images first, as said above" }
        if configuration.beta > 1 { return "Lower --beta (now \(configuration.beta))" }
        if configuration.learningRate > Self.largestLearningRate {
            return "Lower --learning-rate (now \(configuration.learningRate), usual is "
                + "\(TrainingConfiguration.usualLearningRate))"
        }
        return "Train longer, or raise --learning-rate (now \(configuration.learningRate))"
    }

    /// Some dimensions say nothing.
    private var inactive: String? {
        let threshold = Measurements.activityThreshold
        let idle = measurements.varianceOfMeans.indices.filter {
            measurements.varianceOfMeans[$0] <= threshold
        }
        guard !idle.isEmpty else { return nil }
        let shown = idle.prefix(6).map { dimension in
            "z\(dimension + 1) \(Numerals.fixed(measurements.varianceOfMeans[dimension], decimals: 4))"
        }
        let list = shown.joined(separator: ", ") + (idle.count > shown.count ? " and others" : "")
        let use = isVariational && record.configuration.beta > 0 ? ", or lower --beta to put them to use" : ""
        return
            "Inactive dimensions: \(idle.count) of \(latentDim) hold nothing (variance of the posterior means: "
            + "\(list); active is above \(threshold)). --latent-dim \(max(1, latentDim - idle.count)) would do "
            + "as well\(use)."
    }

    private var undertrained: String? {
        let batchSize = record.configuration.batchSize
        let epoch = (record.dataset.trainCount + batchSize - 1) / batchSize
        guard record.divergedAtStep == nil,
            let before = rows.last(where: { $0.step <= max(0, measurements.step - epoch) })
        else { return nil }
        let gain = measurements.elbo - (before.testELBO ?? .nan)
        guard gain > Self.settledGain * abs(measurements.elbo) else { return nil }
        let share = Numerals.fixed(gain / max(abs(measurements.elbo), 1e-9) * 100, decimals: 1)
        return
            "Undertrained: the last \(Numerals.grouped(measurements.step - before.step)) steps still raised "
            + "the test \(record.score) by \(Numerals.fixed(gain, decimals: 1)) nats, \(share) % of it; a settled model "
            + "gains less than 1 % in an epoch. Train longer: \(ShellCommand.resuming(run, epochs: longer))."
    }

    private var grid: String? {
        guard coverage.share < Self.coveredShare else { return nil }
        func ends(_ range: ClosedRange<Double>) -> String {
            "\(Numerals.fixed(range.lowerBound, decimals: 1)) to \(Numerals.fixed(range.upperBound, decimals: 1))"
        }
        let place = coverage.share < 0.05 ? "lies outside the data" : "covers only a part of the data"
        return
            "The latent grid \(place): it holds \(Numerals.percent(coverage.share)) of the test images' codes, "
            + "which reach from \(ends(coverage.codes.horizontal)) across and \(ends(coverage.codes.vertical)) up, "
            + "while the grid goes from \(ends(coverage.grid.horizontal)). \(gridRemedy)"
    }

    /// What to do about codes beside the grid.
    private var gridRemedy: String {
        if record.divergedAtStep != nil { return "That is what a training that runs away leaves." }
        guard isVariational else { return "A plain autoencoder has no prior to keep to; --model vae does." }
        return
            "Train longer, or raise --beta (now \(record.configuration.beta)) to draw the codes to the prior."
    }

    /// Epochs that would do more: twice as many, within what a run can have.
    private var longer: Int {
        min(max(10, 2 * record.configuration.epochs), TrainingConfiguration.mostEpochs)
    }

    /// Class names that pictures cannot show as they are.
    private var lettersMissing: String? {
        let missing = Font.missingLetters(in: ClassNames(record.dataset.classNames).shown)
        guard !missing.isEmpty else { return nil }
        let some = missing.prefix(12).map(String.init).joined(separator: " ")
        return
            "Letters missing: no font of this machine has \(some)\(missing.count > 12 ? " and others" : ""), of which "
            + "class names are written; figures show boxes. Install a font that has them, such as Noto "
            + "(fonts-noto), then: \(ShellCommand.drawing(run))."
    }

    private var latentDim: Int { record.configuration.architecture.latentDim }
}
