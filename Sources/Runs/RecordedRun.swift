public import Datasets
import Foundation
import Likelihoods
public import Storage
public import VAE

/// What training left of a run: its record, what was measured, its images. Reads files and computes nothing.
public struct RecordedRun: Sendable {
    public let folder: RunFolder
    public let record: RunRecord
    /// What was measured at each snapshot, ascending.
    public let rows: [MetricsRow]
    /// The steps of the snapshots, ascending; at least one.
    public let steps: [Int]
    /// The images that the run was trained on, and those that it is tested on.
    public let data: ModelledDataset

    /// Opens a run.
    ///
    /// - Parameter library: where the run's data set is looked for, given the data folder that the run recorded.
    /// - Throws: `FileError` where files are missing or damaged, or the data set is not the one trained on.
    package init(_ folder: RunFolder, library: (String?) -> DatasetLibrary) throws {
        var record = try RunRecord(contentsOf: folder.record)
        if record.isRecorded {
            let images = try SampleFile.images(contentsOf: folder.images, of: record)
            record.noteProbes(of: images.labels)
            try self.init(
                folder, record: record,
                data: try ModelledDataset(
                    testedOn: images, values: record.configuration.architecture.likelihood.modelledValues))
            return
        }
        try self.init(
            folder, record: record,
            data: try record.dataset.load(
                from: library(record.dataset.dataDirectory), run: folder.name,
                values: record.configuration.architecture.likelihood.modelledValues))
    }

    /// Opens a run whose images are at hand: those that it is trained and tested on, and no others.
    package init(_ folder: RunFolder, record: RunRecord, data: ModelledDataset) throws {
        self.folder = folder
        self.record = record
        self.data = data
        let rows = try record.rows(contentsOf: folder.metrics)
        self.rows = rows
        steps = try folder.snapshotSteps().filter { step in rows.contains { $0.step == step } }
        guard !steps.isEmpty else {
            throw FileError(.missing, at: folder.snapshots.path, "the run has no snapshot yet")
        }
        guard data.testLabels.allSatisfy({ Int($0) < record.dataset.classNames.count }) else {
            throw FileError(
                .damaged, at: folder.record.path, "the data has classes that the run does not know")
        }
    }

    /// The test images.
    public var images: ModelledImages { data.test }
    /// The last snapshot's step.
    public var lastStep: Int { steps[steps.count - 1] }
    public var architecture: Architecture { record.configuration.architecture }
    /// Whether only answers of the model were recorded.
    public var isRecorded: Bool { record.isRecorded }
    /// Whether codes are sampled; a plain autoencoder has no variances.
    public var isVariational: Bool { record.configuration.model == .vae }

    /// What was measured at the snapshot at `step`.
    ///
    /// - Throws: `FileError` of kind `missing` where there is no such snapshot.
    public func row(atStep step: Int) throws(FileError) -> MetricsRow {
        guard let row = rows.first(where: { $0.step == step }), steps.contains(step) else {
            let some = steps.prefix(3).map(String.init).joined(separator: ", ")
            throw FileError(
                .missing, at: folder.snapshots.path,
                "no snapshot at step \(step); there are \(steps.count): \(some) ... \(lastStep)")
        }
        return row
    }

    /// What was recorded of the model at `step`; of a recorded run.
    ///
    /// - Throws: `FileError` where its file is missing or damaged.
    public func recording(atStep step: Int) throws(FileError) -> RecordedSnapshot {
        let url = folder.snapshot(atStep: step)
        let snapshot = try RecordedSnapshot(contentsOf: url, of: record)
        guard snapshot.step == step else {
            throw FileError(.damaged, at: url.path, "its metadata says step \(snapshot.step)")
        }
        return snapshot
    }

    /// The file of the snapshot at `step`; of a described run.
    ///
    /// - Throws: `FileError` where it is missing, damaged or another run's.
    public func snapshot(atStep step: Int) throws(FileError) -> SnapshotFile {
        let url = folder.snapshot(atStep: step)
        let file = try SnapshotFile(contentsOf: url, architecture: architecture)
        guard file.probes.count == record.probes.count else {
            throw FileError(
                .damaged, at: url.path,
                "\(file.probes.count) probe images, but the run has \(record.probes.count)")
        }
        return file
    }
}
