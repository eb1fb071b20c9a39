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

/// Does one piece of work at a time in the background, and drops what comes while it is busy.
public final class BackgroundRefresher: @unchecked Sendable {
    private let condition = NSCondition()
    private var isBusy = false

    public init() {}

    /// Begins `work` on a thread of low priority, or drops it where the last one still goes on.
    public func offer(_ work: @escaping @Sendable () -> Void) {
        let begins = condition.withLock {
            defer { isBusy = true }
            return !isBusy
        }
        guard begins else { return }
        BackgroundThread.start("refresh", yields: true) {
            work()
            self.condition.withLock {
                self.isBusy = false
                self.condition.broadcast()
            }
        }
    }

    /// Waits until nothing is going on.
    public func wait() {
        condition.withLock { while isBusy { condition.wait() } }
    }
}
