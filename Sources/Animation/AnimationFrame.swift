public import Drawing

/// One picture of an animation and the time for which it is shown.
public struct AnimationFrame: Sendable, Equatable {
    /// The picture.
    public let image: PixelImage
    /// Seconds on the screen.
    public let duration: Double

    /// Shows `image` for `duration` seconds.
    public init(_ image: PixelImage, duration: Double) {
        self.image = image
        self.duration = duration
    }
}
