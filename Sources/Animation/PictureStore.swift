internal import Drawing
internal import Synchronization

/// An animation's pictures: each is drawn when it is asked for, and as many as there is room for are kept.
final class PictureStore: Sendable {
    private let draw: @Sendable (Int) throws -> PixelRuns
    private let kept = Mutex<(pictures: [Int: PixelRuns], bytes: Int)>(([:], 0))

    /// Memory for pictures that are kept, in bytes.
    private let room: Int

    init(room: Int = 28_000_000, _ draw: @escaping @Sendable (Int) throws -> PixelRuns) {
        self.draw = draw
        self.room = room
    }

    /// A picture by its index.
    func picture(_ index: Int) throws -> PixelRuns {
        if let known = kept.withLock({ $0.pictures[index] }) { return known }
        let picture = try draw(index)
        kept.withLock { kept in
            guard kept.bytes + picture.bytes <= room else { return }
            kept.pictures[index] = picture
            kept.bytes += picture.bytes
        }
        return picture
    }
}
