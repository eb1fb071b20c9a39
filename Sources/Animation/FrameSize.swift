internal import Drawing

/// The size that all frames of an animation share, and what is asked of each frame.
struct FrameSize {
    let width: Int, height: Int

    /// The size of frame 0.
    init(of image: PixelImage) throws(GIFError) {
        width = image.width
        height = image.height
        guard 1...65_535 ~= width, 1...65_535 ~= height else {
            throw .unsupportedSize(frame: 0, width: width, height: height)
        }
    }

    /// Refuses a frame of another size, or of a duration that the format does not have.
    func check(_ frame: AnimationFrame, index: Int) throws(GIFError) {
        guard frame.image.width == width, frame.image.height == height else {
            throw .sizeChanged(
                frame: index, width: frame.image.width, height: frame.image.height, expectedWidth: width,
                expectedHeight: height)
        }
        guard 0...655.35 ~= frame.duration else {
            throw .unsupportedDuration(frame: index, seconds: frame.duration)
        }
    }
}
