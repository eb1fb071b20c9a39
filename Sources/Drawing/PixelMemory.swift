import Foundation
import Synchronization

/// Memory for pixels, which is lent again and again: the frames of an animation need the same over and over, and the
/// system takes longer to hand out new pages than Cairo to draw on them.
///
/// What is lent holds whatever was written there before.
struct PixelMemory: @unchecked Sendable {
    /// The first byte.
    let start: UnsafeMutableRawPointer
    /// How many bytes there are.
    let count: Int

    /// What is lent to nobody, kept up to ``mostKept`` bytes.
    private static let free = Mutex<[PixelMemory]>([])
    /// Enough for a large picture at hand on each of two cores.
    /// Enough for the frames that two cores draw.
    private static let mostKept = 16 << 20

    /// Memory of at least `count` bytes; `nil` where there is none.
    static func lend(_ count: Int) -> PixelMemory? {
        let kept = free.withLock { free -> PixelMemory? in
            // Not one much larger: another may need it.
            let fitting = free.indices.filter { free[$0].count >= count && free[$0].count <= 2 * count }
            return fitting.min { free[$0].count < free[$1].count }.map { free.remove(at: $0) }
        }
        return kept ?? malloc(max(1, count)).map { PixelMemory(start: $0, count: count) }
    }

    /// Gives it back; it may not be used any more.
    func giveBack() {
        let surplus = Self.free.withLock { free -> [PixelMemory] in
            free.append(self)
            var bytes = free.reduce(0) { $0 + $1.count }
            // The longest unused goes first.
            let gone = free.prefix { memory in
                defer { bytes -= memory.count }
                return bytes > Self.mostKept
            }
            free.removeFirst(gone.count)
            return Array(gone)
        }
        for memory in surplus { Foundation.free(memory.start) }
    }
}
