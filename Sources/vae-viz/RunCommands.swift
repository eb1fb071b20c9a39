import ArgumentParser
import Datasets
import Foundation
import Reporting
import Runs
import Storage

/// `vae-viz report`: pictures drawn again, with no training.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw the pictures of a run again from its snapshots, and write its report.",
        discussion: """
            EXAMPLES:
              vae-viz report
              vae-viz report Output/mnist-2 --data-dir path/to/data --open
              vae-viz report --figures posterior,sampling-6 --animations none
            """)

    @OptionGroup var selection: RunSelection
    @OptionGroup var pictures: PictureOptions
    @OptionGroup var animations: AnimationOptions
    @OptionGroup var templates: TemplateOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func run() throws {
        let reporter = progress.reporter()
        let settings = try ReportSettings(pictures, animations, templates)
        let (report, undrawn) = try selection.locked(model: model) { viewer in
            let undrawn = try viewer.writeReport(reporter, settings)
            return (viewer.folder.report, undrawn)
        }
        reporter.report(.finished)
        try Console.result(report.path)
        if open { Browser.open(report) }
        if let undrawn { throw undrawn }
    }
}

extension RunViewer {
    /// Measures the run, draws what is selected and writes its report; then tells what is wrong with the run.
    ///
    /// - Returns: the pictures that failed; all others were drawn.
    func writeReport(
        _ reporter: any ProgressReporter, _ settings: ReportSettings
    ) throws -> UndrawnPictures? {
        try writeLatents()
        try settings.selection.check(ClassLookup(record.possibleClassNames))
        let gallery = Gallery(self, animations: settings.animations, selection: settings.selection)
        let undrawn = try gallery.drawAll { reporter.report(.drawing($0)) }
        // A model that is gone has left the pictures half drawn.
        if let failure = remote?.failure { throw failure }
        reporter.report(.working("measuring", fraction: nil))
        let warnings = try writeMeasurements(undrawn: undrawn)
        try writeReport(templates: settings.templates, size: settings.size)
        if settings.hasSlides { try writeSlides(templates: settings.templates) }
        for warning in warnings { reporter.report(.warning(warning)) }
        return undrawn.failure
    }
}
