import Figures
import Synchronization
import VAE

/// A line for everything worth one, for logs.
final class PlainReporter: ProgressReporter {
    /// The text of the work in hand, so that each is named once.
    private let working = Mutex<String?>(nil)

    func report(_ event: ProgressEvent) {
        switch event {
        case .working(let text, _):
            let isNew = working.withLock { current in
                defer { current = text }
                return current != text
            }
            if isNew { Console.diagnose(text) }
        case .training: break
        case .snapshot(let snapshot):
            let evaluation = snapshot.testEvaluation
            Console.diagnose(
                "\(ProgressText.moment(snapshot)): test \(ProgressText.elbo(evaluation.elbo)), "
                    + "reconstruction \(Numerals.fixed(evaluation.reconstruction, decimals: 1)), "
                    + "KL \(Numerals.fixed(evaluation.klDivergence, decimals: 2)), "
                    + "\(Numerals.fixed(snapshot.imagesPerSecond, decimals: 0)) images/s")
        case .drawing(let name): Console.diagnose("drawing \(name)")
        case .notice(let text): Console.diagnose(text)
        case .warning(let text): Console.diagnose("warning: \(text)")
        case .finished: break
        }
    }
}
