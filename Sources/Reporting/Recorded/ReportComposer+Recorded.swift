import Figures
import Foundation
import Likelihoods
import Runs
import VAE

/// The words and numbers of a recorded run: what was measured, and nothing in the place of what was not.
extension ReportComposer {
    /// Says who recorded the run, what it lacks and what is wrong with it.
    func noteRecording(on page: inout ReportPage) {
        let notes = RecordedNotes.read(from: folder)
        page.software = "vae-viz"
        page.recordedBy = record.producer?.words
        page.missing = notes.missing
        page.warnings = notes.warnings
        if !record.dataset.sha256.isEmpty {
            page.dataHashes = [
                ReportPage.DataHash(file: record.dataset.title, sha256: record.dataset.sha256)
            ]
        }
    }

    /// The numbers that the last line of metrics has.
    var recordedHeadlines: [ReportPage.Headline] {
        guard let last = rows.last else { return [] }
        let snapshots = ReportPage.Headline(
            label: "Snapshots", value: Numerals.grouped(rows.count), unit: nil,
            explanation: "Moments of training that were recorded.")
        return record.recordedNumbers(last) + [snapshots] + RunRecord.recordedExtras(last)
    }

    /// What is known of the training, line by line.
    var recordedSettings: [ReportPage.Setting] {
        guard let recorded = record.recorded else { return [] }
        func setting(_ name: String, _ value: String?, _ meaning: String) -> ReportPage.Setting? {
            value.map { ReportPage.Setting(name: name, value: $0, meaning: meaning) }
        }
        let dataset = record.dataset, shape = recorded.imageShape
        let trained =
            dataset.trainCount > 0 ? "\(Numerals.grouped(dataset.trainCount)) images to train on. " : ""
        return [
            setting("Recorded by", record.producer?.words, "The program that trained and wrote the run."),
            setting(
                "Data set", dataset.title,
                trained + "\(Numerals.grouped(dataset.testCount)) images of the test set are the sample."),
            setting("Images", "\(shape[1]) x \(shape[2]) x \(shape[0])", "Rows, columns and channels."),
            setting("Model", recorded.model == .vae ? "VAE" : "autoencoder", "What was trained."),
            setting("Network", recorded.network, "What the trainer calls it."),
            setting(
                "Likelihood", record.configuration.architecture.likelihood.title,
                "How the decoder's outputs describe an image: p(x|z)."),
            setting(
                "Latent dimensions",
                recorded.latentShape.map { $0.map(String.init).joined(separator: " x ") }
                    ?? String(recorded.latentDim), "Numbers in a code."),
            setting("Batch size", recorded.batchSize.map(String.init), "Images a step."),
            setting("Learning rate", recorded.learningRate.map { "\($0)" }, "Step size of the optimiser."),
            setting("Beta", recorded.beta.map { "\($0)" }, "Weight of the KL divergence in the loss."),
            setting("Started", record.started.formatted(.iso8601), "By the machine's clock, in UTC."),
        ].compactMap(\.self)
    }
}

extension RunRecord {
    /// More numbers of a trainer's own are not on the page.
    private static let mostExtras = 12

    /// The numbers that a line of metrics of a recorded run has.
    ///
    /// - Parameter nats: what the unit of the bound and its parts is called.
    func recordedNumbers(_ row: MetricsRow, nats: String = "nats per image") -> [ReportPage.Headline] {
        func number(
            _ label: String, _ value: Double?, decimals: Int = 2, unit: String, _ explanation: String
        ) -> ReportPage.Headline? {
            value.map {
                ReportPage.Headline(
                    label: label, value: Numerals.fixed($0, decimals: decimals), unit: unit,
                    explanation: explanation)
            }
        }
        return [
            number(
                "Test \(score)", row.testELBO, unit: nats, "As the trainer measured it; higher is better."),
            row.seconds.map {
                ReportPage.Headline(
                    label: "Training", value: PageNumbers.duration($0), unit: nil,
                    explanation: "Time spent in training, as the trainer measured it.")
            },
            number("Reconstruction", row.reconstruction, unit: nats, "The mean of log p(x|z)."),
            number("KL divergence", row.kl, unit: nats, "How much a posterior tells beyond the prior."),
            number(
                "Speed", row.imagesPerSecond, decimals: 0, unit: "images a second", "Training images."),
        ].compactMap(\.self)
    }

    /// What else its trainer measured.
    static func recordedExtras(_ row: MetricsRow) -> [ReportPage.Headline] {
        (row.extra ?? [:]).sorted { $0.key < $1.key }.prefix(mostExtras).map { name, value in
            ReportPage.Headline(
                label: ClassNames.shown(name), value: Numerals.fixed(value, decimals: 4), unit: nil,
                explanation: "A number of the trainer's own.")
        }
    }
}
