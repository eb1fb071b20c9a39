import Foundation

/// Does the newest of the works that it is offered, one at a time, on a thread of low priority.
///
/// After each it rests for so long that it takes no more than a share of a processor's time, however many it is
/// offered: what goes on in the foreground loses no more than that.
public final class BackgroundRefresher: @unchecked Sendable {
    private let share: Double
    /// Guards everything below, and tells of its changes.
    private let condition = NSCondition()
    private var waiting: (@Sendable () -> Void)?
    private var isBusy = false, isClosing = false
    private var restEnds = Date.distantPast

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - name: the thread's name.
    ///   - share: of a processor's time, above 0 and at most 1.
    public init(_ name: String, share: Double) {
        self.share = share
        BackgroundThread.start(name, yields: true) { self.serve() }
    }

    /// Whether nothing more is wanted: work that takes long may end early.
    public var isClosed: Bool { condition.withLock { isClosing } }

    /// Does `work` soon, unless newer work is offered before it begins.
    public func offer(_ work: @escaping @Sendable () -> Void) {
        condition.withLock {
            guard !isClosing else { return }
            waiting = work
            condition.broadcast()
        }
    }

    /// Ends the thread: drops what has not begun, and waits for what has.
    public func close() {
        condition.withLock {
            isClosing = true
            waiting = nil
            condition.broadcast()
            while isBusy { condition.wait() }
        }
    }

    /// The thread's work.
    private func serve() {
        while let work = next() {
            let start = Self.processorTime()
            work()
            let rest = (Self.processorTime() - start) * (1 / share - 1)
            condition.withLock {
                isBusy = false
                restEnds = Date(timeIntervalSinceNow: rest)
                condition.broadcast()
            }
        }
    }

    /// The newest work, once there is one and the rest is over; `nil` at the end.
    private func next() -> (@Sendable () -> Void)? {
        condition.withLock {
            while !isClosing {
                if restEnds > Date() {
                    _ = condition.wait(until: restEnds)
                } else if let work = waiting {
                    waiting = nil
                    isBusy = true
                    return work
                } else {
                    condition.wait()
                }
            }
            return nil
        }
    }

    /// Seconds for which this thread has had a processor: time in which others went first does not count.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
