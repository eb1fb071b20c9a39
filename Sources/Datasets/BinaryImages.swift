/// Images whose pixels are 0 or 1, as the decoder's Bernoulli likelihood sees them.
public struct BinaryImages: Sendable, Equatable {
    /// Pixels down and across.
    public let rows: Int, columns: Int
    /// Outcomes [image, row, column], each 0 or 1.
    public let pixels: [UInt8]

    /// The number of images.
    public var count: Int { pixels.count / max(1, rows * columns) }

    /// - Precondition: `pixels.count` is a multiple of `rows * columns`.
    public init(rows: Int, columns: Int, pixels: [UInt8]) {
        precondition(pixels.count.isMultiple(of: max(1, rows * columns)), "whole images only")
        self.rows = rows
        self.columns = columns
        self.pixels = pixels
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: some Sequence<Int>) -> BinaryImages {
        let size = rows * columns
        return BinaryImages(
            rows: rows, columns: columns,
            pixels: indices.flatMap { pixels[$0 * size..<($0 + 1) * size] })
    }
}
