import Synchronization

/// A value that several pictures need, computed once, whichever thread asks first; others wait for it.
///
/// Its computation must not ask for it.
final class Once<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    /// The value, computed where it is not known yet; what fails is tried again by the next who asks.
    func callAsFunction<Failure>(_ make: () throws(Failure) -> Value) throws(Failure) -> Value {
        try value.withLock { value throws(Failure) in
            if let value { return value }
            let made = try make()
            value = made
            return made
        }
    }
}

/// Values by their keys, each computed once.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let entries = Mutex<[Key: Once<Value>]>([:])

    /// The value of `key`, computed where it is not known yet.
    func callAsFunction(_ key: Key, _ make: () throws -> Value) throws -> Value {
        let entry = entries.withLock { entries in
            let entry = entries[key] ?? Once()
            entries[key] = entry
            return entry
        }
        return try entry(make)
    }

    /// Forgets the value of `key`.
    func forget(_ key: Key) { entries.withLock { $0[key] = nil } }
}
