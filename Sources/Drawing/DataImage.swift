/// A small image such as a data set has: a grey one as ink on paper, or one in colours.
public struct DataImage: Sendable, Equatable {
    /// Pixels down and across, and numbers a pixel: 1, or 3 for red, green and blue.
    public let rows: Int, columns: Int, channels: Int
    /// Bytes [row, column, channel]: ink from 0 (none: white paper) to 255 (full), or the intensities of colours.
    public let bytes: [UInt8]

    /// An image by its bytes.
    ///
    /// - Precondition: `bytes.count == rows * columns * channels`.
    public init(rows: Int, columns: Int, channels: Int = 1, bytes: [UInt8]) {
        precondition(bytes.count == rows * columns * channels, "a byte for each number")
        self.rows = rows
        self.columns = columns
        self.channels = channels
        self.bytes = bytes
    }

    /// An image of the means [row, column, channel] of its numbers; what is not in [0, 1] is clipped.
    ///
    /// - Precondition: `means.count == rows * columns * channels`.
    public init(rows: Int, columns: Int, channels: Int = 1, means: some Collection<Float>) {
        self.init(
            rows: rows, columns: columns, channels: channels,
            bytes: means.map { $0 > 0 ? UInt8((min($0, 1) * 255).rounded()) : 0 })
    }

    /// Images of one size cut from means [image, row, column, channel] put one after another.
    public static func images(rows: Int, columns: Int, channels: Int = 1, means: [Float]) -> [DataImage] {
        let size = max(1, rows * columns * channels)
        return (0..<means.count / size).map { image in
            DataImage(
                rows: rows, columns: columns, channels: channels,
                means: means[image * size..<(image + 1) * size])
        }
    }

    /// Images laid side by side, `across` in a row, each row from left to right; missing ones stay white.
    ///
    /// All take the first one's size; an image of another size is left out.
    public static func mosaic(_ images: [DataImage], across: Int) -> DataImage {
        guard let first = images.first, across > 0 else { return DataImage(rows: 0, columns: 0, bytes: []) }
        let (line, channels) = (first.columns * first.channels, first.channels)
        let down = (images.count + across - 1) / across
        let width = across * line
        var bytes = [UInt8](repeating: channels == 1 ? 0 : 255, count: down * first.rows * width)
        for (index, image) in images.enumerated()
        where image.rows == first.rows && image.columns == first.columns && image.channels == channels {
            let corner = index / across * first.rows * width + index % across * line
            for row in 0..<image.rows {
                let start = corner + row * width
                bytes.replaceSubrange(
                    start..<start + line, with: image.bytes[row * line..<(row + 1) * line])
            }
        }
        return DataImage(
            rows: down * first.rows, columns: across * first.columns, channels: channels, bytes: bytes)
    }

    /// The picture of it: ink is black on white.
    public var picture: PixelImage {
        PixelImage(
            width: columns, height: rows,
            rgb: channels == 3 ? bytes : bytes.flatMap { repeatElement(255 - $0, count: 3) })
    }
}
