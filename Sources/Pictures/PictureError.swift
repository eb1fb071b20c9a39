/// Why a picture file cannot become an input.
public enum PictureError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The content is none that can be read: what it is.
    case format(String)
    /// More pixels than ``PixelPicture/mostPixels``, or none.
    case size(width: Int, height: Int)
    /// It begins as it should and does not go on so: the format, and the library's own words.
    case damaged(format: String, reason: String)
    /// Nothing stands out in the picture.
    case blank

    /// One line: what, and what to do.
    public var description: String {
        switch self {
        case .format(let what): "\(what), not a \(PictureFormat.names) picture; save it as one of these"
        case .size(let width, let height) where width < 1 || height < 1: "a picture without pixels"
        case .size(let width, let height):
            "a picture of \(width) x \(height) pixels; make it smaller, at most "
                + "\(PixelPicture.mostPixels / 1_000_000) million pixels can be read"
        case .damaged(let format, let reason):
            "a damaged \(format) picture (\(reason)); save or copy it again"
        case .blank:
            "nothing stands out in this picture; give one whose ink is plainly darker or lighter than its paper"
        }
    }
}
