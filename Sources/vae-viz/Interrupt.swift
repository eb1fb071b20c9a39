import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and its kin: the first asks the work to stop at the next good moment, the second stops at once.
final class Interrupt: Sendable {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    private let requested = Atomic<Bool>(false)
    // Written once, here; kept because a source that is let go listens no more.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// Whether the user asked to stop.
    var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Listens until the program ends.
    ///
    /// - Parameter notice: told once, when the first signal arrives.
    init(notice: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "vae-viz.interrupt")
        sources = Self.signals.map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for source in sources {
            source.setEventHandler { [weak self] in
                guard let self else { return }
                // Every file is written whole or not at all, so stopping anywhere loses nothing.
                guard !isRequested else { _exit(ExitStatus.interrupted.rawValue) }
                requested.store(true, ordering: .relaxed)
                notice()
            }
            source.resume()
        }
    }
}
