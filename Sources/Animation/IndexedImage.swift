public import Drawing

/// A picture in at most 256 colours: what a GIF's frame or a small PNG file holds.
public struct IndexedImage: Sendable, Equatable {
    /// Pixels across and down.
    public let width: Int, height: Int
    /// Palette indices [row, column].
    public let indices: [UInt8]
    /// Red, green and blue of each colour.
    public let palette: [UInt8]

    /// Reduces `image` to `colours` colours; flat areas keep theirs exactly.
    ///
    /// - Parameter colours: at most so many, 1 to 256.
    public init(_ image: PixelImage, colours: Int = 256) {
        let runs = PixelRuns(image)
        let histogram = ColourHistogram(runs)
        let count = min(max(1, colours), 256)
        let palette = Palette(histogram, limit: count, reduced: count)
        width = image.width
        height = image.height
        indices = PaletteIndexer(histogram, palette: palette).indices(of: runs)
        self.palette = palette.colours.flatMap { [$0.red, $0.green, $0.blue] }
    }
}
