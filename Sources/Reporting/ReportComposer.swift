import Datasets
import Drawing
import Figures
public import Foundation
public import Runs
import Storage
import VAE

/// Puts a run's report together from what is in its folder: record, metrics, and pictures with their words.
public struct ReportComposer {
    let folder: RunFolder
    let record: RunRecord
    let rows: [MetricsRow]

    public init(_ folder: RunFolder) throws {
        self.folder = folder
        record = try RunRecord(contentsOf: folder.record)
        rows = try MetricsFile.rows(contentsOf: folder.metrics)
    }

    /// Writes `report.html`.
    ///
    /// - Returns: its place.
    /// - Throws: `FileError` where a picture cannot be read or the page not be written.
    public func write() throws -> URL {
        try AtomicFile.write(try page().html(), to: folder.report)
        return folder.report
    }

    /// The page's content.
    func page() throws -> ReportPage {
        let dataset = record.dataset
        let subject = dataset.name == Digits.name ? "to write digits" : dataset.title
        var page = ReportPage(
            title: record.configuration.model == .vae
                ? "How a variational autoencoder learned \(subject)"
                : "How an autoencoder learned \(subject)",
            dataSet: dataset.title, runName: folder.name,
            state: ReportPage.State(rawValue: record.state.rawValue) ?? .running)
        page.imageNoun = imageNoun
        page.latentDimensions = record.configuration.architecture.latentDim
        page.isVariational = record.configuration.model == .vae
        page.headlines = headlines
        page.classes = dataset.classNames.enumerated().map { index, name in
            ReportPage.Class(name: name, colour: Palette.classes[index].hexadecimal)
        }
        page.settings = settings
        page.command = ReproductionCommand(record).text
        page.software = "vae-viz \(record.version)"
        page.dataHashes = [ReportPage.DataHash(file: "\(dataset.title), unpacked", sha256: dataset.sha256)]
        page.metrics = rows.map { row in
            ReportPage.Metrics(
                step: row.step, epoch: row.epoch, batch: row.batch, trainELBO: row.trainELBO,
                testELBO: row.testELBO, reconstruction: row.reconstruction, klDivergence: row.kl,
                seconds: row.seconds)
        }
        judge(on: &page)
        for exhibit in Exhibit.all(in: folder) {
            switch exhibit.kind {
            case .figure: page.figures.append(try figure(exhibit))
            case .animation: page.animations.append(try animation(exhibit))
            }
        }
        return page
    }

    private func figure(_ exhibit: Exhibit) throws -> ReportPage.Figure {
        ReportPage.Figure(
            name: exhibit.name, title: exhibit.title, alternativeText: exhibit.alternativeText,
            caption: exhibit.caption, picture: try picture(exhibit))
    }

    private func animation(_ exhibit: Exhibit) throws -> ReportPage.Animation {
        ReportPage.Animation(
            name: exhibit.name, title: exhibit.title, alternativeText: exhibit.alternativeText,
            caption: exhibit.caption, picture: try picture(exhibit), still: try still(of: exhibit),
            frameLabels: exhibit.frameLabels)
    }

    /// The figure that shows what the animation ends with.
    private func still(of exhibit: Exhibit) throws -> ReportPage.Picture? {
        let name = exhibit.name == "training" ? "latent-grid" : exhibit.name
        let figure = Exhibit.all(in: folder).first { $0.kind == .figure && $0.name == name }
        return try figure.map(picture)
    }

    private func picture(_ exhibit: Exhibit) throws -> ReportPage.Picture {
        ReportPage.Picture(
            bytes: [UInt8](try AtomicFile.read(exhibit.picture(in: folder))),
            mediaType: exhibit.kind == .figure ? .png : .gif, width: exhibit.width, height: exhibit.height)
    }

    private var imageNoun: String {
        switch record.dataset.name {
        case "digits", "mnist": "digit"
        case "fashion-mnist": "garment"
        case "kmnist": "character"
        default: "image"
        }
    }
}
