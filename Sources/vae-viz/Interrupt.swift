import Dispatch
import Foundation
import Storage
import Synchronization

/// Ctrl-C and its kin: SIGINT, SIGTERM and SIGHUP.
///
/// A signal that was ignored when the program began stays so, as under `nohup`. What another does depends on what the
/// program is about; whoever begins something new says so by `respond(_:)`.
final class Interrupt: Sendable {
    /// What the next signal does.
    enum Response: Sendable {
        /// Ends the program at once, with a last line that says what is left and what to do.
        ///
        /// Every file is written whole or not at all, so that stopping anywhere loses nothing.
        case stop(String)
        /// Asks the work in hand to stop, and tells so; the signal after that ends the program.
        case ask(notice: @Sendable () -> Void, then: String)
    }

    /// The program's one listener, from its first use until the program ends.
    static let shared = Interrupt()

    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    private let requested = Atomic<Bool>(false)
    private let response = Mutex(Response.stop("interrupted"))
    // Written once, here; kept because a source that is let go listens no more.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// Whether the work in hand was asked to stop.
    var isRequested: Bool { requested.load(ordering: .relaxed) }

    private init() {
        let queue = DispatchQueue(label: "vae-viz.interrupt")
        sources = Self.signals.filter { !Self.ignoring($0) }.map {
            DispatchSource.makeSignalSource(signal: $0, queue: queue)
        }
        for source in sources {
            source.setEventHandler { [weak self] in self?.signalArrived() }
            source.resume()
        }
    }

    /// Says what the next signal does.
    func respond(_ next: Response) {
        response.withLock { $0 = next }
    }

    private func signalArrived() {
        switch response.withLock({ $0 }) {
        case .ask(let notice, _) where !isRequested:
            requested.store(true, ordering: .relaxed)
            notice()
        case .ask(_, let text), .stop(let text):
            AtomicFile.abandonAll {
                Console.diagnose(text)
                _exit(ExitStatus.interrupted.rawValue)
            }
        }
    }

    /// Has the system ignore a signal, which dispatch sources see nevertheless.
    ///
    /// - Returns: whether it was ignored before.
    private static func ignoring(_ number: Int32) -> Bool {
        let before = signal(number, SIG_IGN)
        return unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
