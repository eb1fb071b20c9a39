import ArgumentParser
import Figures
import Foundation
import VAE

/// What a command tells while it works.
enum ProgressEvent: Sendable {
    /// A piece of work without a known end, or of which a fraction is done.
    case working(String, fraction: Double?)
    case training(TrainingProgress)
    case snapshot(Snapshot)
    case drawing(String)
    case notice(String)
    /// Something is wrong with the run, as its report says too.
    case warning(String)
    case finished
}

/// Shows progress on standard error.
protocol ProgressReporter: AnyObject, Sendable {
    func report(_ event: ProgressEvent)
}

/// The kinds of progress that a user can ask for.
enum ProgressKind: String, ExpressibleByArgument, CaseIterable {
    case auto, plain, json, none

    func reporter() -> any ProgressReporter {
        switch self {
        case .auto: Console.isTerminal ? BarReporter() : PlainReporter()
        case .plain: PlainReporter()
        case .json: JSONReporter()
        case .none: SilentReporter()
        }
    }
}

/// Says nothing but what the user must know.
final class SilentReporter: ProgressReporter {
    func report(_ event: ProgressEvent) {
        switch event {
        case .notice(let text): Console.diagnose(text)
        case .warning(let text): Console.diagnose("warning: \(text)")
        case .working, .training, .snapshot, .drawing, .finished: break
        }
    }
}

/// Numbers of training in words, the same for bar and lines.
enum ProgressText {
    static func speed(_ progress: TrainingProgress) -> String {
        "\(Numerals.fixed(progress.imagesPerSecond, decimals: 0)) images/s"
    }

    static func elbo(_ value: Double) -> String { "ELBO \(Numerals.fixed(value, decimals: 1))" }

    static func timeLeft(_ progress: TrainingProgress) -> String {
        guard progress.secondsRemaining.isFinite, progress.secondsRemaining < 1e7 else { return "? left" }
        let seconds = Int(progress.secondsRemaining.rounded())
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let clock = hours > 0 ? "\(hours):" + twoDigits(minutes) : "\(minutes)"
        return clock + ":" + twoDigits(seconds % 60) + " left"
    }

    static func moment(_ snapshot: Snapshot) -> String {
        snapshot.step == 0
            ? "before training" : "epoch \(snapshot.epoch), batch \(Numerals.grouped(snapshot.batch))"
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
