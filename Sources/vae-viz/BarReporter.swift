import Figures
import Synchronization
import VAE

/// One line on a terminal, drawn again and again.
final class BarReporter: ProgressReporter {
    /// The last test ELBO, if any was measured.
    private let testELBO = Mutex<Double?>(nil)

    func report(_ event: ProgressEvent) {
        switch event {
        case .snapshot(let snapshot): testELBO.withLock { $0 = snapshot.testEvaluation.elbo }
        case .training(let progress): draw(training(progress, testELBO.withLock { $0 }))
        case .working(let text, let fraction): draw([fraction.map { bar($0) }, text].compactMap { $0 })
        case .drawing(let name): draw(["drawing \(name)"])
        case .notice(let text): Console.diagnose(text)
        case .warning(let text): Console.diagnose("warning: \(text)")
        case .finished: Console.clearBar()
        }
    }

    private func training(_ progress: TrainingProgress, _ testELBO: Double?) -> [String] {
        let fraction = Double(progress.step) / Double(max(1, progress.totalSteps))
        return [
            bar(fraction), "epoch \(progress.epoch)/\(progress.totalEpochs)", ProgressText.speed(progress),
            ProgressText.elbo(progress.recentELBO)
                + (testELBO.map { " (test \(Numerals.fixed($0, decimals: 1)))" } ?? ""),
            ProgressText.timeLeft(progress),
        ]
    }

    private func bar(_ fraction: Double) -> String {
        let width = 20
        let eighths = Int((min(max(0, fraction), 1) * Double(width * 8)).rounded(.down))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        let percent = String(Int((fraction * 100).rounded(.down)))
        return filled + String(repeating: " ", count: width - filled.count)
            + String(repeating: " ", count: max(0, 4 - percent.count)) + percent + " %"
    }

    private func draw(_ parts: [String]) {
        Console.bar(parts.joined(separator: "  "))
    }
}
