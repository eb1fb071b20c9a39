import Foundation
import Runs
import VAE

/// One JSON object a line, for programs.
final class JSONReporter: ProgressReporter {
    private struct Line: Encodable {
        var event: String
        var text: String?
        var fraction: Double?
        var step: Int?
        var epoch: Int?
        var batch: Int?
        var totalSteps: Int?
        var totalEpochs: Int?
        var imagesPerSecond: Double?
        var trainELBO: Double?
        var secondsRemaining: Double?
        var metrics: MetricsRow?

        enum CodingKeys: String, CodingKey {
            case event, text, fraction, step, epoch, batch, metrics
            case totalSteps, totalEpochs, imagesPerSecond, secondsRemaining
            case trainELBO = "trainElbo"
        }
    }

    func report(_ event: ProgressEvent) {
        let line =
            switch event {
            case .working(let text, let fraction): Line(event: "working", text: text, fraction: fraction)
            case .training(let progress):
                Line(
                    event: "training", step: progress.step, epoch: progress.epoch, batch: progress.batch,
                    totalSteps: progress.totalSteps, totalEpochs: progress.totalEpochs,
                    imagesPerSecond: finite(progress.imagesPerSecond), trainELBO: finite(progress.recentELBO),
                    secondsRemaining: finite(progress.secondsRemaining))
            case .snapshot(let snapshot): Line(event: "snapshot", metrics: MetricsRow(snapshot))
            case .drawing(let name): Line(event: "drawing", text: name)
            case .notice(let text): Line(event: "notice", text: text)
            case .warning(let text): Line(event: "warning", text: text)
            case .finished: Line(event: "finished")
            }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(line) else { return }
        Console.raw(String(decoding: bytes, as: UTF8.self) + "\n")
    }

    /// JSON has no number that is not finite.
    private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
