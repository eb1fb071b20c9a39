import Storage

/// Images whose pixels are 0 or 1, as the decoder's Bernoulli likelihood sees them, a bit each.
public struct BinaryImages: Sendable, Equatable {
    /// Pixels down and across.
    public let rows: Int, columns: Int
    /// Numbers a pixel: 1 for grey, 3 for colours.
    public let channels: Int
    /// The number of images.
    public let count: Int
    /// Outcomes [image, word]: number `p` of an image, counted in the order [row, column, channel], is bit `p % 64` of
    /// its word `p / 64`.
    /// The last word of an image is filled up with zeros.
    public let words: [UInt64]

    /// The numbers of an image.
    public var imageSize: Int { rows * columns * channels }
    /// The words of an image.
    public var wordsPerImage: Int { (imageSize + 63) / 64 }

    /// Packs outcomes [image, row, column, channel].
    ///
    /// - Parameter threshold: a number above it is a 1.
    /// - Precondition: `pixels` are whole images.
    package init(
        rows: Int, columns: Int, channels: Int = 1, pixels: [UInt8], inkAbove threshold: UInt8 = 0
    ) {
        let size = rows * columns * channels
        precondition(pixels.count.isMultiple(of: max(1, size)), "whole images only")
        let count = pixels.count / max(1, size), width = (size + 63) / 64
        var words = [UInt64](repeating: 0, count: count * width)
        pixels.withUnsafeBufferPointer { pixels in
            for image in 0..<count {
                Self.pack(
                    UnsafeBufferPointer(rebasing: pixels[image * size..<(image + 1) * size]),
                    inkAbove: threshold, into: &words, at: image * width)
            }
        }
        self.init(rows: rows, columns: columns, channels: channels, count: count, words: words)
    }

    /// Packs images of intensities.
    ///
    /// - Parameter threshold: an intensity above it is a 1.
    /// - Precondition: `images` are of that size.
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    init(
        rows: Int, columns: Int, channels: Int, _ images: ImageBytes, inkAbove threshold: UInt8
    ) throws(FileError) {
        precondition(images.size == rows * columns * channels, "images of another size")
        let width = (images.size + 63) / 64
        var words = [UInt64](repeating: 0, count: images.count * width)
        try images.forEach { index, pixels in
            Self.pack(pixels, inkAbove: threshold, into: &words, at: index * width)
        }
        self.init(rows: rows, columns: columns, channels: channels, count: images.count, words: words)
    }

    /// Sets the bits of an image, whose words are zeros from `first` on.
    private static func pack(
        _ pixels: UnsafeBufferPointer<UInt8>, inkAbove threshold: UInt8, into words: inout [UInt64],
        at first: Int
    ) {
        words.withUnsafeMutableBufferPointer { words in
            for pixel in pixels.indices where pixels[pixel] > threshold {
                words[first + pixel / 64] |= 1 << UInt64(pixel % 64)
            }
        }
    }

    private init(rows: Int, columns: Int, channels: Int, count: Int, words: [UInt64]) {
        self.rows = rows
        self.columns = columns
        self.channels = channels
        self.count = count
        self.words = words
    }

    /// Outcomes [image, row, column, channel], each 0 or 1.
    public var pixels: [UInt8] {
        let size = imageSize, width = wordsPerImage
        return (0..<count * size).map { index in
            let (image, pixel) = index.quotientAndRemainder(dividingBy: size)
            return UInt8(words[image * width + pixel / 64] >> UInt64(pixel % 64) & 1)
        }
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: some Collection<Int>) -> BinaryImages {
        let width = wordsPerImage
        return BinaryImages(
            rows: rows, columns: columns, channels: channels, count: indices.count,
            words: indices.flatMap { words[$0 * width..<($0 + 1) * width] })
    }

    /// The pixels of each image that are ink.
    var inkCounts: [Int] {
        let width = wordsPerImage
        return (0..<count).map { image in
            words[image * width..<(image + 1) * width].reduce(0) { $0 + $1.nonzeroBitCount }
        }
    }
}
