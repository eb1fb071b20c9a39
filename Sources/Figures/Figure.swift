public import Drawing

/// A figure: values in, a picture and its words out.
public protocol Figure: Sendable {
    /// What the figure shows, in words: the finding and its numbers.
    var alternativeText: String { get }
    /// The numbers that it shows; `nil` where there are none.
    var table: DataTable? { get }
    /// The figure drawn at scale 1; render it larger with `Picture.png(scale:)`.
    func picture() -> Picture
}

extension Figure {
    /// None: a figure of nothing but images need not have any.
    public var table: DataTable? { nil }
}
