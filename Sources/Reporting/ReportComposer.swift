import Datasets
import Drawing
import Figures
public import Foundation
package import Runs
import Storage
import VAE

/// Puts a run's report together from what is in its folder: record, metrics, and pictures with their words.
public struct ReportComposer {
    let folder: RunFolder
    let record: RunRecord
    let rows: [MetricsRow]
    let renderer: PageRenderer
    /// Spent on making the model and the frames small.
    let effort: PackingEffort
    /// What the page may hold.
    let allowance: PageAllowance

    /// Opens a run's folder.
    ///
    /// - Parameters:
    ///   - templates: the page's texts; a person may have put others in their place.
    ///   - size: the bytes that the page may take.
    /// - Throws: `FileError` where the run's files cannot be read, ``ReportPageError`` where a template cannot.
    package init(_ folder: RunFolder, templates: TemplateSet = .builtIn, size: PageSize = .usual) throws {
        try self.init(folder, PageRenderer(templates), size: size)
    }

    /// Opens a run's folder with templates that were read before.
    init(
        _ folder: RunFolder, _ renderer: PageRenderer, effort: PackingEffort = .thorough,
        size: PageSize = .usual
    ) throws {
        self.folder = folder
        self.renderer = renderer
        self.effort = effort
        allowance = PageAllowance(size)
        record = try RunRecord(contentsOf: folder.record)
        rows = try record.rows(contentsOf: folder.metrics)
    }

    /// Writes `report.html`, and once training is over what takes its bytes into `run.json`.
    ///
    /// - Returns: its place.
    /// - Throws: `FileError` where a picture cannot be read or the page not be written.
    public func write() throws -> URL {
        var page = try page()
        var html = try renderer.html(page)
        for _ in 0..<3 where html.utf8.count > allowance.limit {
            // More words than were thought of, as of a long training: the pictures make room for them.
            guard let text = page.ledger(total: html.utf8.count)["text"] else { break }
            page = try self.page(text: text)
            html = try renderer.html(page)
        }
        try AtomicFile.write(html, to: folder.report)
        // While training runs, the record belongs to the trainer.
        if record.state != .running, !record.isRecorded {
            var record = try RunRecord(contentsOf: folder.record)
            record.reportBytes = page.ledger(total: html.utf8.count)
            try AtomicFile.write(try record.encoded(), to: folder.record)
        }
        return folder.report
    }

    /// The page's content.
    ///
    /// - Parameter text: the bytes that its words, style and script are thought to take.
    func page(text: Int = 450_000) throws -> ReportPage {
        var page = words()
        try fill(&page, text: text)
        return page
    }

    /// The page without pictures, the model and files: its words and numbers.
    func words() -> ReportPage {
        let dataset = record.dataset
        let profile = DatasetProfile(of: dataset.name)
        let subject = profile.lesson ?? dataset.title
        var page = ReportPage(
            title: record.configuration.model == .vae
                ? "How a variational autoencoder learned \(subject)"
                : "How an autoencoder learned \(subject)",
            dataSet: dataset.title, runName: folder.name,
            state: ReportPage.State(rawValue: record.state.rawValue) ?? .running)
        page.imageNoun = profile.noun
        page.latentDimensions = record.configuration.architecture.latentDim
        page.isVariational = record.configuration.model == .vae
        page.headlines = record.isRecorded ? recordedHeadlines : headlines
        let classes = ClassNames(record.shownClassNames)
        page.classes = (0..<classes.count).map { label in
            ReportPage.Class(
                name: classes[label], whole: classes.whole(label),
                colour: Palette.classes[label].hexadecimal, mark: Mark(ofClass: label))
        }
        page.clusterNote = record.clusters?.explanation
        page.exemplaryLabels = profile.exemplaryLabels
        page.settings = record.isRecorded ? recordedSettings : settings
        page.metrics = rows.map { row in
            ReportPage.Metrics(
                step: row.step, epoch: row.epoch, batch: row.batch, trainELBO: row.trainELBO,
                testELBO: row.testELBO, reconstruction: row.reconstruction, klDivergence: row.kl,
                seconds: row.seconds)
        }
        guard !record.isRecorded else {
            noteRecording(on: &page)
            return page
        }
        page.command = ReproductionCommand(record, in: folder).text
        page.software = "vae-viz \(record.version)"
        page.dataHashes = [ReportPage.DataHash(file: "\(dataset.title), unpacked", sha256: dataset.sha256)]
        judge(on: &page)
        return page
    }
}
