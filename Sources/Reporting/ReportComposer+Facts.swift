import Datasets
import Figures
import Foundation
import Likelihoods
import Runs
import VAE

extension ReportComposer {
    /// The run's numbers, of which the first three stand on the first screen.
    var headlines: [ReportPage.Headline] {
        guard let last = rows.last else { return [] }
        let configuration = record.configuration
        let isVariational = configuration.model == .vae
        var headlines = [
            ReportPage.Headline(
                label: "Test \(record.score)", value: Numerals.fixed(last.testELBO ?? .nan, decimals: 2),
                unit: "nats per image",
                explanation: (isVariational
                    ? "How well the model explains an image that it has not trained on; higher is better. "
                    : "The log-likelihood of the pixels, given the code, of an image that it has not trained on; higher is better. ")
                    + configuration.architecture.likelihood.comparability),
            ReportPage.Headline(
                label: "Training", value: PageNumbers.duration(last.seconds ?? .nan), unit: nil,
                explanation: "Time spent in training steps, with drawing and testing left out."),
            ReportPage.Headline(
                label: "Parameters", value: Numerals.grouped(configuration.architecture.parameterCount),
                unit: nil,
                explanation: "Weights and biases of encoder and decoder."),
        ]
        if isVariational {
            headlines += [
                ReportPage.Headline(
                    label: "Reconstruction", value: Numerals.fixed(last.reconstruction ?? .nan, decimals: 2),
                    unit: "nats per image",
                    explanation: "The log-likelihood of the pixels, given a code sampled from the posterior."),
                ReportPage.Headline(
                    label: "KL divergence", value: Numerals.fixed(last.kl ?? .nan, decimals: 2),
                    unit: "nats per image",
                    explanation: "How much a posterior tells beyond the prior."),
            ]
        }
        headlines += [
            ReportPage.Headline(
                label: "Speed", value: Numerals.fixed(last.imagesPerSecond ?? .nan, decimals: 0),
                unit: "images a second",
                explanation: "Training images, on \(configuration.threads) threads."),
            ReportPage.Headline(
                label: "Snapshots", value: Numerals.grouped(rows.count), unit: nil,
                explanation: "Moments of training that the animations are made of."),
        ]
        return headlines
    }

    /// The configuration, line by line.
    var settings: [ReportPage.Setting] {
        let configuration = record.configuration
        func setting(_ name: String, _ value: String, _ meaning: String) -> ReportPage.Setting {
            ReportPage.Setting(name: name, value: value, meaning: meaning)
        }
        var settings = [
            setting(
                "Data set", record.dataset.title,
                "\(Numerals.grouped(record.dataset.trainCount)) images to train on, "
                    + "\(Numerals.grouped(record.dataset.testCount)) to test with; \(configuration.architecture.likelihood.meaning)."
                    + (record.dataset.preparation?.notes ?? []).map { " In the files: \($0)." }.joined()
            ),
            setting("Model", configuration.model == .vae ? "VAE" : "autoencoder", "What is trained."),
            setting(
                "Likelihood", configuration.architecture.likelihood.title,
                "How the decoder's outputs describe an image: p(x|z)."),
            setting("Latent dimensions", "\(configuration.architecture.latentDim)", "Numbers in a code."),
            setting(
                "Epochs",
                record.stoppedAtEpoch.map { "\($0) of \(configuration.epochs)" }
                    ?? "\(configuration.epochs)",
                "Passes over the training images."
                    + (record.stoppedAtEpoch == nil
                        ? "" : " Training ended early, as the test ELBO had long been no better.")),
            setting("Batch size", "\(configuration.batchSize)", "Images a step."),
            setting("Learning rate", "\(configuration.learningRate)", "Step size of the Adam optimiser."),
            setting(
                "Beta", "\(configuration.beta)",
                configuration.model == .vae
                    ? "Weight of the KL divergence in the loss; 1 is the ELBO."
                    : "Weight of the KL divergence, which a plain autoencoder does not have."),
        ]
        settings += configuration.extraOptions.map { setting($0.name, $0.value, $0.meaning) }
        settings += [
            setting(
                "Snapshots", "every \(configuration.snapshotEvery) batches",
                "In epoch 1; then at the end of each epoch."),
            setting("Seed", "\(record.seed)", "Where all randomness starts."),
            setting(
                "Threads", "\(configuration.threads)",
                "The same seed and threads on the same machine give the same bytes."),
            setting("Started", record.started.formatted(.iso8601), "By the machine's clock, in UTC."),
        ]
        return settings
    }
}

/// The command line that makes a run again.
struct ReproductionCommand {
    let text: String

    init(_ record: RunRecord, in run: RunFolder) {
        let configuration = record.configuration, architecture = configuration.architecture
        var words = ["train-and-report", "--dataset", record.dataset.source]
        if let folder = record.dataset.dataDirectory { words += ["--data-dir", folder] }
        // A training that was continued after it had ended early is one without patience that ends where it did.
        let isContinued = configuration.patienceFrom != nil
        let epochs = (isContinued ? record.stoppedAtEpoch : nil) ?? configuration.epochs
        let options: [(String, String)] = [
            ("--epochs", "\(epochs)"), ("--batch-size", "\(configuration.batchSize)"),
            ("--learning-rate", "\(configuration.learningRate)"), ("--beta", "\(configuration.beta)"),
            ("--model", configuration.model.rawValue), ("--snapshot-every", "\(configuration.snapshotEvery)"),
            ("--grid", "\(record.grid)"), ("--seed", "\(record.seed)"),
            ("--train-count", "\(record.dataset.trainCount)"),
            ("--test-count", "\(record.dataset.testCount)"),
            ("--threads", "\(configuration.threads)"),
        ]
        let kind = NetworkKind.allCases.first { kind in
            architecture
                == (try? kind.architecture(
                    imageShape: architecture.imageShape, latentDim: architecture.latentDim,
                    likelihood: architecture.likelihood))
        }
        words +=
            kind.map { kind in
                [
                    "--network", kind.rawValue, "--latent-dim", "\(architecture.latentDim)", "--likelihood",
                    architecture.likelihood.name,
                ]
            } ?? ["--network", run.record.path]
        words += options.flatMap { [$0.0, $0.1] } + (record.dataset.preparation?.options ?? [])
        words += configuration.extraOptions.filter { !isContinued || $0.option != "--patience" }
            .flatMap { [$0.option, $0.value] }
        text = ShellCommand(words).description
    }
}

/// A setting of the training that is usually not used.
struct ExtraOption: Equatable {
    let option: String, name: String, value: String, meaning: String
}

extension TrainingConfiguration {
    /// Those that are used.
    var extraOptions: [ExtraOption] {
        [
            freeBits.map {
                ExtraOption(
                    option: "--free-bits", name: "Free bits", value: "\($0)",
                    meaning:
                        "Nats of each dimension's KL divergence, the mean over a batch, that cost nothing.")
            },
            klWarmup.map {
                ExtraOption(
                    option: "--kl-warmup", name: "KL warm-up", value: "\($0)",
                    meaning: "Epochs over which the weight of the KL divergence grows from 0 to beta.")
            },
            clipGradient.map {
                ExtraOption(
                    option: "--clip-gradient", name: "Clipped gradient", value: "\($0)",
                    meaning: "The greatest length of the gradient; a longer one is scaled to it.")
            },
            patience.map {
                ExtraOption(
                    option: "--patience", name: "Patience", value: "\($0)",
                    meaning: "Epochs without a better test ELBO after which training ends.")
            },
        ].compactMap(\.self)
    }
}
