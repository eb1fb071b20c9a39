import Figures
import Likelihoods
import Runs
import VAE

/// Compares what a run was measured to be with what is usual for its data, and says so in words.
struct Judge {
    let measurements: Measurements
    let record: RunRecord
    /// The reference runs; `nil` where there are none for this data and size.
    let usual: ReferenceRuns.Group?

    init(_ measurements: Measurements, of record: RunRecord, references: ReferenceRuns = .builtIn) {
        self.measurements = measurements
        self.record = record
        usual = references.group(for: record)
    }

    /// A number whose usual value is known at every step, or at the end of training alone.
    private enum Reference {
        case curve((ReferenceRuns.Run) -> [Double]?)
        case end((Measurements) -> Double?)
    }

    /// What counts as better.
    private enum Aim {
        case high, low, neither
    }

    /// Where the comparison stands, for the words under the table.
    var note: String {
        guard let usual else {
            return
                "There are no reference runs for this data set, this many images and this latent size, so that "
                + "nothing is said of what is usual."
        }
        let configuration = record.configuration
        var differing: [String] = []
        if configuration.learningRate != usual.learningRate {
            differing.append("learning rate \(usual.learningRate)")
        }
        if configuration.beta != usual.beta { differing.append("beta \(usual.beta)") }
        if configuration.batchSize != usual.batchSize {
            differing.append("batches of \(usual.batchSize)")
        }
        differing += configuration.extraOptions.map { "no \($0.option)" }
        let settings = differing.isEmpty ? "" : ", with \(differing.joined(separator: " and "))"
        func seeds(_ runs: [ReferenceRuns.Run]) -> String {
            (runs.count == 1 ? "seed " : "seeds ") + runs.map { "\($0.seed)" }.joined(separator: ", ")
        }
        let whole = usual.runs.filter { $0.measurements != nil }
        let rest =
            whole.isEmpty || whole.count == usual.runs.count ? "" : ", the other numbers of \(seeds(whole))"
        return
            "Usual is the mean of runs of this program on the same images\(settings), at the same step as far as "
            + "they went, \(usual.epochs) epochs: the test \(record.score) of \(seeds(usual.runs))\(rest). The width is three "
            + "standard deviations between them, or a least one where they differ less."
    }

    /// All numbers with their verdicts, the most telling first.
    var numbers: [ReportPage.JudgedNumber] {
        let m = measurements
        let isVariational = record.configuration.model == .vae
        var numbers = [
            judged(
                "Test \(record.score)", m.elbo, decimals: 2, unit: "nats", aim: .high, .curve { $0.elbo },
                width: 0.8,
                "Mean over \(Numerals.grouped(record.dataset.testCount)) test images"
                    + (isVariational
                        ? ", one sample each; higher is better."
                        : " of the log-likelihood of the pixels given the code; higher is better."))
        ]
        if isVariational {
            numbers.append(
                judged(
                    "Reconstruction", m.reconstruction, decimals: 2, unit: "nats", aim: .high,
                    .curve { $0.reconstruction }, width: 0.8,
                    "Log-likelihood of the pixels given a code drawn from the posterior."))
        }
        let architecture = record.configuration.architecture
        if architecture.likelihood.tellsIntensities {
            let bits = architecture.likelihood.bitsPerDimension(
                nats: m.elbo, numbers: architecture.pixelCount)
            numbers.append(
                judged(
                    "Bits per dimension", bits, decimals: 3, unit: "bits", aim: .low, .curve { _ in nil },
                    width: 0,
                    "The negative \(record.score) on 256 intensities a number; lower is better. "
                        + architecture.likelihood.comparability))
        }
        if let bound = m.importanceWeightedBound {
            let dimensions = m.klPerDimension.enumerated().prefix(16)
                .map { "z\($0.offset + 1) \(Numerals.fixed($0.element, decimals: 2))" }.joined(
                    separator: ", ")
            numbers.append(
                judged(
                    "KL divergence", m.kl, decimals: 2, unit: "nats", aim: .neither, .curve { $0.kl },
                    width: 0.2,
                    "What a code tells of its image. By dimension: \(dimensions)\(m.klPerDimension.count > 16 ? " and more" : "")."
                ))
            numbers.append(
                judged(
                    "Importance-weighted bound, K = \(bound.samples)", bound.value, decimals: 2, unit: "nats",
                    aim: .high, .end { $0.importanceWeightedBound?.value }, width: 0.8,
                    "A tighter bound on the log-likelihood: \(Numerals.fixed(bound.gap, decimals: 2)) ± "
                        + "\(Numerals.fixed(bound.standardError, decimals: 2)) nats above the ELBO, measured on "
                        + "\(Numerals.grouped(bound.images)) test images."))
        }
        numbers += [activeUnits, m.neighbourAccuracy.map(accuracy), priorDistance].compactMap(\.self)
        return numbers + (m.disentanglement.map(disentanglement) ?? [])
    }

    /// How far the dimensions carry one cause each.
    private func disentanglement(
        _ scores: Measurements.DisentanglementScores
    ) -> [ReportPage.JudgedNumber] {
        func score(
            _ name: String, _ value: Double,
            _ reference: @escaping (Measurements.DisentanglementScores) -> Double, _ meaning: String
        ) -> ReportPage.JudgedNumber {
            judged(
                name, value, decimals: 3, unit: "of 1", aim: .high,
                .end { $0.disentanglement.map(reference) }, width: 0.02, meaning)
        }
        let causes = "the \(scores.factors.count) causes that the images were made from"
        return [
            score(
                "Mutual information gap", scores.mutualInformationGap, { $0.mutualInformationGap },
                "MIG: by how much the dimension that tells most of a cause is ahead of the next, the mean over "
                    + "\(causes). 1 would be a dimension for each, 0 is none ahead; measured on "
                    + "\(Numerals.grouped(scores.images)) test images."),
            score(
                "Separated predictability", scores.separatedPredictability, { $0.separatedPredictability },
                "SAP: the same gap between how well single dimensions predict a cause by a straight line."),
            score(
                "DCI disentanglement", scores.disentanglement, { $0.disentanglement },
                "Whether a dimension tells of one cause alone, by boosted trees. Completeness, whether one "
                    + "dimension tells all of a cause: \(Numerals.fixed(scores.completeness, decimals: 3)); "
                    + "informativeness, how well all dimensions together tell them: "
                    + "\(Numerals.fixed(scores.informativeness, decimals: 3))."),
        ]
    }

    private var activeUnits: ReportPage.JudgedNumber {
        let all = record.configuration.architecture.latentDim
        let active = measurements.activeUnits
        let variances = measurements.varianceOfMeans.prefix(16)
            .map { Numerals.fixed($0, decimals: 2) }.joined(separator: ", ")
        let meaning =
            "Dimensions whose posterior means vary by more than \(Measurements.activityThreshold) over the "
            + "test images: \(variances)."
        guard let reference = usual?.runs.compactMap({ $0.measurements?.activeUnits }).min() else {
            return ReportPage.JudgedNumber(
                name: "Active units", value: "\(active) of \(all)", usual: nil,
                verdict: active == all ? "all are in use" : "\(all - active) not in use",
                standing: active == all ? .unjudged : .worse, meaning: meaning)
        }
        return ReportPage.JudgedNumber(
            name: "Active units", value: "\(active) of \(all)", usual: "\(reference)",
            verdict: active < reference
                ? "fewer than usual: see the warning" : active > reference ? "more than usual" : "as usual",
            standing: active < reference ? .worse : active > reference ? .different : .asUsual,
            meaning: meaning)
    }

    private func accuracy(_ accuracy: Measurements.NeighbourAccuracy) -> ReportPage.JudgedNumber {
        judged(
            "\(accuracy.neighbours)-nearest-neighbour accuracy", accuracy.value * 100, decimals: 1, unit: "%",
            aim: .high, .end { $0.neighbourAccuracy.map { $0.value * 100 } }, width: 2,
            "How often the \(accuracy.neighbours) nearest of \(Numerals.grouped(accuracy.trainImages)) training codes "
                + "tell the class of a test image; the model has seen no labels.")
    }

    private var priorDistance: ReportPage.JudgedNumber {
        let distance = measurements.priorDistance
        let isCut = record.configuration.architecture.likelihood.modelledValues.allSatisfy {
            [0, 1].contains($0)
        }
        return judged(
            "Draws to real images", distance.value, decimals: 1, unit: "pixels", aim: .low,
            .end { $0.priorDistance.value }, width: 2,
            (isCut
                ? "Pixels in which a decoded draw from the prior differs from the nearest training image: mean of "
                : "How far a decoded draw from the prior is from the nearest training image, the sum of all "
                    + "differences with a pixel's whole range as 1: mean of ")
                + "\(Numerals.grouped(distance.draws)) draws against \(Numerals.grouped(distance.images)) images."
        )
    }

    /// A number beside what is usual.
    ///
    /// - Parameter width: the least difference from the mean that counts as unusual.
    private func judged(
        _ name: String, _ value: Double, decimals: Int, unit: String, aim: Aim, _ reference: Reference,
        width: Double, _ meaning: String
    ) -> ReportPage.JudgedNumber {
        func text(_ number: Double) -> String { Numerals.fixed(number, decimals: decimals) }
        let step = measurements.step
        let isEarly = usual.map { step < $0.lastStep } ?? false
        let known: ReferenceRuns.Group.Usual?
        var isComparable = true
        switch reference {
        case .curve(let curve):
            known = usual?.usual(leastWidth: width) { run in
                run.isKnown(at: step) ? curve(run).map { run.value(of: $0, atStep: step) } : nil
            }
        case .end(let number):
            known = usual?.usual(leastWidth: width) { $0.measurements.flatMap(number) }
            isComparable = !isEarly
        }
        guard let group = usual, let usual = known else {
            return ReportPage.JudgedNumber(
                name: name, value: text(value), unit: unit, usual: nil, verdict: "no reference",
                standing: .unjudged, meaning: meaning)
        }
        let (verdict, standing) = verdict(
            value - usual.mean, usual.width, aim, decimals: decimals, unit: unit)
        let place = isComparable ? "" : " after \(group.epochs) epochs"
        return ReportPage.JudgedNumber(
            name: name, value: text(value), unit: unit,
            usual: "\(text(usual.mean)) ± \(text(usual.width))\(place)",
            verdict: verdict + advice(standing, isEarly: isEarly),
            standing: standing, meaning: meaning)
    }

    private func verdict(
        _ difference: Double, _ width: Double, _ aim: Aim, decimals: Int, unit: String
    ) -> (String, ReportPage.JudgedNumber.Standing) {
        guard difference.isFinite else { return ("not a finite number", .worse) }
        guard abs(difference) > width else { return ("as usual", .asUsual) }
        let size = "by \(Numerals.fixed(abs(difference), decimals: decimals)) \(unit)"
        switch aim {
        case .neither: return ("\(difference > 0 ? "higher" : "lower") than usual \(size)", .different)
        case .high:
            return difference > 0
                ? ("better than usual \(size)", .better) : ("worse than usual \(size)", .worse)
        case .low:
            return difference < 0
                ? ("better than usual \(size)", .better) : ("worse than usual \(size)", .worse)
        }
    }

    /// What to do about a number that is worse than usual.
    private func advice(_ standing: ReportPage.JudgedNumber.Standing, isEarly: Bool) -> String {
        guard standing == .worse else { return "" }
        if isEarly { return ": train longer" }
        guard let usual, record.configuration.learningRate == usual.learningRate,
            record.configuration.beta == usual.beta, record.configuration.batchSize == usual.batchSize,
            record.configuration.extraOptions.isEmpty
        else { return ": compare with the default settings" }
        return ": try another seed"
    }
}
