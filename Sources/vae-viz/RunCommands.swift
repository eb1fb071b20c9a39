import ArgumentParser
import Foundation
import Reporting
import Runs
import Storage

/// `vae-viz interpolate`: a path between two ends, added to a run's report.
struct Interpolate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw and animate a path across the latent space, and add it to the run's report.",
        discussion: """
            An end is a class by its name or number, a test image by its position, or a latent code.

            EXAMPLES:
              vae-viz interpolate --from 8 --to 6
              vae-viz interpolate --from bag --to shirt Output/fashion-mnist-1
              vae-viz interpolate --from test:12 --to=-1.5,0.3
            """)

    @Option(help: ArgumentHelp("Where the path begins.", valueName: "end"))
    var from: String
    @Option(help: ArgumentHelp("Where it ends.", valueName: "end"))
    var to: String
    @OptionGroup var selection: RunSelection
    @OptionGroup var animations: AnimationOptions
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func run() throws {
        let reporter = progress.reporter()
        let settings = try animations.settings()
        let viewer = try selection.viewer()
        let (name, report) = try viewer.folder.locked {
            let gallery = Gallery(viewer, animations: settings)
            let name = try gallery.drawPath(from: from, to: to) { reporter.report(.drawing($0)) }
            return (name, try ReportComposer(viewer.folder).write())
        }
        reporter.report(.finished)
        Console.result(viewer.folder.figures.appendingPathComponent(name + ".png").path)
        Console.result(viewer.folder.animations.appendingPathComponent(name + ".gif").path)
        Console.result(report.path)
        if open { Browser.open(report) }
    }
}

/// `vae-viz report`: everything drawn again, with no training.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw everything of a run again from its snapshots, and write its report.",
        discussion: """
            EXAMPLES:
              vae-viz report
              vae-viz report Output/mnist-2 --data-dir path/to/data --open
            """)

    @OptionGroup var selection: RunSelection
    @OptionGroup var animations: AnimationOptions
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func run() throws {
        let reporter = progress.reporter()
        let settings = try animations.settings()
        let viewer = try selection.viewer()
        try viewer.folder.locked { try viewer.writeReport(reporter, animations: settings) }
        reporter.report(.finished)
        Console.result(viewer.folder.report.path)
        if open { Browser.open(viewer.folder.report) }
    }
}

extension RunViewer {
    /// Measures the run, draws everything and writes its report; then tells what is wrong with the run.
    func writeReport(_ reporter: any ProgressReporter, animations: AnimationSettings) throws {
        try writeLatents()
        reporter.report(.working("measuring", fraction: nil))
        let warnings = try writeMeasurements()
        try Gallery(self, animations: animations).drawAll { reporter.report(.drawing($0)) }
        _ = try ReportComposer(folder).write()
        for warning in warnings { reporter.report(.warning(warning)) }
    }
}
