public import Storage

/// Images as a likelihood models them: each intensity stands for a number.
///
/// Where the numbers are 0 and 1, a pixel takes a bit of memory. Else the intensities stay where they are, in memory or
/// in a file, and are converted image by image; those of a file can fail to be read.
public struct ModelledImages: Sendable {
    /// How they are kept.
    enum Content: Sendable {
        case bits(BinaryImages)
        /// Intensities of each image [row, column, channel].
        case bytes(ImageBytes)
    }

    /// Pixels down and across, and numbers a pixel.
    public let rows: Int, columns: Int, channels: Int
    /// The number of images.
    public let count: Int
    let content: Content
    /// What each of the 256 intensities stands for.
    private let values: [Float]

    /// The numbers of an image.
    public var imageSize: Int { rows * columns * channels }

    /// Images of intensities.
    ///
    /// - Parameters:
    ///   - bytes: intensities [image, row, column, channel].
    ///   - values: what each of the 256 intensities stands for.
    /// - Precondition: whole images, and 256 values that do not fall, the first of them 0.
    public init(rows: Int, columns: Int, channels: Int = 1, bytes: [UInt8], values: [Float]) {
        if let threshold = Self.inkThreshold(values) {
            self.init(
                BinaryImages(
                    rows: rows, columns: columns, channels: channels, pixels: bytes, inkAbove: threshold))
        } else {
            self.init(
                rows: rows, columns: columns, channels: channels,
                ImageBytes(ByteStore(bytes), size: rows * columns * channels), values: values)
        }
    }

    /// The images of a set.
    ///
    /// - Parameter values: what each of the 256 intensities stands for.
    /// - Precondition: 256 values that do not fall, the first of them 0.
    /// - Throws: `FileError` of kind `inputOutput` where the images are in a file that cannot be read.
    public init(_ images: ImageSet, values: [Float]) throws(FileError) {
        if let threshold = Self.inkThreshold(values) {
            self.init(
                try BinaryImages(
                    rows: images.rows, columns: images.columns, channels: images.channels, images.bytes,
                    inkAbove: threshold))
        } else {
            self.init(
                rows: images.rows, columns: images.columns, channels: images.channels, images.bytes,
                values: values)
        }
    }

    /// Images of zeros and ones.
    public init(_ images: BinaryImages) {
        self.init(
            rows: images.rows, columns: images.columns, channels: images.channels, count: images.count,
            content: .bits(images), values: [])
    }

    private init(rows: Int, columns: Int, channels: Int, _ bytes: ImageBytes, values: [Float]) {
        self.init(
            rows: rows, columns: columns, channels: channels, count: bytes.count, content: .bytes(bytes),
            values: values)
    }

    private init(rows: Int, columns: Int, channels: Int, count: Int, content: Content, values: [Float]) {
        self.rows = rows
        self.columns = columns
        self.channels = channels
        self.count = count
        self.content = content
        self.values = values
    }

    /// The intensity above which `values` are 1, where they are only 0 and 1; `nil` for others.
    private static func inkThreshold(_ values: [Float]) -> UInt8? {
        precondition(values.count == 256 && values[0] == 0, "a number for each intensity")
        guard let threshold = values.lastIndex(of: 0), values.allSatisfy({ $0 == 0 || $0 == 1 }) else {
            return nil
        }
        precondition(values.dropFirst(threshold + 1).allSatisfy { $0 == 1 }, "paper below, ink above")
        return UInt8(threshold)
    }

    /// Whether only paper and ink are told apart.
    public var isBinary: Bool {
        guard case .bits = content else { return false }
        return true
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: some Collection<Int>) -> ModelledImages {
        switch content {
        case .bits(let images): return ModelledImages(images.selecting(indices))
        case .bytes(let bytes):
            return ModelledImages(
                rows: rows, columns: columns, channels: channels, bytes.selecting(indices), values: values)
        }
    }

    /// Whether both are equal images in the same order, modelled alike.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    public func elementsEqual(_ other: ModelledImages) throws(FileError) -> Bool {
        guard rows == other.rows, columns == other.columns, channels == other.channels else { return false }
        switch (content, other.content) {
        case (.bits(let own), .bits(let others)): return own == others
        case (.bytes(let own), .bytes(let others)):
            guard values == other.values else { return false }
            return try own.elementsEqual(others)
        default: return false
        }
    }

    /// The intensities of an image [row, column, channel]: those of 0 and 1 are 0 and 255.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    public func bytes(of image: Int) throws(FileError) -> [UInt8] {
        switch content {
        case .bits(let images): images.selecting([image]).pixels.map { $0 * 255 }
        case .bytes(let bytes): try bytes.withImage(image) { Array($0) }
        }
    }

    /// Images of means of p(x|z), as these are modelled.
    ///
    /// - Parameter means: from 0 to 1 [image, row, column, channel].
    public func like(means: [Float]) -> ModelledImages {
        like(bytes: means.map { $0 > 0 ? UInt8((min($0, 1) * 255).rounded()) : 0 })
    }

    /// Images of intensities [image, row, column, channel], as these are modelled.
    public func like(bytes: [UInt8]) -> ModelledImages {
        ModelledImages(rows: rows, columns: columns, channels: channels, bytes: bytes, values: scale)
    }

    /// What each of the 256 intensities stands for.
    private var scale: [Float] { isBinary ? (0...255).map { $0 > 127 ? 1 : 0 } : values }

    /// Writes the modelled numbers of an image [row, column, channel].
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    public func write(_ image: Int, to target: UnsafeMutablePointer<Float>) throws(FileError) {
        let size = imageSize
        switch content {
        case .bits(let images):
            let width = images.wordsPerImage
            images.words.withUnsafeBufferPointer { words in
                for word in 0..<width {
                    var bits = words[image * width + word]
                    for pixel in word * 64..<min((word + 1) * 64, size) {
                        target[pixel] = Float(bits & 1)
                        bits >>= 1
                    }
                }
            }
        case .bytes(let bytes):
            try values.withUnsafeBufferPointer { values throws(FileError) in
                try bytes.withImage(image) { bytes in
                    for pixel in 0..<size { target[pixel] = values[Int(bytes[pixel])] }
                }
            }
        }
    }

    /// Ink or none: what is above half intensity is 1.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    public var binarised: BinaryImages {
        get throws(FileError) {
            switch content {
            case .bits(let images): images
            case .bytes(let bytes):
                try BinaryImages(
                    rows: rows, columns: columns, channels: channels, bytes, inkAbove: 127)
            }
        }
    }
}
