public import Datasets
import Drawing
import Figures
import Foundation
import LatentSpace
import Likelihoods
public import Runs
import Storage
import VAE

/// Several runs on one page: their curves, planes and codes at the same moments, what they were measured to be, and in
/// what they differ.
public struct RunComparison {
    /// How many runs can be compared.
    public static let counts = 2...8

    let runs: [ComparedRun]
    /// Which snapshots are shown together.
    let moments: MomentMatching
    /// The positions of runs whose numbers may stand on one axis, and of those that differ by their seeds alone.
    let scoreGroups: [[Int]], seedGroups: [[Int]]

    /// Moments of a comparison at the most, and frames and their pixels of all runs together.
    private static let mostMoments = 24, mostFrames = 96, mostPixels = 12_000_000

    /// Prepares the comparison of 2 to 8 runs; the first is the one that others are turned onto.
    ///
    /// - Throws: `FileError` where a snapshot cannot be read.
    public init(_ viewers: [RunViewer]) throws {
        precondition(Self.counts.contains(viewers.count), "2 to 8 runs")
        runs = try PlaneTurning.turned(
            try ComparedRun.telling(
                try viewers.enumerated().map { try ComparedRun($0.element, index: $0.offset) }))
        let frames = min(
            Self.mostFrames,
            Self.mostPixels / (runs.map { ComparedFrames.pixels($0.record) }.max() ?? 1))
        moments = MomentMatching(
            runs.map(\.schedule), most: min(Self.mostMoments, max(4, frames / runs.count)))
        let records = runs.map(\.record)
        scoreGroups = RunGroups.ofScores(records, images: runs.map(\.images))
        seedGroups = RunGroups.ofSeeds(records)
    }

    /// Opens runs for a comparison; those of the same data share the images.
    ///
    /// - Parameters:
    ///   - library: where a run's data set is looked for, given the data folder that the run recorded.
    ///   - threads: worker threads for encoding and decoding.
    /// - Throws: `FileError` where a run cannot be read.
    public static func open(
        _ folders: [RunFolder], library: (String?) -> DatasetLibrary, threads: Int
    ) throws -> [RunViewer] {
        var known: [(record: RunRecord, data: ModelledDataset)] = []
        return try folders.map { folder in
            let record = try RunRecord(contentsOf: folder.record)
            guard !record.isRecorded else {
                let run = try RecordedRun(folder, library: library)
                return RunViewer(run, threads: threads, findsClusters: false)
            }
            let values = record.configuration.architecture.likelihood.modelledValues
            let same = known.first { other in
                other.record.dataset == record.dataset
                    && other.record.configuration.architecture.likelihood.modelledValues == values
            }
            let data =
                try same?.data
                ?? record.dataset.load(
                    from: library(record.dataset.dataDirectory), run: folder.name, values: values)
            if same == nil { known.append((record, data)) }
            // Each run would have clusters of its own.
            return RunViewer(
                try RecordedRun(folder, record: record, data: data), threads: threads, findsClusters: false)
        }
    }

    /// The page as one HTML file.
    ///
    /// - Parameters:
    ///   - version: of the program that writes it.
    ///   - progress: told how much is done, from 0 to 1.
    /// - Throws: `FileError` where a snapshot cannot be read, ``ReportPageError`` where a template cannot.
    public func html(
        templates: TemplateSet = .builtIn, version: String, progress: (Double) -> Void = { _ in }
    ) throws -> String {
        let renderer = try PageRenderer(templates)
        return try renderer.comparison(try context(version: version, progress: progress))
    }
}

/// What stands on the horizontal axis of curves.
extension RunComparison {
    /// Where a snapshot lies on the axis: epochs where runs are matched by steps, or steps where nobody knows how many an
    /// epoch has, else percent of the training.
    func position(ofStep step: Int, run: ComparedRun) -> Double {
        moments.basis == .step
            ? Double(step) / stepsPerUnit : 100 * run.schedule.share(atStep: step)
    }

    /// Steps of what is counted on the axis where runs are matched by steps.
    private var stepsPerUnit: Double { Double(max(1, runs[0].schedule.stepsPerEpoch ?? 1)) }

    var positionTitle: String {
        guard moments.basis == .step else { return "share of the training, %" }
        return runs[0].schedule.stepsPerEpoch == nil ? "steps" : "epochs"
    }

    /// Where a moment lies on the axis.
    func position(ofMoment moment: Int) -> Double {
        let position = moments.positions[moment]
        return moments.basis == .step ? position / stepsPerUnit : 100 * position
    }

    /// What a moment is called.
    func label(ofMoment moment: Int) -> String {
        guard moments.basis == .step else {
            return "\(Numerals.fixed(100 * moments.positions[moment], decimals: 1)) % of each training"
        }
        let step = Int(moments.positions[moment])
        return step == 0 ? "before training" : "step \(Numerals.grouped(step))"
    }
}
