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
    private let failures = Mutex<[(place: Int, undrawn: Undrawn)]>([])
    private let count = Mutex(0)

    init() {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = ProcessInfo.processInfo.activeProcessorCount
    }

    /// Adds work on a picture, to be done soon.
    func add(_ picture: String, _ work: @escaping @Sendable () throws -> Void) {
        let place = nextPlace()
        queue.addOperation { [self] in
            do { try work() } catch { fail(picture, error, at: place) }
        }
    }

    /// Does work on a picture here and now. That it fails is told at the end, as of work that was added.
    func attempt(_ picture: String, _ work: () throws -> Void) {
        let place = nextPlace()
        do { try work() } catch { fail(picture, error, at: place) }
    }

    /// Waits for everything that was added.
    ///
    /// - Returns: the pictures on which work failed, in the order in which it was added.
    func finish() -> [Undrawn] {
        queue.waitUntilAllOperationsAreFinished()
        return failures.withLock { $0 }.sorted { $0.place < $1.place }.map(\.undrawn)
    }

    private func nextPlace() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    private func fail(_ picture: String, _ error: any Error, at place: Int) {
        failures.withLock { $0.append((place, Undrawn(picture: picture, error: error))) }
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
