/// Decoded images as they were recorded: means of p(x|z), from 0 to 1.
public struct RecordedImages: Sendable, Equatable {
    /// Numbers of an image: rows, columns, channels.
    public let imageSize: Int
    private let values: TypedTensor.Values

    /// - Precondition: whole images.
    init(imageSize: Int, values: TypedTensor.Values) {
        precondition(imageSize > 0 && values.count.isMultiple(of: imageSize), "whole images only")
        self.imageSize = imageSize
        self.values = values
    }

    /// How many there are.
    public var count: Int { values.count / imageSize }

    /// The images of a range, by themselves.
    ///
    /// - Precondition: `range` is in 0..<count.
    func part(_ range: Range<Int>) -> RecordedImages {
        let numbers = range.lowerBound * imageSize..<range.upperBound * imageSize
        let part: TypedTensor.Values =
            switch values {
            case .bytes(let bytes): .bytes(Array(bytes[numbers]))
            case .floats(let floats): .floats(Array(floats[numbers]))
            case .integers(let integers): .integers(Array(integers[numbers]))
            }
        return RecordedImages(imageSize: imageSize, values: part)
    }

    /// An image [row, column, channel].
    ///
    /// - Precondition: `index` is in 0..<count.
    public subscript(index: Int) -> [Float] {
        let range = index * imageSize..<(index + 1) * imageSize
        return switch values {
        case .bytes(let bytes): bytes[range].map { Float($0) / 255 }
        case .floats(let floats): Array(floats[range])
        case .integers(let integers): integers[range].map { Float($0) }
        }
    }
}
