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
