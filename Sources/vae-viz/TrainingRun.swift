import ArgumentParser
import Datasets
import Foundation
import Likelihoods
import Reporting
import Runs
import Storage
import VAE

/// One run from its images to its report: new, or continued.
struct TrainingRun {
    /// Finds or makes the run's folder.
    private let place: () throws -> RunFolder
    private let data: ModelledDataset
    private let trainer: Trainer
    private let comparison: ComparisonTraining
    private let lookup: ClassLookup
    private let reporter: any ProgressReporter
    /// Opens the run's files for writing, once this process holds the run.
    private let begin: (RunFolder) throws -> RunWriter

    /// Prepares a new run: nothing is written before the settings and the data are known to be good.
    init(
        _ options: TrainingOptions, _ preparation: PreparationOptions, name: String?, output: URL,
        threads: Int, dataDir: String?,
        library: DatasetLibrary, reporter: any ProgressReporter
    ) throws {
        let source = DatasetLibrary.lasting(options.dataset ?? Digits.name)
        // Settings that make no sense are refused before anything is fetched or generated.
        let plan = try NetworkChoice(options).architecture
        _ = try options.configuration(plan, threads: threads)
        let wishes = preparation.wishes(networkSide: options.networkFile != nil ? plan.imageSide : nil)
        let whole = try library.load(source, wishes: wishes, activity: Self.tell(reporter))
        try preparation.check(whole, at: source)
        let dataset =
            whole
            .shortened(trainCount: options.trainCount, testCount: options.testCount)
        let choice = try NetworkChoice(options, images: dataset.train, at: source)
        let configuration = try options.configuration(choice.architecture, threads: threads)
        try configuration.architecture.check(dataset.train, at: source)
        let data = try ModelledDataset(
            dataset, values: configuration.architecture.likelihood.modelledValues)
        for notice in choice.notices { reporter.report(.notice("\(source): \(notice)")) }
        let findings = try Self.inspect(
            dataset, data, at: source, batchSize: configuration.batchSize, reporter)
        let record = RunRecord(
            version: VAEViz.version, configuration: configuration,
            grid: options.grid ?? RunRecord.usualGrid(imageSide: dataset.train.rows),
            dataset: RunRecord.DatasetRecord(
                dataset, source: source, dataDirectory: dataDir.map { URL(fileURLWithPath: $0).path },
                findings: findings),
            probes: RunRecord.probes(of: dataset.test.labels), started: Date())
        trainer = try Trainer(
            configuration: configuration, train: data.train, test: data.test,
            probes: data.test.selecting(record.probes))
        comparison = ComparisonTraining(record, data: data)
        lookup = ClassLookup(record.possibleClassNames)
        self.data = data
        self.reporter = reporter
        // By the record's name: the data set itself would stay with all its intensities.
        place = { try RunFolder.create(in: output, name: name, dataset: record.dataset.name) }
        begin = { try RunWriter(starting: record, in: $0) }
    }

    /// Prepares to continue a run from its checkpoint.
    ///
    /// - Parameters:
    ///   - epochs: the new number of epochs; `nil` keeps the run's.
    ///   - threads: the new number of threads; `nil` keeps the run's, which gives the same bytes.
    ///   - library: finds the data set, given the folder that the run recorded.
    init(
        resuming folder: RunFolder, epochs: Int?, threads: Int?, library: (String?) -> DatasetLibrary,
        reporter: any ProgressReporter
    ) throws {
        var record = try RunRecord(contentsOf: folder.record)
        try record.requireDescribed(to: "continued", at: folder)
        let state = try CheckpointFile.state(of: folder, record)
        if let epochs {
            let begun = state?.epoch ?? 0
            guard epochs >= begun else {
                throw ValidationError(
                    "--epochs \(epochs): the run \(folder.name) is in epoch \(begun) already; choose \(begun) or more"
                )
            }
            record.configuration.epochs = epochs
            // Asked to go on, it waits anew for a better test ELBO.
            if let stopped = record.stoppedAtEpoch, epochs > stopped {
                record.configuration.patienceFrom = stopped
            }
        }
        if let threads { record.configuration.threads = threads }
        try record.configuration.validate()
        let data = try record.dataset.load(
            from: library(record.dataset.dataDirectory), run: folder.name,
            values: record.configuration.architecture.likelihood.modelledValues,
            activity: Self.tell(reporter))
        do {
            trainer = try Trainer(
                configuration: record.configuration, train: data.train, test: data.test,
                probes: data.test.selecting(record.probes), resuming: state)
        } catch VAEError.unusableState(let reason) {
            throw FileError(.damaged, at: folder.checkpoint.path, "not a checkpoint of this run: \(reason)")
        }
        comparison = ComparisonTraining(record, data: data)
        lookup = ClassLookup(record.possibleClassNames)
        self.data = data
        self.reporter = reporter
        place = { folder }
        begin = { [record] in try RunWriter(resuming: record, from: state, in: $0) }
    }

    /// How a training ended.
    private enum Ending {
        case finished, interrupted
        /// The loss ceased to be finite; there is a snapshot from before.
        case diverged(VAEError)
    }

    /// Trains, measures, draws and reports.
    ///
    /// - Parameter report: what the report is made with.
    /// - Returns: the run's folder, whether it went to its end, and the pictures that failed.
    /// - Throws: `VAEError.diverged` once the report of what there is was written.
    func run(
        _ interrupt: Interrupt, report: ReportSettings
    ) throws -> (run: RunFolder, isFinished: Bool, undrawn: UndrawnPictures?) {
        // Figures of classes that there are not are refused before training, and before there is a folder.
        try report.selection.check(lookup)
        let folder = try place()
        return try folder.locked {
            interrupt.respond(.training(folder, reporter))
            let (writer, ending) = try train(in: folder, interrupt, report)
            switch ending {
            case .finished where !interrupt.isRequested:
                if report.selection.needsComparison {
                    interrupt.respond(.comparing(folder))
                    try comparison.run(into: folder) { fraction in
                        reporter.report(.working(comparison.activity, fraction: fraction))
                    }
                }
                interrupt.respond(.drawing(folder))
            case .finished, .interrupted, .diverged:
                interrupt.respond(.stop(Interrupted(continuing: folder).description))
            }
            let viewer = RunViewer(
                try RecordedRun(folder, record: writer.record, data: data),
                threads: writer.record.configuration.threads, keepsCodes: true)
            let undrawn = try viewer.writeReport(reporter, report)
            switch ending {
            case .finished: return (folder, !interrupt.isRequested, undrawn)
            case .interrupted: return (folder, false, undrawn)
            case .diverged(let error): throw error
            }
        }
    }

    /// Trains until the end or the user's wish; beside it every snapshot is written, and the report renewed.
    private func train(
        in folder: RunFolder, _ interrupt: Interrupt, _ settings: ReportSettings
    ) throws -> (writer: RunWriter, ending: Ending) {
        let opened = try begin(folder)
        let slow = try opened.record.configuration.architecture.slowLayers()
        if !slow.isEmpty {
            reporter.report(
                .notice("oneDNN has only slow code for \(slow.joined(separator: ", ")) on this processor"))
        }
        let report = try LiveReport(
            folder, record: opened.record, data: data, templates: settings.templates, size: settings.size)
        // Whatever comes after, the page does not go on saying that training runs.
        defer { report.finish() }
        let queue = SnapshotQueue(opened) { [reporter] snapshot in
            reporter.report(.snapshot(snapshot))
            report.renew()
        }
        let result = Result {
            try trainer.run(shouldStop: { interrupt.isRequested }) { event in
                switch event {
                case .progress(let progress): reporter.report(.training(progress))
                case .snapshot(let snapshot): try queue.add(snapshot)
                }
            }
        }
        var (writer, error) = queue.close()
        do {
            if let error { throw error }
            let result = try result.get()
            try writer.write(result.state)
            if let epoch = result.stoppedAtEpoch, let best = result.state.best {
                reporter.report(
                    .notice(
                        "stopped after epoch \(epoch): the test ELBO has not been better since epoch \(best.epoch)"
                    ))
            }
            try writer.end(
                result.isFinished ? .finished : .interrupted, at: Date(),
                stoppedAtEpoch: result.stoppedAtEpoch)
            return (writer, result.isFinished ? .finished : .interrupted)
        } catch let error as VAEError {
            guard case .diverged(let step, _) = error, !writer.rows.isEmpty else {
                try? writer.end(.interrupted, at: Date())
                throw error
            }
            try writer.end(.interrupted, at: Date(), divergedAtStep: step)
            return (writer, .diverged(error))
        } catch {
            // The first error is the one to tell; the run stays resumable from its last checkpoint.
            try? writer.end(.interrupted, at: Date())
            throw error
        }
    }

    private static func tell(
        _ reporter: any ProgressReporter
    ) -> @Sendable (DatasetLibrary.Activity) -> Void {
        { activity in reporter.report(.working(activity.text, fraction: activity.fraction)) }
    }

    /// Looks at the data before training, and tells what was done to them and found in them.
    ///
    /// - Throws: `FileError` of kind `damaged` where nothing can be learned from them.
    private static func inspect(
        _ dataset: Dataset, _ data: ModelledDataset, at source: String, batchSize: Int,
        _ reporter: any ProgressReporter
    ) throws(FileError) -> [DataFinding] {
        let inspection = try DataInspection(dataset, modelled: data)
        if let obstacle = inspection.obstacle { throw FileError(.damaged, at: source, obstacle) }
        for note in dataset.preparation.notes { reporter.report(.notice("\(source): \(note)")) }
        let findings = inspection.findings(batchSize: batchSize)
        for finding in findings { reporter.report(.warning(finding.text)) }
        return findings
    }
}

extension Architecture {
    /// - Throws: `FileError` of kind `damaged` for images that the network cannot take.
    fileprivate func check(_ images: ImageSet, at source: String) throws {
        guard [images.channels, images.rows, images.columns] != imageShape else { return }
        func colours(_ channels: Int) -> String {
            channels == 1 ? "in grey" : "in \(channels) channels"
        }
        throw FileError(
            .damaged, at: source,
            "images are \(images.rows) x \(images.columns) pixels \(colours(images.channels)), and the network takes "
                + "\(imageSide) x \(imageSide) \(colours(channels))")
    }
}
