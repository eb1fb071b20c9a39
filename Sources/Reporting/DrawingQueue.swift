import Dispatch
import Foundation
import Synchronization

/// Draws and writes pictures on all cores, while the values of the next ones are still being computed.
///
/// Each piece of work must depend on nothing but what it captured, so that the order in which they run decides
/// nothing.
final class DrawingQueue: Sendable {
    private let queue: OperationQueue
    /// What failed, by the place of its work among all.
    private let failures = Mutex<[(place: Int, error: any Error)]>([])
    private let count = Mutex(0)

    init() {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = ProcessInfo.processInfo.activeProcessorCount
    }

    /// Adds work, to be done soon.
    func add(_ work: @escaping @Sendable () throws -> Void) {
        let place = count.withLock { count in
            count += 1
            return count
        }
        queue.addOperation { [self] in
            do { try work() } catch { failures.withLock { $0.append((place, error)) } }
        }
    }

    /// Waits for everything that was added.
    ///
    /// - Throws: the error of the first work added that failed.
    func finish() throws {
        queue.waitUntilAllOperationsAreFinished()
        let first = failures.withLock { failures in failures.min { $0.place < $1.place } }
        if let first { throw first.error }
    }
}

/// The results of `body` for 0..<count, computed on all cores; each must depend on its index alone.
///
/// - Throws: the error of the lowest index that failed.
func concurrentMap<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Result
) throws -> [Result] {
    let results = Mutex<[Swift.Result<Result, any Error>?]>(Array(repeating: nil, count: max(0, count)))
    DispatchQueue.concurrentPerform(iterations: max(0, count)) { index in
        let result = Swift.Result { try body(index) }
        results.withLock { $0[index] = result }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
}
