internal import CGIF

/// Why an animation could not be written as a GIF.
public enum GIFError: Error, Equatable, CustomStringConvertible {
    /// There is no frame.
    case noFrames
    /// Frame `frame` is no pixels, or more pixels than the format's 65,535, wide or high.
    case unsupportedSize(frame: Int, width: Int, height: Int)
    /// Frame `frame` differs in size from frame 0.
    case sizeChanged(frame: Int, width: Int, height: Int, expectedWidth: Int, expectedHeight: Int)
    /// Frame `frame` has a duration that is negative, endless or longer than the format's 655.35 seconds.
    case unsupportedDuration(frame: Int, seconds: Double)
    /// giflib failed; `reason` is its own message.
    case library(operation: String, reason: String)

    public var description: String {
        switch self {
        case .noFrames:
            "the animation has no frames: give it at least one"
        case .unsupportedSize(let frame, let width, let height):
            "frame \(frame) of the animation is \(width) x \(height) pixels: a GIF holds 1 to 65535 each way"
        case .sizeChanged(let frame, let width, let height, let expectedWidth, let expectedHeight):
            "frame \(frame) of the animation is \(width) x \(height) pixels where frame 0 is "
                + "\(expectedWidth) x \(expectedHeight): draw all frames in one size"
        case .unsupportedDuration(let frame, let seconds):
            "frame \(frame) of the animation lasts \(seconds) seconds: give it 0 to 655.35"
        case .library(let operation, let reason):
            "giflib could not \(operation): \(reason)"
        }
    }

    /// The failure of `operation` that giflib reports as `code`.
    static func library(_ operation: String, code: Int32) -> GIFError {
        let reason = GifErrorString(code).map { String(cString: $0) } ?? "error \(code)"
        return .library(operation: operation, reason: reason)
    }
}
