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
        guard kept < self.count else { return self }
        return ImageSet(
            rows: rows, columns: columns, pixels: Array(pixels.prefix(kept * rows * columns)),
            labels: Array(labels.prefix(kept)))
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: [Int]) -> ImageSet {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(indices.count * rows * columns)
        for index in indices { pixels += image(at: index) }
        return ImageSet(rows: rows, columns: columns, pixels: pixels, labels: indices.map { labels[$0] })
    }
}

extension ImageSet {
    /// A number for each image, by its pixels: equal images have equal numbers, others almost surely not.
    ///
    /// Each eight pixels are mixed in as SplitMix64 mixes its state (G. Steele, D. Lea and C. Flood, 2014).
    var fingerprints: [UInt64] {
        let size = rows * columns
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
