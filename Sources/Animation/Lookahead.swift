internal import Foundation
internal import Synchronization

/// Work in two stages: items are made ahead, several at once, and taken one by one in their order.
enum Lookahead {
    /// Makes `count` items and hands each to `body` with its index, while those after it are being made on other threads.
    ///
    /// Items are begun in their order, and `body` is called in that order by the calling thread; what it gets does
    /// not depend on the number of threads. Twice as many items as there are processors, of at most four, are under
    /// way or wait to be taken.
    ///
    /// - Throws: the error of the first item that has one; later items are not handed on. Nothing stays under way.
    static func forEach<Item: Sendable>(
        _ count: Int, make: @escaping @Sendable (Int) throws -> Item, body: (Int, Item) throws -> Void
    ) throws {
        let window = 2 * max(1, min(4, ProcessInfo.processInfo.activeProcessorCount))
        let underWay = DispatchGroup()
        defer { underWay.wait() }
        func begin(_ index: Int) -> Promise<Item> {
            let promise = Promise<Item>()
            DispatchQueue.global().async(group: underWay) { promise.keep(Result { try make(index) }) }
            return promise
        }
        var promises = (0..<min(window, count)).map(begin)
        for index in 0..<count {
            let item = try promises[index % window].wait()
            if index + window < count { promises[index % window] = begin(index + window) }
            if let item { try body(index, item) }
        }
    }

    /// What will be there once it is made.
    private final class Promise<Item: Sendable>: Sendable {
        private let result = Mutex<Result<Item, any Error>?>(nil)
        private let isKept = DispatchGroup()

        init() { isKept.enter() }

        /// Puts the item there; this is done once.
        func keep(_ result: Result<Item, any Error>) {
            self.result.withLock { $0 = result }
            isKept.leave()
        }

        /// The item, once it is there.
        func wait() throws -> Item? {
            isKept.wait()
            return try result.withLock { try $0?.get() }
        }
    }
}
