internal import Drawing

/// The size of a frame, and what is asked of each frame of an animation.
struct FrameSize: Sendable {
    let width: Int, height: Int
    private let index: Int

    /// The size of frame `index`.
    ///
    /// - Throws: ``GIFError`` for a size or a duration that the format does not have.
    init(of frame: AnimationFrame, index: Int) throws(GIFError) {
        width = frame.image.width
        height = frame.image.height
        self.index = index
        guard 1...65_535 ~= width, 1...65_535 ~= height else {
            throw .unsupportedSize(frame: index, width: width, height: height)
        }
        guard 0...655.35 ~= frame.duration else {
            throw .unsupportedDuration(frame: index, seconds: frame.duration)
        }
    }

    /// Refuses a frame of another size.
    func check(_ other: FrameSize) throws(GIFError) {
        guard other.width == width, other.height == height else {
            throw .sizeChanged(
                frame: other.index, width: other.width, height: other.height, expectedWidth: width,
                expectedHeight: height)
        }
    }
}
