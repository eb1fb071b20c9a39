/// Images of one size with a label each, grey or in colours.
public struct ImageSet: Sendable, Equatable {
    /// Pixels down and across, and numbers a pixel: 1 for grey, 3 for red, green and blue.
    public let rows: Int, columns: Int, channels: Int
    /// Intensities [image, row, column, channel]; of grey images 0 is the background and 255 full ink.
    public let pixels: [UInt8]
    /// One class number for each image.
    public let labels: [UInt8]

    /// The number of images.
    public var count: Int { labels.count }
    /// The numbers of an image.
    public var imageSize: Int { rows * columns * channels }

    /// Joins pixels [image, row, column, channel] with their labels.
    ///
    /// - Precondition: `pixels.count == labels.count * rows * columns * channels`.
    public init(rows: Int, columns: Int, channels: Int = 1, pixels: [UInt8], labels: [UInt8]) {
        precondition(pixels.count == labels.count * rows * columns * channels, "pixels and labels must agree")
        self.rows = rows
        self.columns = columns
        self.channels = channels
        self.pixels = pixels
        self.labels = labels
    }

    /// What its images are, as "28 x 28" or "64 x 64 in colour".
    public var form: String { "\(rows) x \(columns)" + (channels > 1 ? " in colour" : "") }

    /// Whether the images of both are of one size, and both grey or both in colours.
    public func isLike(_ other: ImageSet) -> Bool {
        rows == other.rows && columns == other.columns && channels == other.channels
    }

    /// The numbers [row, column, channel] of the image at `index`.
    public func image(at index: Int) -> ArraySlice<UInt8> {
        pixels[index * imageSize..<(index + 1) * imageSize]
    }

    /// The first `count` images; all of them where there are fewer.
    public func prefix(_ count: Int) -> ImageSet {
        let kept = max(0, min(count, self.count))
        guard kept < self.count else { return self }
        return with(pixels: Array(pixels.prefix(kept * imageSize)), labels: Array(labels.prefix(kept)))
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: [Int]) -> ImageSet {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(indices.count * imageSize)
        for index in indices { pixels += image(at: index) }
        return with(pixels: pixels, labels: indices.map { labels[$0] })
    }

    /// The same images with rows and columns swapped.
    var transposed: ImageSet {
        let size = imageSize
        let pixels = [UInt8](unsafeUninitializedCapacity: self.pixels.count) { output, initialized in
            self.pixels.withUnsafeBufferPointer { input in
                for image in 0..<count {
                    for column in 0..<columns {
                        for row in 0..<rows {
                            let place = image * size + (row * columns + column) * channels
                            for channel in 0..<channels {
                                output[initialized] = input[place + channel]
                                initialized += 1
                            }
                        }
                    }
                }
            }
        }
        return ImageSet(rows: columns, columns: rows, channels: channels, pixels: pixels, labels: labels)
    }

    /// Other images like these.
    func with(pixels: [UInt8], labels: [UInt8]) -> ImageSet {
        ImageSet(rows: rows, columns: columns, channels: channels, pixels: pixels, labels: labels)
    }
}

extension ImageSet {
    /// A number for each image, by its pixels: equal images have equal numbers, others almost surely not.
    ///
    /// Each eight pixels are mixed in as SplitMix64 mixes its state (G. Steele, D. Lea and C. Flood, 2014).
    var fingerprints: [UInt64] {
        let size = imageSize
        return pixels.withUnsafeBytes { bytes in
            (0..<count).map { image in
                var hash: UInt64 = 0
                for start in stride(from: 0, to: size, by: 8) {
                    let place = image * size + start
                    var word: UInt64 = 0
                    if start + 8 <= size {
                        word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    } else {
                        for offset in start..<size { word = word << 8 | UInt64(bytes[image * size + offset]) }
                    }
                    hash = (hash ^ word) &+ 0x9E37_79B9_7F4A_7C15
                    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
                    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
                    hash ^= hash >> 31
                }
                return hash
            }
        }
    }
}
