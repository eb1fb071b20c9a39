internal import Foundation

/// Work on many items at once, each for itself.
enum Parallel {
    /// So many items are worked on by one thread after another: fewer are not worth handing over.
    private static let piece = 1_024

    /// What `transform` makes of each index below `count`, in their order, worked out on all processors.
    static func map<Result>(_ count: Int, _ transform: @Sendable (Int) -> Result) -> [Result] {
        [Result](unsafeUninitializedCapacity: count) { target, initialized in
            guard let start = target.baseAddress else { return }
            // Each piece is another part of the array.
            nonisolated(unsafe) let results = start
            DispatchQueue.concurrentPerform(iterations: (count + piece - 1) / piece) { number in
                for index in number * piece..<min((number + 1) * piece, count) {
                    (results + index).initialize(to: transform(index))
                }
            }
            initialized = count
        }
    }
}
