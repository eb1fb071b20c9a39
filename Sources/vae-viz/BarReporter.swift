import Figures
import Synchronization
import VAE

/// One line on a terminal, drawn again and again.
final class BarReporter: ProgressReporter {
    /// The last test ELBO, if any was measured, and whether there is a bar on the screen.
    private let state = Mutex((testELBO: Double?.none, isShown: false))

    func report(_ event: ProgressEvent) {
        state.withLock { current in
            switch event {
            case .snapshot(let snapshot): current.testELBO = snapshot.testEvaluation.elbo
            case .training(let progress): draw(training(progress, current.testELBO), &current.isShown)
            case .working(let text, let fraction):
                draw([fraction.map { bar($0) }, text].compactMap { $0 }, &current.isShown)
            case .drawing(let name): draw(["drawing \(name)"], &current.isShown)
            case .notice(let text):
                clear(&current.isShown)
                Console.diagnose(text)
            case .warning(let text):
                clear(&current.isShown)
                Console.diagnose("warning: \(text)")
            case .finished: clear(&current.isShown)
            }
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

    private func draw(_ parts: [String], _ isShown: inout Bool) {
        let line = parts.joined(separator: "  ")
        // Return, the line no wider than the terminal, erase what is left of the line before.
        Console.raw("\r\(line.prefix(max(10, Console.width - 1)))\u{1B}[K")
        isShown = true
    }

    private func clear(_ isShown: inout Bool) {
        guard isShown else { return }
        Console.raw("\r\u{1B}[K")
        isShown = false
    }
}
