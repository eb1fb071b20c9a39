import Dispatch
import Foundation
import Synchronization

/// Computes, draws and writes pictures on all cores.
///
/// Each piece of work must depend on nothing but what it captured, so that the order in which they run decides
/// nothing.
///
/// It has threads of its own: work here waits for what the system's queues do, which begin nothing more while all of
/// their threads wait.
final class DrawingQueue: Sendable {
    /// What is to be done, and by how many threads it is being done.
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var threads = 0
    }

    private let state = Mutex(State())
    private let mostThreads = ProcessInfo.processInfo.activeProcessorCount
    private let underWay = DispatchGroup()
    /// What failed, by the place of its work among all.
    private let failures = Mutex<[(place: Int, undrawn: Undrawn)]>([])
    private let count = Mutex(0)

    /// Adds work on a picture, to be done soon.
    ///
    /// - Parameter work: may add further work on the picture at the place that it is given.
    func add(_ picture: String, _ work: @escaping @Sendable (_ place: Int) throws -> Void) {
        add(picture, at: nextPlace(), work)
    }

    /// Adds further work on a picture.
    func add(_ picture: String, at place: Int, _ work: @escaping @Sendable (_ place: Int) throws -> Void) {
        underWay.enter()
        let isThreadWanted = state.withLock { state in
            state.waiting.append { [self] in
                do { try work(place) } catch { fail(picture, error, at: place) }
                underWay.leave()
            }
            guard state.threads < mostThreads else { return false }
            state.threads += 1
            return true
        }
        if isThreadWanted { Thread.detachNewThread { [self] in workOff() } }
    }

    /// Does what waits, the first first, until nothing does.
    private func workOff() {
        while let work = next() { work() }
    }

    private func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
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
        underWay.wait()
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
