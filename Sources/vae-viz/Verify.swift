import ArgumentParser
import Datasets
import Foundation
import Reporting
import Runs
import VAE

/// `vae-viz verify`: a run trained again, to see that it comes to the same bytes.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a run again and say whether everything comes out the same.",
        discussion: """
            Trains from the same seed on the same images with the same number of threads, writes nothing, and compares \
            every snapshot, its metrics apart from times, the checkpoint and latents.csv. Exit status 0 if all are \
            the same; 65 if not, naming the file that differs first. The same is to be expected on the same kind of \
            processor with the same number of threads; where those differ, it says so.

            EXAMPLES:
              vae-viz verify
              vae-viz verify Output/digits-1 --steps 150
            """)

    @Argument(help: RunSelection.help)
    var selection: String?
    @Option(help: ArgumentHelp("Train only the first n steps again. (default: all)", valueName: "n"))
    var steps: Int?
    @OptionGroup var runs: RunOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var progress: ProgressOptions

    func validate() throws {
        if let steps, steps < 0 { throw ValidationError("--steps \(steps): choose 0 or more") }
    }

    func run() throws {
        let reporter = progress.reporter()
        let folder = try RunFolder.find(selection, in: runs.folder)
        let record = try RunRecord(contentsOf: folder.record)
        try record.requireDescribed(to: "verified", at: folder)
        let viewer = RunViewer(
            try RecordedRun(folder, library: data.library), threads: record.configuration.threads)
        var repetition = try Repetition(of: folder, record, steps: steps)
        if let obstacle = repetition.obstacle {
            reporter.report(.notice("the same bytes are not to be expected: \(obstacle)"))
        }
        let isWhole = try train(viewer, &repetition, reporter)
        // Made by the kept snapshot, which is the same as the new one.
        let hasLatents =
            steps == nil && isWhole ? try repetition.compare(latents: try viewer.latents()) : false
        reporter.report(.finished)
        let parts = [
            "\(repetition.snapshots) snapshots", "metrics", isWhole ? "checkpoint" : nil,
            hasLatents ? "latents.csv" : nil,
        ].compactMap(\.self)
        try Console.result(
            "\(folder.url.path): the same again up to step \(repetition.lastStep): \(parts.joined(separator: ", "))"
        )
    }

    /// Trains up to the last step to compare.
    ///
    /// - Returns: whether the checkpoint was compared too.
    private func train(
        _ viewer: RunViewer, _ repetition: inout Repetition, _ reporter: any ProgressReporter
    ) throws -> Bool {
        let trainer = try Trainer(
            configuration: viewer.record.configuration, train: viewer.run.data.train,
            test: viewer.run.data.test,
            probes: viewer.run.data.test.selecting(viewer.record.probes))
        var batches = -1
        let last = repetition.lastStep
        do {
            let result = try trainer.run(
                // Asked before each batch.
                shouldStop: {
                    batches += 1
                    return batches >= last
                }
            ) { event in
                switch event {
                case .progress(let progress): reporter.report(.training(progress))
                case .snapshot(let snapshot):
                    try repetition.compare(snapshot)
                    reporter.report(.snapshot(snapshot))
                }
            }
            return try repetition.compare(result.state)
        } catch VAEError.diverged(let step, _) where step == viewer.record.divergedAtStep {
            return false
        }
    }
}
