public import Drawing

/// A figure: values in, a picture and its words out.
public protocol Figure: Sendable {
    /// The file's name without its ending, such as `latent-grid`.
    var name: String { get }
    /// What the figure shows, in words: the finding and its numbers.
    var alternativeText: String { get }
    /// The figure drawn at scale 1; render it larger with `Picture.png(scale:)`.
    func picture() -> Picture
}
