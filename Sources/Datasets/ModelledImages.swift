/// Images as a likelihood models them: each intensity stands for a number.
///
/// Where the numbers are 0 and 1, a pixel takes a bit; else a byte.
public struct ModelledImages: Sendable, Equatable {
    private enum Storage: Sendable, Equatable {
        case bits(BinaryImages)
        /// Intensities [image, row, column, channel].
        case bytes([UInt8])
    }

    /// Pixels down and across, and numbers a pixel.
    public let rows: Int, columns: Int, channels: Int
    /// The number of images.
    public let count: Int
    private let storage: Storage
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
        precondition(values.count == 256 && values[0] == 0, "a number for each intensity")
        if values.allSatisfy({ $0 == 0 || $0 == 1 }) {
            let threshold = values.lastIndex(of: 0) ?? -1
            precondition(values.dropFirst(threshold + 1).allSatisfy { $0 == 1 }, "paper below, ink above")
            self.init(
                BinaryImages(
                    rows: rows, columns: columns, channels: channels, pixels: bytes,
                    inkAbove: UInt8(threshold)))
        } else {
            let size = rows * columns * channels
            precondition(bytes.count.isMultiple(of: max(1, size)), "whole images only")
            self.init(
                rows: rows, columns: columns, channels: channels, count: bytes.count / max(1, size),
                storage: .bytes(bytes), values: values)
        }
    }

    /// The images of a set.
    ///
    /// - Parameter values: what each of the 256 intensities stands for.
    public init(_ images: ImageSet, values: [Float]) {
        self.init(
            rows: images.rows, columns: images.columns, channels: images.channels, bytes: images.pixels,
            values: values)
    }

    /// Images of zeros and ones.
    public init(_ images: BinaryImages) {
        self.init(
            rows: images.rows, columns: images.columns, channels: images.channels, count: images.count,
            storage: .bits(images), values: [])
    }

    private init(rows: Int, columns: Int, channels: Int, count: Int, storage: Storage, values: [Float]) {
        self.rows = rows
        self.columns = columns
        self.channels = channels
        self.count = count
        self.storage = storage
        self.values = values
    }

    /// Whether only paper and ink are told apart.
    public var isBinary: Bool {
        guard case .bits = storage else { return false }
        return true
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: some Collection<Int>) -> ModelledImages {
        switch storage {
        case .bits(let images): return ModelledImages(images.selecting(indices))
        case .bytes(let bytes):
            let size = imageSize
            return ModelledImages(
                rows: rows, columns: columns, channels: channels, count: indices.count,
                storage: .bytes(indices.flatMap { bytes[$0 * size..<($0 + 1) * size] }), values: values)
        }
    }

    /// The intensities of an image [row, column, channel]: those of 0 and 1 are 0 and 255.
    public func bytes(of image: Int) -> [UInt8] {
        let size = imageSize
        return switch storage {
        case .bits(let images): images.selecting([image]).pixels.map { $0 * 255 }
        case .bytes(let bytes): Array(bytes[image * size..<(image + 1) * size])
        }
    }

    /// The intensities of all images [image, row, column, channel]: those of 0 and 1 are 0 and 255.
    var bytes: [UInt8] {
        switch storage {
        case .bits(let images): images.pixels.map { $0 * 255 }
        case .bytes(let bytes): bytes
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
    public func write(_ image: Int, to target: UnsafeMutablePointer<Float>) {
        let size = imageSize
        switch storage {
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
            values.withUnsafeBufferPointer { values in
                bytes.withUnsafeBufferPointer { bytes in
                    for pixel in 0..<size { target[pixel] = values[Int(bytes[image * size + pixel])] }
                }
            }
        }
    }

    /// Ink or none: what is above half intensity is 1.
    public var binarised: BinaryImages {
        switch storage {
        case .bits(let images): images
        case .bytes(let bytes):
            BinaryImages(
                rows: rows, columns: columns, channels: channels, pixels: bytes, inkAbove: 127)
        }
    }
}
