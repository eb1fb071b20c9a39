import ArgumentParser
import Foundation
import Reporting
import Runs
import Storage

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
    @OptionGroup var templates: TemplateOptions
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func run() throws {
        let reporter = progress.reporter()
        let (settings, templates) = (try animations.settings(), try templates.set())
        let (report, undrawn) = try selection.locked { viewer in
            let undrawn = try viewer.writeReport(reporter, animations: settings, templates: templates)
            return (viewer.folder.report, undrawn)
        }
        reporter.report(.finished)
        try Console.result(report.path)
        if open { Browser.open(report) }
        if let undrawn { throw undrawn }
    }
}

extension RunViewer {
    /// Measures the run, draws everything and writes its report; then tells what is wrong with the run.
    ///
    /// - Returns: the pictures that failed; all others were drawn.
    func writeReport(
        _ reporter: any ProgressReporter, animations: AnimationSettings, templates: TemplateSet
    ) throws -> UndrawnPictures? {
        try writeLatents()
        let undrawn =
            try Gallery(self, animations: animations).drawAll { reporter.report(.drawing($0)) }
            + refreshPage()
        reporter.report(.working("measuring", fraction: nil))
        let warnings = try writeMeasurements(undrawn: undrawn)
        try writeReport(templates: templates)
        for warning in warnings { reporter.report(.warning(warning)) }
        return undrawn.failure
    }
}
