import Runs

/// What a signal does in each phase of a run, and what is then left.
extension Interrupt.Response {
    /// Training stops after the batch in hand.
    static func training(_ run: RunFolder, _ reporter: any ProgressReporter) -> Self {
        .ask(
            notice: {
                reporter.report(
                    .notice("stopping after this batch, then writing the report; Ctrl-C again stops at once"))
            }, then: Interrupted(continuing: run).description)
    }

    /// The run itself is finished, and lacks its comparison.
    static func comparing(_ run: RunFolder) -> Self {
        .stop(
            "interrupted while training the comparison; the run itself is whole, finish it by: "
                + "\(ShellCommand.resuming(run))")
    }

    /// Everything is there but for pictures.
    static func drawing(_ run: RunFolder) -> Self {
        .stop("interrupted while drawing; the run is whole, draw it by: \(ShellCommand.drawing(run))")
    }
}
