internal import Synchronization

/// The palette indices of frames, each made once although two frames need them: its own and the next one.
final class FrameIndices: Sendable {
    private let make: @Sendable (Int) throws -> [UInt8]
    private let slots = Mutex<[Int: Slot]>([:])

    /// Where the indices of a frame are put; whoever asks while they are made, waits.
    private final class Slot: Sendable {
        let indices = Mutex<[UInt8]?>(nil)
    }

    /// Frames whose indices are made by `make`.
    init(_ make: @escaping @Sendable (Int) throws -> [UInt8]) {
        self.make = make
    }

    /// The indices of a frame, which are given up when they are asked for a second time.
    func callAsFunction(_ frame: Int) throws -> [UInt8] {
        let slot = slots.withLock { slots in
            if let known = slots.removeValue(forKey: frame) { return known }
            let slot = Slot()
            slots[frame] = slot
            return slot
        }
        return try slot.indices.withLock { indices in
            if let indices { return indices }
            let made = try make(frame)
            indices = made
            return made
        }
    }
}
