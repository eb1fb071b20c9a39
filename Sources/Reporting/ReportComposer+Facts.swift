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
                label: "Test \(record.score)", value: Numerals.fixed(last.testELBO, decimals: 2),
                unit: "nats per image",
                explanation: isVariational
                    ? "How well the model explains an image that it has not trained on; higher is better."
                    : "The log-likelihood of the pixels, given the code, of an image that it has not trained on; higher is better."
            ),
            ReportPage.Headline(
                label: "Training", value: PageNumbers.duration(last.seconds), unit: nil,
                explanation: "Time spent in training steps, with drawing and testing left out."),
            ReportPage.Headline(
                label: "Parameters", value: Numerals.grouped(configuration.architecture.parameterCount),
                unit: nil,
                explanation: "Weights and biases of encoder and decoder."),
        ]
        if isVariational {
            headlines += [
                ReportPage.Headline(
                    label: "Reconstruction", value: Numerals.fixed(last.reconstruction, decimals: 2),
                    unit: "nats per image",
                    explanation: "The log-likelihood of the pixels, given a code sampled from the posterior."),
                ReportPage.Headline(
                    label: "KL divergence", value: Numerals.fixed(last.kl, decimals: 2),
                    unit: "nats per image",
                    explanation: "How much a posterior tells beyond the prior."),
            ]
        }
        headlines += [
            ReportPage.Headline(
                label: "Speed", value: Numerals.fixed(last.imagesPerSecond, decimals: 0),
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
        return [
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
            setting("Epochs", "\(configuration.epochs)", "Passes over the training images."),
            setting("Batch size", "\(configuration.batchSize)", "Images a step."),
            setting("Learning rate", "\(configuration.learningRate)", "Step size of the Adam optimiser."),
            setting(
                "Beta", "\(configuration.beta)",
                configuration.model == .vae
                    ? "Weight of the KL divergence in the loss; 1 is the ELBO."
                    : "Weight of the KL divergence, which a plain autoencoder does not have."),
            setting(
                "Snapshots", "every \(configuration.snapshotEvery) batches",
                "In epoch 1; then at the end of each epoch."),
            setting("Seed", "\(record.seed)", "Where all randomness starts."),
            setting(
                "Threads", "\(configuration.threads)",
                "The same seed and threads on the same machine give the same bytes."),
            setting("Started", record.started.formatted(.iso8601), "By the machine's clock, in UTC."),
        ]
    }
}

/// The command line that makes a run again.
struct ReproductionCommand {
    let text: String

    init(_ record: RunRecord, in run: RunFolder) {
        let configuration = record.configuration, architecture = configuration.architecture
        var words = ["train-and-report", "--dataset", record.dataset.source]
        if let folder = record.dataset.dataDirectory { words += ["--data-dir", folder] }
        let options: [(String, String)] = [
            ("--epochs", "\(configuration.epochs)"), ("--batch-size", "\(configuration.batchSize)"),
            ("--learning-rate", "\(configuration.learningRate)"), ("--beta", "\(configuration.beta)"),
            ("--model", configuration.model.rawValue), ("--snapshot-every", "\(configuration.snapshotEvery)"),
            ("--grid", "\(record.grid)"), ("--seed", "\(record.seed)"),
            ("--train-count", "\(record.dataset.trainCount)"),
            ("--test-count", "\(record.dataset.testCount)"),
            ("--threads", "\(configuration.threads)"),
        ]
        let article = try? Architecture(
            latentDim: architecture.latentDim, imageSide: architecture.imageSide,
            likelihood: architecture.likelihood)
        words +=
            architecture == article
            ? ["--latent-dim", "\(architecture.latentDim)", "--likelihood", architecture.likelihood.name]
            : ["--network", run.record.path]
        words += options.flatMap { [$0.0, $0.1] }
        text = ShellCommand(words).description
    }
}
