import Datasets
public import Foundation
public import Storage
import VAE

/// What no run of this program can hold is refused where it is read, so that nobody draws or counts by it.
extension RunRecord {
    /// Test images that every snapshot encodes, at the most.
    static let mostProbes = 90

    /// Batches in an epoch; the last may be smaller than the others.
    public var stepsPerEpoch: Int {
        (dataset.trainCount + configuration.batchSize - 1) / configuration.batchSize
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
        let isInPlace =
            (0...configuration.epochs).contains(row.epoch) && (0...stepsPerEpoch).contains(row.batch)
            && row.step == max(0, row.epoch - 1) * stepsPerEpoch + row.batch
        if !isInPlace { return "step" }
        let counts = [dataset.testCount, min(dataset.testCount, Trainer.quickTestCount)]
        if let count = row.testCount, !counts.contains(count) { return "test_count" }
        if row.klPerDimension.count != configuration.architecture.latentDim { return "kl_per_dimension" }
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
    }

    /// Whether a run of this record can have been measured so.
    private func isPossible(_ measurements: Measurements) -> Bool {
        let latentDim = configuration.architecture.latentDim
        let (accuracy, distance) = (measurements.neighbourAccuracy, measurements.priorDistance)
        let bound = measurements.importanceWeightedBound
        let counts = [accuracy.neighbours, accuracy.trainImages, accuracy.testImages, distance.images]
        return (0...totalSteps).contains(measurements.step)
            && ([measurements.elbo, measurements.reconstruction, measurements.kl, distance.value]
                + measurements.klPerDimension + measurements.varianceOfMeans
                + (bound.map { [$0.value, $0.gap, $0.standardError] } ?? []))
                .allSatisfy { abs($0) <= Evaluation.mostNats }
            && measurements.klPerDimension.count == latentDim
            && measurements.varianceOfMeans.count == latentDim
            && (0...latentDim).contains(measurements.activeUnits) && (0...1).contains(accuracy.value)
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
        func isClose(_ left: Double, _ right: Double) -> Bool {
            abs(left - right) <= Self.rounding * (1 + abs(left))
        }
        if !(0...most).contains(step) { return "step" }
        if !(0...most).contains(epoch) { return "epoch" }
        if !(0...most).contains(batch) { return "batch" }
        if !(trainELBO.map(isNats) ?? true) { return "train_elbo" }
        if !isNats(testELBO) { return "test_elbo" }
        if !isNats(reconstruction) || !isClose(testELBO, reconstruction - kl) { return "reconstruction" }
        if !isNats(kl) || kl < -Self.rounding { return "kl" }
        if !klPerDimension.allSatisfy({ isNats($0) && $0 >= -Self.rounding })
            || !isClose(kl, klPerDimension.reduce(0, +))
        {
            return "kl_per_dimension"
        }
        if !(0...1e12).contains(seconds) { return "seconds" }
        if !(0...1e12).contains(imagesPerSecond) { return "images_per_second" }
        return nil
    }
}
