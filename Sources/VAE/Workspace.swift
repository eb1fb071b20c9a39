import CKernels
import Synchronization

/// What the computations of one thread share because they take turns, and what they share with those of other threads.
final class Workspace {
    let weights: SharedWeights
    private var room: Buffer

    /// Begins without room.
    init(_ weights: SharedWeights) throws(VAEError) {
        self.weights = weights
        room = try Buffer(0)
    }

    /// Makes room for at least `count` numbers.
    func reserve(_ count: Int) throws(VAEError) {
        if count > room.count { room = try Buffer(count) }
    }

    /// The room that was reserved.
    var start: UnsafeMutablePointer<Float> { room.start }
}

/// Weights in layouts of their own that all threads read.
final class SharedWeights: Sendable {
    private struct Key: Hashable {
        let place: UInt
        let direction: Direction
    }

    private let loaded = Mutex<[Key: WinogradWeights]>([:])

    /// Those of one product, loaded when they are first asked for.
    ///
    /// - Parameter plain: the weights as [out, in, row, column].
    func weights(
        _ direction: Direction, of shape: winograd_shape, plain: UnsafeMutablePointer<Float>
    ) throws(VAEError) -> WinogradWeights {
        nonisolated(unsafe) let plain = plain
        let key = Key(place: UInt(bitPattern: plain), direction: direction)
        return try loaded.withLock { loaded throws(VAEError) in
            if let weights = loaded[key] { return weights }
            let weights = try WinogradWeights(direction, of: shape, plain: plain)
            weights.load(part: 0, of: 1)
            loaded[key] = weights
            return weights
        }
    }

    /// Takes a part of all plain weights over again; nobody may compute with them meanwhile.
    func load(part: Int, of parts: Int) {
        for weights in loaded.withLock({ Array($0.values) }) { weights.load(part: part, of: parts) }
    }
}
