public import Foundation
public import Storage
public import VAE

/// Writes a run while it trains, so that a kill at any moment leaves a run that can be resumed.
///
/// Order of writing: snapshot, metrics, checkpoint. The checkpoint is the commitment; snapshots and metrics
/// beyond it belong to a future that was lost, and resuming makes them again.
public struct RunWriter: Sendable {
    public let folder: RunFolder
    public private(set) var record: RunRecord
    /// The rows written so far.
    public private(set) var rows: [MetricsRow]

    /// Begins a new run in its empty folder.
    ///
    /// - Throws: `FileError` where `run.json` cannot be written; then the folder is gone.
    package init(starting record: RunRecord, in folder: RunFolder) throws {
        self.folder = folder
        self.record = record
        rows = []
        noteMachine()
        do { try writeRecord() } catch {
            folder.removeIfEmpty()
            throw error
        }
    }

    /// Continues a run after the snapshot or batch of `state`, or from its start; what was written later is dropped.
    ///
    /// - Throws: `FileError` where the run's files are damaged or cannot be written.
    package init(resuming record: RunRecord, from state: TrainingState?, in folder: RunFolder) throws {
        self.folder = folder
        self.record = record
        let lastStep = state?.step ?? -1
        rows =
            try state.map { state in
                try record.rows(contentsOf: folder.metrics).filter { $0.step <= state.step }
            } ?? []
        self.record.state = .running
        self.record.ended = nil
        self.record.divergedAtStep = nil
        self.record.stoppedAtEpoch = nil
        self.record.measurements = nil
        self.record.warnings = nil
        self.record.clusters = nil
        for index in rows.indices { rows[index].measurements = nil }
        if state == nil { self.record.machines = nil }
        noteMachine()
        for step in try folder.snapshotSteps() where step > lastStep {
            try? FileManager.default.removeItem(at: folder.snapshot(atStep: step))
        }
        try AtomicFile.write(MetricsFile.encoded(rows), to: folder.metrics)
        try writeRecord()
    }

    /// Writes a snapshot with its row of metrics, then the checkpoint that makes both count.
    public mutating func write(_ snapshot: Snapshot) throws {
        try AtomicFile.write(
            try SnapshotFile(snapshot).encoded(), to: folder.snapshot(atStep: snapshot.step))
        rows.append(MetricsRow(snapshot))
        try AtomicFile.write(MetricsFile.encoded(rows), to: folder.metrics)
        try write(snapshot.state)
    }

    /// Writes a checkpoint.
    public func write(_ state: TrainingState) throws {
        try AtomicFile.write(try CheckpointFile.encoded(state), to: folder.checkpoint)
    }

    /// Marks the end of training.
    ///
    /// - Parameters:
    ///   - divergedAtStep: the step whose loss was not finite, where that ended it.
    ///   - stoppedAtEpoch: the epoch after which it ended early, where that ended it.
    public mutating func end(
        _ state: RunRecord.State, at date: Date, divergedAtStep: Int? = nil, stoppedAtEpoch: Int? = nil
    ) throws {
        record.state = state
        record.divergedAtStep = divergedAtStep
        record.stoppedAtEpoch = stoppedAtEpoch
        record.ended = date
        try writeRecord()
    }

    private mutating func noteMachine() {
        let machine = RunRecord.Machine(
            processor: Processor.name, threads: record.configuration.threads)
        // Of a run of an earlier version nobody knows where it began.
        guard let machines = record.machines ?? (rows.isEmpty ? [] : nil), machines.last != machine else {
            return
        }
        record.machines = machines + [machine]
    }

    private func writeRecord() throws {
        try AtomicFile.write(try record.encoded(), to: folder.record)
    }
}

extension RunFolder {
    /// The steps of the snapshots that are there, ascending.
    ///
    /// - Throws: `FileError` of kind `missing` where the run has no folder of snapshots.
    public func snapshotSteps() throws(FileError) -> [Int] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: snapshots.path) else {
            throw FileError(.missing, at: snapshots.path, "no such folder")
        }
        return names.compactMap { name in
            guard name.hasPrefix("step-"), name.hasSuffix(".safetensors"),
                let step = Int(name.dropFirst(5).dropLast(12)), step >= 0,
                snapshot(atStep: step).lastPathComponent == name
            else { return nil }
            return step
        }.sorted()
    }
}
