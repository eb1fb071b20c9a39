/// How a picture that may be no square becomes one.
public enum SquareFit: String, Sendable, Equatable, Codable, CaseIterable {
    /// What is left of the longer side on both ends is cut off.
    case crop
    /// The whole picture, with ground beside it or above and below.
    case pad
    /// The whole picture, with other proportions.
    case stretch
}
