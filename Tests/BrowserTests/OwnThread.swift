import Dispatch

/// A thread for a long chain of tests that wait for another program, so that each of them need not wait for its turn
/// among all tests, nor keep them waiting.
final class OwnThread: TaskExecutor {
    private let queue = DispatchQueue(label: "vae-viz.tests")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
