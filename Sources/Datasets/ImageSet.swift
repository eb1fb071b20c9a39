public import Storage

/// Images of one size with a label each, grey or in colours.
public struct ImageSet: Sendable {
    /// Pixels down and across, and numbers a pixel: 1 for grey, 3 for red, green and blue.
    public let rows: Int, columns: Int, channels: Int
    /// Intensities of each image [row, column, channel]; of grey images 0 is the background and 255 full ink.
    public let bytes: ImageBytes
    /// One class number for each image.
    public let labels: [UInt8]

    /// The number of images.
    public var count: Int { labels.count }
    /// The numbers of an image.
    public var imageSize: Int { rows * columns * channels }

    /// Joins images with their labels.
    ///
    /// - Precondition: a label for each image, and images of that size.
    public init(rows: Int, columns: Int, channels: Int = 1, bytes: ImageBytes, labels: [UInt8]) {
        precondition(
            bytes.count == labels.count && bytes.size == rows * columns * channels,
            "pixels and labels must agree")
        self.rows = rows
        self.columns = columns
        self.channels = channels
        self.bytes = bytes
        self.labels = labels
    }

    /// Joins pixels [image, row, column, channel] with their labels.
    ///
    /// - Precondition: `pixels.count == labels.count * rows * columns * channels`.
    public init(rows: Int, columns: Int, channels: Int = 1, pixels: [UInt8], labels: [UInt8]) {
        precondition(pixels.count == labels.count * rows * columns * channels, "pixels and labels must agree")
        self.init(
            rows: rows, columns: columns, channels: channels,
            bytes: ImageBytes(ByteStore(pixels), size: rows * columns * channels), labels: labels)
    }

    /// What its images are, as "28 x 28" or "64 x 64 in colour".
    public var form: String { "\(rows) x \(columns)" + (channels > 1 ? " in colour" : "") }

    /// Whether the images of both are of one size, and both grey or both in colours.
    public func isLike(_ other: ImageSet) -> Bool {
        rows == other.rows && columns == other.columns && channels == other.channels
    }

    /// Intensities [image, row, column, channel] of all images at once: as much memory as that takes.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    public var pixels: [UInt8] { get throws(FileError) { try bytes.all } }

    /// The numbers [row, column, channel] of the image at `index`.
    ///
    /// - Throws: as ``pixels``.
    public func image(at index: Int) throws(FileError) -> [UInt8] {
        try bytes.withImage(index) { Array($0) }
    }

    /// The first `count` images; all of them where there are fewer.
    public func prefix(_ count: Int) -> ImageSet {
        let kept = max(0, min(count, self.count))
        return kept < self.count ? selecting(0..<kept) : self
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: some Collection<Int>) -> ImageSet {
        with(bytes: bytes.selecting(indices), labels: indices.map { labels[$0] })
    }

    /// The same images with rows and columns swapped.
    ///
    /// - Throws: `FileError` where they are in a file that cannot be read, or the others cannot be kept in one.
    func transposed() throws(FileError) -> ImageSet {
        let turned = try bytes.map(toSize: imageSize) { image in
            [UInt8](unsafeUninitializedCapacity: image.count) { output, initialized in
                for column in 0..<columns {
                    for row in 0..<rows {
                        for channel in 0..<channels {
                            output[initialized] = image[(row * columns + column) * channels + channel]
                            initialized += 1
                        }
                    }
                }
            }
        }
        return ImageSet(rows: columns, columns: rows, channels: channels, bytes: turned, labels: labels)
    }

    /// Other images like these.
    func with(bytes: ImageBytes, labels: [UInt8]) -> ImageSet {
        ImageSet(rows: rows, columns: columns, channels: channels, bytes: bytes, labels: labels)
    }
}
