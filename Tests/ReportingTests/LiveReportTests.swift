import Foundation
import Runs
import Testing

@testable import Reporting

@Suite struct LiveReportTests {
    /// Between two makings of the pictures the page has the newest numbers and the pictures of before.
    @Test func numbersAreNewerThanPictures() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let live = try LiveReport(run.folder, record: run.record, data: run.data, templates: .builtIn)
        defer { live.finish() }
        func page() throws -> HTMLDocument {
            try live.write()
            return HTMLDocument(try String(contentsOf: run.folder.report, encoding: .utf8))
        }
        func hasModel(_ page: HTMLDocument) -> Bool {
            page.all("script").contains { $0["id"] == "archive-images" }
        }
        // The last snapshot is yet to come.
        let metrics = try String(contentsOf: run.folder.metrics, encoding: .utf8)
        let lines = metrics.split(separator: "\n", omittingEmptySubsequences: true)
        let count = lines.count - 1
        let earlier = lines.dropLast().joined(separator: "\n") + "\n"
        try earlier.write(to: run.folder.metrics, atomically: true, encoding: .utf8)

        let before = try page()
        #expect(!hasModel(before) && before.problems.isEmpty)
        #expect(before.text.contains("All \(count) snapshots as a table"))
        try live.illustrate()
        let illustrated = try page()
        #expect(hasModel(illustrated) && illustrated.problems.isEmpty)

        try metrics.write(to: run.folder.metrics, atomically: true, encoding: .utf8)
        let renewed = try page()
        #expect(renewed.text.contains("All \(count + 1) snapshots as a table"))
        #expect(hasModel(renewed) && renewed.problems.isEmpty)
    }
}
