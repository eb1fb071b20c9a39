public import Dispatch
public import Synchronization

/// The results of `body` for 0..<count, computed on all cores; each must depend on its index alone.
///
/// - Parameter together: indices that one thread takes one after another; where a single one is quickly done, more.
/// - Throws: the error of the lowest index that failed.
@inlinable
public func concurrentMap<Result: Sendable, Failure: Error>(
    _ count: Int, together: Int = 1, _ body: @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
    guard count > 0 else { return [] }
    let pieces = (count + together - 1) / together
    let results = Mutex<[Swift.Result<[Result], Failure>?]>(Array(repeating: nil, count: pieces))
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
        let result = Swift.Result { () throws(Failure) -> [Result] in
            var part: [Result] = []
            for index in piece * together..<min((piece + 1) * together, count) {
                part.append(try body(index))
            }
            return part
        }
        results.withLock { $0[piece] = result }
    }
    var joined: [Result] = []
    joined.reserveCapacity(count)
    for part in results.withLock({ $0 }) { if let part { joined += try part.get() } }
    return joined
}
