/// Grey images of one size with a label each, as the IDX files hold them.
public struct ImageSet: Sendable, Equatable {
    /// Pixels down and across.
    public let rows: Int, columns: Int
    /// Intensities [image, row, column], 0 (background) to 255 (full ink).
    public let pixels: [UInt8]
    /// One class number for each image.
    public let labels: [UInt8]

    /// The number of images.
    public var count: Int { labels.count }

    /// Joins pixels [image, row, column] with their labels.
    ///
    /// - Precondition: `pixels.count == labels.count * rows * columns`.
    public init(rows: Int, columns: Int, pixels: [UInt8], labels: [UInt8]) {
        precondition(pixels.count == labels.count * rows * columns, "pixels and labels must agree")
        self.rows = rows
        self.columns = columns
        self.pixels = pixels
        self.labels = labels
    }

    /// The pixels [row, column] of the image at `index`.
    public func image(at index: Int) -> ArraySlice<UInt8> {
        let size = rows * columns
        return pixels[index * size..<(index + 1) * size]
    }

    /// The first `count` images; all of them where there are fewer.
    public func prefix(_ count: Int) -> ImageSet {
        let kept = max(0, min(count, self.count))
        return ImageSet(
            rows: rows, columns: columns, pixels: Array(pixels.prefix(kept * rows * columns)),
            labels: Array(labels.prefix(kept)))
    }

    /// Each pixel as a Bernoulli outcome: 1 where its intensity divided by 255 is above 0.5, else 0.
    public func binarised() -> BinaryImages {
        BinaryImages(rows: rows, columns: columns, pixels: pixels.map { $0 > 127 ? 1 : 0 })
    }
}
