internal import Foundation
internal import Synchronization

/// Work in two stages: items are made ahead, several at once, and taken one by one in their order.
enum Lookahead {
    /// Makes `count` items and hands each to `body` with its index, while those after it are being made on other threads.
    ///
    /// `body` is called in ascending order by the calling thread; what it gets does not depend on the number of
    /// threads.
    ///
    /// - Throws: the error of the first item that has one; later items are not handed on.
    static func forEach<Item: Sendable>(
        _ count: Int, make: @escaping @Sendable (Int) throws -> Item, body: (Int, Item) throws -> Void
    ) throws {
        let width = max(1, min(4, ProcessInfo.processInfo.activeProcessorCount))
        var ready: [Result<Item, any Error>] = []
        for start in stride(from: 0, to: count + width, by: width) {
            let batch = Batch<Item>(start: start, count: max(0, min(start + width, count) - start))
            batch.begin(make)
            ready = try batch.afterwards {
                for (offset, item) in ready.enumerated() { try body(start - width + offset, item.get()) }
            }
        }
    }

    /// Some items under way.
    private final class Batch<Item: Sendable>: Sendable {
        private let start: Int
        private let items: Mutex<[Result<Item, any Error>?]>
        private let group = DispatchGroup()

        init(start: Int, count: Int) {
            self.start = start
            items = Mutex([Result<Item, any Error>?](repeating: nil, count: count))
        }

        /// Starts to make the items.
        func begin(_ make: @escaping @Sendable (Int) throws -> Item) {
            for offset in 0..<items.withLock(\.count) {
                DispatchQueue.global().async(group: group) {
                    let item = Result { try make(self.start + offset) }
                    self.items.withLock { $0[offset] = item }
                }
            }
        }

        /// Runs `body`, then waits for the items, also where `body` throws: nothing stays under way.
        func afterwards(_ body: () throws -> Void) throws -> [Result<Item, any Error>] {
            let outcome = Result { try body() }
            group.wait()
            try outcome.get()
            return items.withLock { $0.compactMap { $0 } }
        }
    }
}
