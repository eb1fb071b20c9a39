import Datasets
import Foundation
import Likelihoods
import Reporting
import Runs
import TestSupport
import VAE

/// A small run with its report, made once for all tests in a browser.
struct ReportFixture: Sendable {
    let run: RunFolder
    let architecture: Architecture
    /// The run opened for drawing.
    let viewer: RunViewer
    /// The last snapshot's step.
    let lastStep: Int
    /// Keeps the run.
    private let folder: TemporaryFolder

    /// The page's address.
    var address: String { run.report.absoluteString }

    static let variational = Result { try ReportFixture(.vae, latentDim: 2, drawsPath: true) }
    static let deep = Result { try ReportFixture(.vae, latentDim: 12) }
    static let plain = Result { try ReportFixture(.autoencoder, latentDim: 2) }
    /// Shapes in colour.
    static let coloured = Result {
        let dataset = try Dataset(
            name: "sprites", title: "Sprites", classNames: Sprites.classNames,
            train: Sprites.training(count: 640, side: 16).images,
            test: Sprites.test(count: 120, side: 16).images)
        return try ReportFixture(
            .vae, latentDim: 2, dataset: dataset,
            architecture: try Architecture(imageSide: 16, channels: 3, likelihood: GaussianLikelihood()))
    }

    private static var digits: Dataset {
        get throws {
            try Dataset(
                name: "digits", title: "Digits", classNames: Digits.classNames,
                train: Digits.training(count: 1600), test: Digits.test(count: 200))
        }
    }

    /// - Parameter drawsPath: whether it has a figure, of a path; one is enough to see how figures behave.
    private init(
        _ model: Model, latentDim: Int, drawsPath: Bool = false, dataset known: Dataset? = nil,
        architecture: Architecture? = nil
    ) throws {
        let dataset = try known ?? Self.digits
        folder = try TemporaryFolder()
        self.architecture = try architecture ?? Architecture(latentDim: latentDim, imageSide: 28)
        var configuration = TrainingConfiguration(architecture: self.architecture)
        configuration.epochs = 2
        configuration.learningRate = 1e-3
        configuration.model = model
        configuration.snapshotEvery = 15
        configuration.threads = 2
        let record = RunRecord(
            version: "test", configuration: configuration, grid: 6,
            dataset: RunRecord.DatasetRecord(dataset, source: dataset.name, dataDirectory: nil),
            probes: RunRecord.probes(of: dataset.test.labels), started: Date(timeIntervalSince1970: 0))
        let data = try ModelledDataset(dataset, values: self.architecture.likelihood.modelledValues)
        let trainer = try Trainer(
            configuration: configuration, train: data.train, test: data.test,
            probes: data.test.selecting(record.probes))
        run = try RunFolder.create(in: folder.url, name: "run", dataset: dataset.name)
        var writer = try RunWriter(starting: record, in: run)
        _ = try trainer.run(shouldStop: { false }) { event in
            if case .snapshot(let snapshot) = event { try writer.write(snapshot) }
        }
        try writer.end(.finished, at: Date(timeIntervalSince1970: 60))
        viewer = RunViewer(try RecordedRun(run, record: writer.record, data: data), threads: 2)
        lastStep = viewer.lastStep
        try viewer.writeLatents()
        if drawsPath { _ = try Gallery(viewer).drawPath(from: "8", to: "6") { _ in } }
        _ = try viewer.refreshPage()
        try viewer.writeReport()
    }

    /// The decoder of the last snapshot.
    func network() throws -> Network {
        let file = try SnapshotFile(contentsOf: run.snapshot(atStep: lastStep), architecture: architecture)
        return try Network(architecture: architecture, parameters: file.parameters, threads: 2)
    }
}
