import Foundation

/// Threads for work that goes on beside the training.
public enum BackgroundThread {
    /// Starts a thread.
    ///
    /// - Parameter yields: lets threads of normal priority go first.
    public static func start(_ name: String, yields: Bool, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            if yields { lowerPriority() }
            body()
        }
        thread.name = name
        thread.stackSize = 8 << 20
        #if !os(Linux)
        if yields { thread.qualityOfService = .utility }
        #endif
        thread.start()
    }

    /// On Linux, priorities belong to threads although the call speaks of processes.
    private static func lowerPriority() {
        #if os(Linux)
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
        #endif
    }
}

/// Does one piece of work at a time in the background, and drops what comes while it is busy or at rest.
///
/// It rests so long after each piece that it works for a twentieth of the time at most: what goes on in the
/// foreground loses no more than that.
public final class BackgroundRefresher: @unchecked Sendable {
    /// The rest after a piece of work, in times of its duration.
    private static let rest = 19

    private let clock = ContinuousClock()
    private let condition = NSCondition()
    private var isBusy = false
    private var restEnds: ContinuousClock.Instant

    public init() {
        restEnds = clock.now
    }

    /// Begins `work` on a thread of low priority, or drops it where the last one still goes on or has just ended.
    public func offer(_ work: @escaping @Sendable () -> Void) {
        let begins = condition.withLock {
            guard !isBusy, clock.now >= restEnds else { return false }
            isBusy = true
            return true
        }
        guard begins else { return }
        BackgroundThread.start("refresh", yields: true) { [self] in
            let duration = clock.measure(work)
            condition.withLock {
                isBusy = false
                restEnds = clock.now.advanced(by: duration * Self.rest)
                condition.broadcast()
            }
        }
    }

    /// Waits until nothing is going on.
    public func wait() {
        condition.withLock { while isBusy { condition.wait() } }
    }
}
