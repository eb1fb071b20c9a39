/// Something about a data set that a person should know before training on it.
public struct DataFinding: Sendable, Equatable, Codable {
    /// What it is about.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Images without a shape once cut at half intensity.
        case blank
        /// Pixels that reach over a part of the range only.
        case contrast
        /// Pixels that are mostly neither black nor white.
        case shades
        /// More ink than paper.
        case inverted
        case oneClass, missingClasses, unequalClasses
        /// Fewer images than a batch.
        case fewImages
        /// Training images that are there more than once.
        case repeated
        /// Test images that are trained on.
        case overlap
    }

    public let kind: Kind
    /// One line: what was found, and what follows.
    public let text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}
