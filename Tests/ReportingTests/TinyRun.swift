import Datasets
import Foundation
import Likelihoods
import Runs
import TestSupport
import VAE

@testable import Reporting

/// A real run on few generated digits, trained for moments in this process.
struct TinyRun {
    let folder: RunFolder
    let record: RunRecord
    let data: ModelledDataset
    /// Removes the folder with the last value.
    private let place: TemporaryFolder

    init(
        model: Model = .vae, latentDim: Int = 2, classNames: [String] = Digits.classNames,
        likelihood: any Likelihood = BernoulliLikelihood()
    ) throws {
        place = try TemporaryFolder()
        let dataset = Dataset(
            name: "tiny", title: "Tiny", classNames: classNames, train: Digits.training(count: 640),
            test: Digits.test(count: 160))
        let configuration = TrainingConfiguration(
            architecture: try Architecture(latentDim: latentDim, likelihood: likelihood), model: model,
            epochs: 3, learningRate: 1e-3,
            snapshotEvery: 10, threads: 2)
        let probes = RunRecord.probes(of: dataset.test.labels)
        let record = RunRecord(
            version: "1", configuration: configuration, grid: 8,
            dataset: RunRecord.DatasetRecord(dataset, source: "tiny", dataDirectory: nil), probes: probes,
            started: Date(timeIntervalSince1970: 0))
        data = ModelledDataset(dataset, values: configuration.architecture.likelihood.modelledValues)
        let trainer = try Trainer(
            configuration: configuration, train: data.train, test: data.test,
            probes: data.test.selecting(probes))
        folder = try RunFolder.create(in: place.url, name: "tiny", dataset: dataset.name)
        var writer = try RunWriter(starting: record, in: folder)
        let result = try trainer.run(shouldStop: { false }) { event in
            if case .snapshot(let snapshot) = event { try writer.write(snapshot) }
        }
        try writer.write(result.state)
        try writer.end(.finished, at: Date(timeIntervalSince1970: 1))
        self.record = writer.record
    }

    /// The run opened anew, with nothing computed yet.
    func viewer() throws -> RunViewer {
        RunViewer(try RecordedRun(folder, record: record, data: data), threads: 2)
    }
}
