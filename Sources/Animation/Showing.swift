/// When an animation shows one of its pictures: they are shown one after another, some of them perhaps again.
public struct Showing: Sendable, Equatable {
    /// Which picture.
    public let picture: Int
    /// Seconds on the screen.
    public let duration: Double

    /// Shows the picture of an index for `duration` seconds.
    public init(picture: Int, duration: Double) {
        self.picture = picture
        self.duration = duration
    }
}
