import Foundation
public import Storage
public import VAE

/// A training that is done again, held against what a run's folder keeps of the first one.
///
/// Times are left out: they are never the same.
public struct Repetition {
    private let folder: RunFolder
    private let record: RunRecord
    /// The rows that training again must give, in their order.
    private let rows: [MetricsRow]
    /// The step up to which the run can be compared.
    public let lastStep: Int
    /// Snapshots that were the same so far.
    public private(set) var snapshots = 0

    /// Prepares the comparison.
    ///
    /// - Parameter steps: the steps to compare at the most; `nil` for all that the run has a checkpoint of.
    /// - Throws: `FileError` where the run's files are missing or damaged.
    package init(of folder: RunFolder, _ record: RunRecord, steps: Int?) throws(FileError) {
        self.folder = folder
        self.record = record
        let all = try record.rows(contentsOf: folder.metrics)
        let reached = try CheckpointFile.state(of: folder, record)?.step ?? 0
        let lastStep = min(max(reached, all.last?.step ?? 0), steps ?? .max)
        self.lastStep = lastStep
        rows = all.filter { $0.step <= lastStep }
    }

    /// Why equal bytes are not to be expected here; `nil` where they are.
    public var obstacle: String? {
        guard let machines = record.machines else {
            return "the run does not tell the processor that it was trained on"
        }
        let here = RunRecord.Machine(
            processor: Processor.name, threads: record.configuration.threads)
        guard machines != [here] else { return nil }
        let places = machines.map { "\($0.processor) with \($0.threads) threads" }
        return "it was trained on \(places.joined(separator: ", then ")); this is \(here.processor) with "
            + "\(here.threads)"
    }

    /// Compares a snapshot, its file and its line of metrics; of each training they come in order.
    ///
    /// - Throws: `FileError` of kind `damaged` naming the file that differs, as from the other comparisons.
    public mutating func compare(_ snapshot: Snapshot) throws {
        guard snapshots < rows.count, rows[snapshots].step == snapshot.step else {
            throw difference(folder.metrics, "it has no line for step \(snapshot.step), training again does")
        }
        let file = folder.snapshot(atStep: snapshot.step)
        let (again, kept) = (
            SnapshotFile(snapshot),
            try SnapshotFile(contentsOf: file, architecture: snapshot.parameters.architecture)
        )
        if let index = again.parameters.tensors.indices.first(where: {
            again.parameters.tensors[$0] != kept.parameters.tensors[$0]
        }) {
            throw difference(file, "first in \(again.parameters.names[index])")
        }
        guard [UInt8](try AtomicFile.read(file)) == (try again.encoded()) else {
            throw difference(file, "in what it says of the probe images")
        }
        guard MetricsRow(snapshot).withoutTimes == rows[snapshots].withoutTimes else {
            throw difference(folder.metrics, "in the line of step \(snapshot.step)")
        }
        snapshots += 1
    }

    /// Compares where training ended, and the checkpoint if it is of that step.
    ///
    /// - Returns: whether there was such a checkpoint.
    public func compare(_ state: TrainingState) throws -> Bool {
        guard snapshots == rows.count else {
            throw difference(
                folder.metrics, "it has a line for step \(rows[snapshots].step), training again has none")
        }
        guard var kept = try CheckpointFile.state(of: folder, record), kept.step == state.step else {
            return false
        }
        kept.seconds = state.seconds
        guard kept == state else { throw difference(folder.checkpoint, "in what resuming starts from") }
        return true
    }

    /// Compares `latents.csv`, where the run has one, with its text made again.
    ///
    /// - Returns: whether there was one.
    public func compare(latents: String) throws -> Bool {
        guard FileManager.default.fileExists(atPath: folder.latents.path) else { return false }
        let kept = [UInt8](try AtomicFile.read(folder.latents))
        guard kept != Array(latents.utf8) else { return true }
        let lines = kept.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let again = latents.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let same = zip(lines, again).prefix { $0.elementsEqual($1) }.count
        throw difference(folder.latents, "first in line \(same + 1)")
    }

    private func difference(_ file: URL, _ words: String) -> FileError {
        FileError(
            .damaged, at: file.path,
            "training again gives something else, \(words)"
                + (obstacle.map { "; the same is not to be expected: \($0)" } ?? ""))
    }
}

extension MetricsRow {
    /// The row without what depends on the clock, and without what is measured after training.
    fileprivate var withoutTimes: MetricsRow {
        var row = self
        row.seconds = 0
        row.imagesPerSecond = 0
        row.measurements = nil
        // Earlier versions did not write it.
        row.testCount = nil
        return row
    }
}
