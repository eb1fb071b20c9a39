import Figures
import Likelihoods
import Runs
import VAE

/// The options in which runs differ.
enum ConfigurationDifferences {
    /// An option and its value in each run.
    struct Row: Equatable {
        let name: String
        let values: [String]
    }

    /// Those of which not all values are the same; "–" stands for an option that a run does not use, or that was not
    /// recorded.
    static func rows(_ records: [RunRecord]) -> [Row] {
        let options = records.map { $0.isRecorded ? recordedOptions($0) : Self.options($0) }
        var names: [String] = []
        for option in options.joined() where !names.contains(option.name) { names.append(option.name) }
        return names.compactMap { name in
            let values = options.map { own in own.first { $0.name == name }?.value ?? "–" }
            return Set(values).count > 1 ? Row(name: name, values: values) : nil
        }
    }

    private static func options(_ record: RunRecord) -> [(name: String, value: String)] {
        let configuration = record.configuration, architecture = configuration.architecture
        let kind = NetworkKind.allCases.first { kind in
            architecture
                == (try? kind.architecture(
                    imageShape: architecture.imageShape, latentDim: architecture.latentDim,
                    likelihood: architecture.likelihood))
        }
        let network = kind?.rawValue ?? "\(Numerals.grouped(architecture.parameterCount)) parameters"
        let epochs = record.stoppedAtEpoch.map { "\($0) of \(configuration.epochs)" }
        var options: [(name: String, value: String)] = [
            ("Data set", record.dataset.title),
            ("Images' SHA-256", String(record.dataset.sha256.prefix(12)) + "…"),
            ("Training images", Numerals.grouped(record.dataset.trainCount)),
            ("Test images", Numerals.grouped(record.dataset.testCount)),
            ("Model", modelName(record)),
            ("Likelihood", architecture.likelihood.title), ("Network", network),
            ("Image", RunComparison.product(architecture.imageShape)),
            ("Latent dimensions", "\(architecture.latentDim)"),
            ("Epochs", epochs ?? "\(configuration.epochs)"), ("State", state(record)),
            ("Batch size", "\(configuration.batchSize)"), ("Learning rate", "\(configuration.learningRate)"),
            ("Beta", "\(configuration.beta)"),
        ]
        options += configuration.extraOptions.map { ($0.name, $0.value) }
        options += [
            ("Snapshots in epoch 1", "every \(configuration.snapshotEvery) batches"),
            ("Latent grid", "\(record.grid)"), ("Seed", "\(record.seed)"),
            ("Threads", "\(configuration.threads)"), ("Program", "vae-viz \(record.version)"),
        ]
        return options
    }

    /// What a recorded run tells of the same.
    private static func recordedOptions(_ record: RunRecord) -> [(name: String, value: String)] {
        guard let recorded = record.recorded else { return [] }
        let architecture = record.configuration.architecture, sha256 = record.dataset.sha256
        let options: [(name: String, value: String?)] = [
            ("Data set", record.dataset.title),
            ("Images' SHA-256", sha256.isEmpty ? nil : String(sha256.prefix(12)) + "…"),
            ("Training images", record.knownTrainCount.map(Numerals.grouped)),
            ("Test images", Numerals.grouped(record.dataset.testCount)),
            ("Model", modelName(record)),
            ("Likelihood", recorded.likelihood.map { _ in architecture.likelihood.title }),
            ("Network", recorded.network), ("Image", RunComparison.product(architecture.imageShape)),
            (
                "Latent dimensions",
                recorded.latentShape.map(RunComparison.product) ?? "\(architecture.latentDim)"
            ),
            ("State", state(record)), ("Batch size", record.knownBatchSize.map { "\($0)" }),
            ("Learning rate", record.knownLearningRate.map { "\($0)" }),
            ("Beta", record.knownBeta.map { "\($0)" }), ("Seed", record.knownSeed.map { "\($0)" }),
            ("Program", record.producer?.words),
        ]
        return options.compactMap { option in option.value.map { (option.name, $0) } }
    }

    private static func modelName(_ record: RunRecord) -> String {
        record.configuration.model == .vae ? "VAE" : "autoencoder"
    }

    private static func state(_ record: RunRecord) -> String {
        switch record.state {
        case .running: "not finished"
        case .interrupted: "interrupted"
        case .finished: "finished"
        }
    }
}
