internal import Drawing

/// The size of an animation's pictures, and what the format asks of it.
struct FrameSize: Sendable, Equatable {
    let width: Int, height: Int

    /// The size of the picture that frame `index` shows.
    ///
    /// - Throws: ``GIFError`` for a size that the format does not have.
    init(of picture: PixelRuns, frame index: Int) throws(GIFError) {
        width = picture.width
        height = picture.height
        guard 1...65_535 ~= width, 1...65_535 ~= height else {
            throw .unsupportedSize(frame: index, width: width, height: height)
        }
    }

    /// Refuses a frame of another size.
    func check(_ other: FrameSize, frame index: Int) throws(GIFError) {
        guard other == self else {
            throw .sizeChanged(
                frame: index, width: other.width, height: other.height, expectedWidth: width,
                expectedHeight: height)
        }
    }
}
