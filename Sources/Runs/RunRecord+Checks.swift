import Datasets
public import Foundation
public import Storage
import VAE

/// What no run of this program can hold is refused where it is read, so that nobody draws or counts by it.
extension RunRecord {
    /// Test images that every snapshot encodes, at the most.
    static let mostProbes = 90

    /// Batches in an epoch; the last may be smaller than the others. 1 where nobody knows.
    public var stepsPerEpoch: Int { knownStepsPerEpoch ?? 1 }

    /// Batches in an epoch; `nil` where a recorded run does not tell.
    public var knownStepsPerEpoch: Int? {
        let batches =
            dataset.trainCount / configuration.batchSize
            + (dataset.trainCount.isMultiple(of: configuration.batchSize) ? 0 : 1)
        guard let recorded else { return batches }
        return recorded.stepsPerEpoch
            ?? (recorded.batchSize != nil && dataset.trainCount > 0 ? batches : nil)
    }

    /// Steps of the whole training.
    public var totalSteps: Int { configuration.epochs * stepsPerEpoch }

    /// Reads the run's `metrics.jsonl`.
    ///
    /// - Throws: `FileError`, of kind `damaged` naming the first line that is no row of this run.
    public func rows(contentsOf url: URL) throws(FileError) -> [MetricsRow] {
        let rows = try MetricsFile.rows(contentsOf: url)
        for (index, row) in rows.enumerated() {
            guard let wrong = wrongField(of: row) else { continue }
            throw FileError(
                .damaged, at: url.path, "line \(index + 1) has an impossible \(wrong) for this run")
        }
        return rows
    }

    /// The first field that a row of this run cannot have; `nil` where there is none.
    private func wrongField(of row: MetricsRow) -> String? {
        let latentDim = configuration.architecture.latentDim
        guard !isRecorded else {
            let isOfRun = row.klPerDimension.map { $0.count == latentDim } ?? true
            return isOfRun ? row.measurements.map { _ in "measurements" } : "kl_per_dimension"
        }
        if let missing = row.missingField { return missing }
        let (epoch, batch) = (row.epoch ?? 0, row.batch ?? 0)
        let isInPlace =
            (0...configuration.epochs).contains(epoch) && (0...stepsPerEpoch).contains(batch)
            && row.step == max(0, epoch - 1) * stepsPerEpoch + batch
        if !isInPlace { return "step" }
        let counts = [dataset.testCount, min(dataset.testCount, Trainer.quickTestCount)]
        if let count = row.testCount, !counts.contains(count) { return "test_count" }
        if row.klPerDimension?.count != latentDim { return "kl_per_dimension" }
        if let measurements = row.measurements, !isPossible(measurements) { return "measurements" }
        return nil
    }

    /// - Throws: `FileError` of kind `damaged` naming the first field that is wrong.
    func validate(at location: String) throws(FileError) {
        func require(_ condition: Bool, _ field: String) throws(FileError) {
            guard condition else {
                throw FileError(.damaged, at: location, "damaged run record: wrong \(field)")
            }
        }
        try require(producer?.isValid ?? true, "producer")
        try require(Self.grids.contains(grid), "grid")
        let counts = 1...1 << 32
        try require(counts.contains(dataset.trainCount) && counts.contains(dataset.testCount), "counts")
        try require((try? configuration.validate()) != nil, "configuration")
        try require((1...256).contains(dataset.classNames.count), "class names")
        try require(dataset.preparation?.isValid ?? true, "preparation")
        let isAscending = zip(probes, probes.dropFirst()).allSatisfy { $0 < $1 }
        try require(
            probes.count <= Self.mostProbes && isAscending
                && probes.allSatisfy { (0..<dataset.testCount).contains($0) }, "probes")
        try require(divergedAtStep.map { (0...totalSteps).contains($0) } ?? true, "diverged_at_step")
        try require(
            stoppedAtEpoch.map { (1...max(1, configuration.epochs)).contains($0) } ?? true,
            "stopped_at_epoch")
        try require(measurements.map(isPossible) ?? true, "measurements")
        try require(
            clusters.map { $0.isPossible && (0...totalSteps).contains($0.step) && isUnlabelled } ?? true,
            "clusters")
    }

    /// Whether a run of this record can have been measured so.
    private func isPossible(_ measurements: Measurements) -> Bool {
        let latentDim = configuration.architecture.latentDim
        let (accuracy, distance) = (measurements.neighbourAccuracy, measurements.priorDistance)
        let bound = measurements.importanceWeightedBound
        let counts =
            (accuracy.map { [$0.neighbours, $0.trainImages, $0.testImages] } ?? []) + [distance.images]
        return (0...totalSteps).contains(measurements.step)
            && ([measurements.elbo, measurements.reconstruction, measurements.kl, distance.value]
                + measurements.klPerDimension + measurements.varianceOfMeans
                + (bound.map { [$0.value, $0.gap, $0.standardError] } ?? []))
                .allSatisfy { abs($0) <= Evaluation.mostNats }
            && measurements.klPerDimension.count == latentDim
            && measurements.varianceOfMeans.count == latentDim
            && (0...latentDim).contains(measurements.activeUnits) && (0...1).contains(accuracy?.value ?? 0)
            && counts.allSatisfy { (1...1 << 32).contains($0) } && (0...1 << 32).contains(distance.draws)
            && (bound.map { $0.samples > 0 && (1...dataset.testCount).contains($0.images) } ?? true)
    }
}

extension MetricsRow {
    /// What rounding may take from a divergence, which is never below 0, or make two sums differ by; in nats, and in
    /// parts of the number.
    private static let rounding = 1e-3

    /// The first field that no training has; `nil` where there is none.
    var wrongField: String? {
        let most = 1 << 40
        func isNats(_ value: Double) -> Bool { abs(value) <= Evaluation.mostNats }
        if !(0...most).contains(step) { return "step" }
        if !(0...most).contains(epoch ?? 0) { return "epoch" }
        if !(0...most).contains(batch ?? 0) { return "batch" }
        if !isNats(trainELBO ?? 0) { return "train_elbo" }
        if !isNats(testELBO ?? 0) { return "test_elbo" }
        if !isNats(reconstruction ?? 0) { return "reconstruction" }
        if !isNats(kl ?? 0) || kl ?? 0 < -Self.rounding { return "kl" }
        let parts = klPerDimension ?? []
        if !parts.allSatisfy({ isNats($0) && $0 >= -Self.rounding }) { return "kl_per_dimension" }
        if !(0...1e12).contains(seconds ?? 0) { return "seconds" }
        if !(0...1e12).contains(imagesPerSecond ?? 0) { return "images_per_second" }
        if !(extra ?? [:]).values.allSatisfy(\.isFinite) { return "extra" }
        return nil
    }

    /// The first field that every row of this program's own has, and this one lacks, or that does not go with the
    /// others; `nil` where there is none.
    var missingField: String? {
        func isClose(_ left: Double, _ right: Double) -> Bool {
            abs(left - right) <= Self.rounding * (1 + abs(left))
        }
        guard epoch != nil else { return "epoch" }
        guard batch != nil else { return "batch" }
        guard let testELBO else { return "test_elbo" }
        guard let kl else { return "kl" }
        guard let reconstruction, isClose(testELBO, reconstruction - kl) else { return "reconstruction" }
        guard let klPerDimension, isClose(kl, klPerDimension.reduce(0, +)) else { return "kl_per_dimension" }
        guard seconds != nil else { return "seconds" }
        guard imagesPerSecond != nil else { return "images_per_second" }
        return nil
    }
}
