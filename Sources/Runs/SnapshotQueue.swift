import Foundation
import Storage
public import VAE

/// Writes a run's snapshots beside the training, on a thread of its own and in their order.
///
/// A few may wait to be written; beyond that the training waits, so that memory stays bounded. The first
/// error ends the writing.
public final class SnapshotQueue: @unchecked Sendable {
    /// Snapshots that may wait to be written; each takes about a megabyte.
    static let capacity = 4

    private let onWritten: @Sendable (Snapshot) -> Void
    /// Guards everything below, and tells of its changes.
    private let condition = NSCondition()
    private var writer: RunWriter
    private var waiting: [Snapshot] = []
    private var isClosed = false, isDone = false
    private var error: (any Error)?

    /// Begins to wait for snapshots.
    ///
    /// - Parameter onWritten: called on the queue's thread after each snapshot that was written.
    package init(_ writer: RunWriter, onWritten: @escaping @Sendable (Snapshot) -> Void = { _ in }) {
        self.writer = writer
        self.onWritten = onWritten
        BackgroundThread.start("snapshots", yields: false) { self.serve() }
    }

    /// Hands a snapshot over, and waits while too many others are unwritten.
    ///
    /// - Throws: what the writing of an earlier one failed with.
    public func add(_ snapshot: Snapshot) throws {
        try condition.withLock {
            while waiting.count >= Self.capacity, error == nil { condition.wait() }
            if let error { throw error }
            waiting.append(snapshot)
            condition.broadcast()
        }
    }

    /// Waits until everything is written or failed. Nothing may be added after.
    ///
    /// - Returns: the writer to go on with, and what ended the writing early.
    public func close() -> (writer: RunWriter, error: (any Error)?) {
        condition.withLock {
            isClosed = true
            condition.broadcast()
            while !isDone { condition.wait() }
            return (writer, error)
        }
    }

    /// The thread's work.
    private func serve() {
        while let (snapshot, writer) = next() {
            var written = writer
            let result = Result { try written.write(snapshot) }
            condition.withLock {
                waiting.removeFirst()
                switch result {
                case .success: self.writer = written
                case .failure(let error): self.error = error
                }
                condition.broadcast()
            }
            if case .success = result { onWritten(snapshot) }
        }
        condition.withLock {
            isDone = true
            condition.broadcast()
        }
    }

    /// The oldest unwritten snapshot, once there is one; `nil` at the end.
    private func next() -> (Snapshot, RunWriter)? {
        condition.withLock {
            while waiting.isEmpty, !isClosed, error == nil { condition.wait() }
            guard error == nil, let first = waiting.first else { return nil }
            return (first, writer)
        }
    }
}
