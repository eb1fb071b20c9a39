import Runs

extension ReportComposer {
    /// Puts what was measured of the run, and what is wrong with it, on the page.
    func judge(on page: inout ReportPage) {
        page.warnings = record.warnings ?? []
        guard let measurements = record.measurements else { return }
        let judge = Judge(measurements, of: record)
        page.judgedNumbers = judge.numbers
        page.judgedNote = judge.note
    }
}
