/// Why a picture could not be made.
public enum DrawingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Cairo refused: what was being done, and its own words.
    case cairo(action: String, reason: String)
    /// A picture without pixels, or with more than a surface can hold.
    case size(width: Double, height: Double)

    /// One line: what, why, and what to do.
    public var description: String {
        switch self {
        case .cairo(let action, let reason): "cannot \(action): \(reason); try a smaller picture or scale"
        case .size(let width, let height):
            "cannot draw a picture of \(width) x \(height) pixels: each side must be 1 to 32,767 pixels; choose another scale"
        }
    }
}
