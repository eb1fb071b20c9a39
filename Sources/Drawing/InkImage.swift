/// A small grey image as ink on paper: 0 is white paper, 255 full ink.
public struct InkImage: Sendable, Equatable {
    /// Pixels down and across.
    public let rows: Int, columns: Int
    /// Ink [row, column], 0 (none) to 255 (full).
    public let ink: [UInt8]

    /// An image by its ink.
    ///
    /// - Precondition: `ink.count == rows * columns`.
    public init(rows: Int, columns: Int, ink: [UInt8]) {
        precondition(ink.count == rows * columns, "one byte a pixel")
        self.rows = rows
        self.columns = columns
        self.ink = ink
    }

    /// An image of the probabilities [row, column] that each pixel is ink; what is not in [0, 1] is clipped.
    ///
    /// - Precondition: `probabilities.count == rows * columns`.
    public init(rows: Int, columns: Int, probabilities: some Collection<Float>) {
        self.init(
            rows: rows, columns: columns,
            ink: probabilities.map { $0 > 0 ? UInt8((min($0, 1) * 255).rounded()) : 0 })
    }

    /// Images of one size cut from probabilities [image, row, column] put one after another.
    public static func images(rows: Int, columns: Int, probabilities: [Float]) -> [InkImage] {
        let size = max(1, rows * columns)
        return (0..<probabilities.count / size).map { image in
            InkImage(
                rows: rows, columns: columns,
                probabilities: probabilities[image * size..<(image + 1) * size])
        }
    }

    /// Images laid side by side, `across` in a row, each row from left to right; missing ones stay white.
    ///
    /// All take the first one's size; an image of another size is left out.
    public static func mosaic(_ images: [InkImage], across: Int) -> InkImage {
        guard let first = images.first, across > 0 else { return InkImage(rows: 0, columns: 0, ink: []) }
        let down = (images.count + across - 1) / across
        let width = across * first.columns
        var ink = [UInt8](repeating: 0, count: down * first.rows * width)
        for (index, image) in images.enumerated()
        where image.rows == first.rows && image.columns == first.columns {
            let corner = index / across * first.rows * width + index % across * first.columns
            for row in 0..<image.rows {
                let start = corner + row * width
                ink.replaceSubrange(
                    start..<start + image.columns,
                    with: image.ink[row * image.columns..<(row + 1) * image.columns])
            }
        }
        return InkImage(rows: down * first.rows, columns: width, ink: ink)
    }
}
