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

    /// A run as it is when its training is over; those that are asked for are copies of its folder.
    private struct Original: Sendable {
        let folder: RunFolder, record: RunRecord, data: ModelledDataset
        let place: TemporaryFolder
    }

    /// Each run is trained once; another training would come to the same bytes.
    private static let originals = Memo<String, Original>()

    /// - Parameters:
    ///   - isColoured: whether the digits are red, blue or green on white, by their number's rest by three.
    ///   - isLabelled: whether it is known which digits they are.
    init(
        model: Model = .vae, latentDim: Int = 2, classNames: [String] = Digits.classNames,
        likelihood: any Likelihood = BernoulliLikelihood(), isColoured: Bool = false,
        isLabelled: Bool = true, source: String = "tiny"
    ) throws {
        let configuration = TrainingConfiguration(
            architecture: isColoured
                ? try .coloured(latentDim: latentDim, likelihood: likelihood)
                : try Architecture(latentDim: latentDim, likelihood: likelihood), model: model,
            epochs: 3, learningRate: 1e-3,
            snapshotEvery: 10, threads: 2)
        let key =
            "\(model) \(latentDim) \(likelihood.name) \(isColoured) \(isLabelled) \(source) \(classNames)"
        let original = try Self.originals(key) {
            try Self.trained(
                configuration, classNames: classNames, isColoured: isColoured, isLabelled: isLabelled,
                source: source)
        }
        (record, data) = (original.record, original.data)
        place = try TemporaryFolder()
        folder = RunFolder(place.url.appendingPathComponent("tiny", isDirectory: true))
        try FileManager.default.copyItem(at: original.folder.url, to: folder.url)
    }

    private static func trained(
        _ configuration: TrainingConfiguration, classNames: [String], isColoured: Bool, isLabelled: Bool,
        source: String
    ) throws -> Original {
        let parts = [Digits.training(count: 640), Digits.test(count: 160)].map { part in
            isLabelled
                ? part
                : ImageSet(
                    rows: part.rows, columns: part.columns, bytes: part.bytes,
                    labels: Array(repeating: 0, count: part.count))
        }
        let (train, test, classNames) = (parts[0], parts[1], isLabelled ? classNames : ["image"])
        let dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: classNames, train: isColoured ? train.coloured() : train,
            test: isColoured ? test.coloured() : test)
        let probes = RunRecord.probes(of: dataset.test.labels)
        var record = RunRecord(
            version: "1", configuration: configuration, grid: 8,
            dataset: RunRecord.DatasetRecord(dataset, source: source, dataDirectory: nil), probes: probes,
            started: Date(timeIntervalSince1970: 0))
        let data = try ModelledDataset(dataset, values: configuration.architecture.likelihood.modelledValues)
        if !isLabelled {
            record.dataset.preparation = try DatasetPreparation(fitting: dataset, isLabelled: false)
        }
        let trainer = try Trainer(
            configuration: configuration, train: data.train, test: data.test,
            probes: data.test.selecting(probes))
        let place = try TemporaryFolder()
        let folder = try RunFolder.create(in: place.url, name: "tiny", dataset: dataset.name)
        var writer = try RunWriter(starting: record, in: folder)
        let result = try trainer.run(shouldStop: { false }) { event in
            if case .snapshot(let snapshot) = event { try writer.write(snapshot) }
        }
        try writer.write(result.state)
        try writer.end(.finished, at: Date(timeIntervalSince1970: 1))
        return Original(folder: folder, record: writer.record, data: data, place: place)
    }

    /// The run opened anew, with nothing computed yet.
    func viewer() throws -> RunViewer {
        RunViewer(try RecordedRun(folder, record: record, data: data), threads: 2)
    }
}

extension ImageSet {
    /// These grey images with inks of three colours.
    fileprivate func coloured() throws -> ImageSet {
        let pixels = try pixels, size = rows * columns
        let inks: [[Int]] = [[200, 30, 40], [30, 60, 200], [20, 140, 60]]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pixels.count * 3)
        for (index, pixel) in pixels.enumerated() {
            let ink = inks[Int(labels[index / size]) % 3]
            bytes += ink.map { UInt8(255 - Int(pixel) * (255 - $0) / 255) }
        }
        return ImageSet(rows: rows, columns: columns, channels: 3, pixels: bytes, labels: labels)
    }
}

extension Architecture {
    /// A small network for 28 x 28 pixels in colour.
    fileprivate static func coloured(latentDim: Int, likelihood: any Likelihood) throws -> Architecture {
        func up(_ channels: Int, _ activation: Activation) -> LayerDescription {
            .transposedConvolution(
                channels: channels, kernel: 3, stride: 2, padding: .same, activation: activation)
        }
        return try Architecture(
            imageShape: [3, 28, 28], latentDim: latentDim,
            encoder: [
                .convolution(channels: 16, kernel: 3, stride: 2, padding: .pixels(0), activation: .relu),
                .convolution(channels: 32, kernel: 3, stride: 2, padding: .pixels(0), activation: .relu),
            ],
            decoder: [.dense(output: [16, 7, 7], activation: .relu), up(16, .relu), up(3, .none)],
            likelihood: likelihood)
    }
}
