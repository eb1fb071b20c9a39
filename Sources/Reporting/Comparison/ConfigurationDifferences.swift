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

    /// Those of which not all values are the same; "–" stands for an option that a run does not use.
    static func rows(_ records: [RunRecord]) -> [Row] {
        let options = records.map(options)
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
        let state = [RunRecord.State.running: "not finished", .interrupted: "interrupted"][record.state]
        var options: [(name: String, value: String)] = [
            ("Data set", record.dataset.title),
            ("Images' SHA-256", String(record.dataset.sha256.prefix(12)) + "…"),
            ("Training images", Numerals.grouped(record.dataset.trainCount)),
            ("Test images", Numerals.grouped(record.dataset.testCount)),
            ("Model", configuration.model == .vae ? "VAE" : "autoencoder"),
            ("Likelihood", architecture.likelihood.title), ("Network", network),
            ("Image", architecture.imageShape.map(String.init).joined(separator: " × ")),
            ("Latent dimensions", "\(architecture.latentDim)"),
            ("Epochs", epochs ?? "\(configuration.epochs)"), ("State", state ?? "finished"),
            ("Batch size", "\(configuration.batchSize)"), ("Learning rate", "\(configuration.learningRate)"),
            ("Beta", "\(configuration.beta)"),
        ]
        options += configuration.extraOptions.map { ($0.name, $0.value) }
        options += [
            ("Snapshots in epoch 1", "every \(configuration.snapshotEvery) batches"),
            ("Latent grid", "\(record.grid)"), ("Seed", "\(record.seed)"),
            ("Threads", "\(configuration.threads)"), ("Program", record.version),
        ]
        return options
    }
}
