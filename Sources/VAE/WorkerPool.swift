import Foundation
import Synchronization

/// Threads that wait for work: a piece for each worker, of which the caller is the first.
///
/// A training step hands out work three times and takes a few milliseconds, and a thread that sleeps is woken late: so
/// waiting starts with a spin, which sees the next piece at once, before it sleeps.
final class WorkerPool {
    /// The number of workers, at least 1.
    let count: Int
    private let shared: Shared

    init(count: Int) {
        self.count = max(1, count)
        shared = Shared(workers: self.count)
        for worker in stride(from: 1, to: self.count, by: 1) {
            let shared = shared
            let thread = Thread { shared.serve(worker) }
            thread.name = "vae worker \(worker)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit { shared.stop() }

    /// Runs `body` once for each worker number, at the same time, and returns when all are done.
    ///
    /// - Throws: the error of the lowest-numbered worker that failed.
    func run(_ body: @escaping @Sendable (_ worker: Int) throws -> Void) throws {
        useCallingThreadOnly()
        if count == 1 { try body(0) } else { try shared.run(body) }
    }

    /// What the threads have in common. The job and the errors are written only between two rounds, or by
    /// their own worker; the atomics order them.
    private final class Shared: @unchecked Sendable {
        private let workers: Int
        private let round = Atomic<Int>(0)
        private let unfinished = Atomic<Int>(0)
        private let stopped = Atomic<Bool>(false)
        private let condition = NSCondition()
        private var job: (@Sendable (Int) throws -> Void)?
        private var errors: [(any Error)?]

        init(workers: Int) {
            self.workers = workers
            errors = Array(repeating: nil, count: workers)
        }

        func run(_ body: @escaping @Sendable (Int) throws -> Void) throws {
            job = body
            for worker in 0..<workers { errors[worker] = nil }
            unfinished.store(workers - 1, ordering: .relaxed)
            signal { round.add(1, ordering: .sequentiallyConsistent) }
            var ownError: (any Error)?
            do { try body(0) } catch { ownError = error }
            wait { unfinished.load(ordering: .acquiring) == 0 }
            job = nil
            if let error = ownError ?? errors.lazy.compactMap({ $0 }).first { throw error }
        }

        func stop() {
            signal { stopped.store(true, ordering: .sequentiallyConsistent) }
        }

        func serve(_ worker: Int) {
            useCallingThreadOnly()
            var done = 0
            while true {
                wait { round.load(ordering: .acquiring) != done || stopped.load(ordering: .acquiring) }
                if stopped.load(ordering: .acquiring) { return }
                done += 1
                do { try job?(worker) } catch { setError(error, of: worker) }
                if unfinished.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { signal {} }
            }
        }

        private func setError(_ error: any Error, of worker: Int) {
            condition.withLock { errors[worker] = error }
        }

        /// Changes something that others wait for, and wakes them.
        private func signal(_ change: () -> Void) {
            condition.lock()
            change()
            condition.broadcast()
            condition.unlock()
        }

        private func wait(until holds: () -> Bool) {
            // About a millisecond; who else wants the core gets it every few microseconds.
            for turn in 1...1_000_000 {
                if holds() { return }
                if turn.isMultiple(of: 4096) { sched_yield() }
            }
            condition.lock()
            while !holds() { condition.wait() }
            condition.unlock()
        }
    }
}
