import Storage

/// Where an array has its images: which axes count images, rows, columns and channels.
struct ArrayImages: Sendable {
    /// The longest side of an image.
    private static let largestSide = 4096
    /// Bytes of an array that become intensities at once, at least an image.
    private static let blockSize = 1 << 24
    /// Fewer pixels across are no image that was flattened.
    private static let leastFlatSide = 4

    let count: Int, rows: Int, columns: Int
    /// 1 for grey, 3 for red, green and blue, 4 with opacity.
    let channels: Int
    /// The array's axes of images, rows, columns and channels; of a flattened image, rows and columns are parts of one
    /// axis. `nil` where there is none.
    private let axes: (row: Int, column: Int?, channel: Int?)

    /// `nil` where the shape is none of images: [n, h, w], [n, h, w, c], [n, c, h, w], or [n, d] with a square d.
    init?(_ header: NPYHeader) {
        let shape = header.shape
        guard !header.element.isText, shape.count >= 2, shape.allSatisfy({ $0 > 0 }) else { return nil }
        count = shape[0]
        switch shape.count {
        case 2:
            let side = Int(Double(shape[1]).squareRoot().rounded())
            guard side >= Self.leastFlatSide, side * side == shape[1] else { return nil }
            (rows, columns, channels) = (side, side, 1)
            axes = (1, nil, nil)
        case 3:
            (rows, columns, channels) = (shape[1], shape[2], 1)
            axes = (1, 2, nil)
        case 4:
            // Where both could be, the one with square images is meant.
            let places = [(1, 2, 3), (2, 3, 1)].filter { [1, 3, 4].contains(shape[$0.2]) }
            guard let place = places.first(where: { shape[$0.0] == shape[$0.1] }) ?? places.first else {
                return nil
            }
            (rows, columns, channels) = (shape[place.0], shape[place.1], shape[place.2])
            axes = (place.0, place.1, place.2)
        default:
            return nil
        }
        guard rows <= Self.largestSide, columns <= Self.largestSide else { return nil }
    }

    /// The images of the array [row, column, channel] as intensities; with an opacity, laid over white.
    ///
    /// - Throws: `FileError` where the array is in a file that cannot be read, or the images cannot be kept in one.
    func intensities(of array: NPYArray, _ meaning: ArrayIntensities) throws(FileError) -> ImageBytes {
        let size = rows * columns * min(3, channels)
        if meaning.isPlain(in: array), channels < 4, Strides(array.header, self).isInOrder {
            return ImageBytes(array.content, size: size)
        }
        var pixels = ByteStoreWriter(limit: array.content.limit, expected: count * size)
        let step = max(1, Self.blockSize / max(1, array.header.size / count))
        for first in stride(from: 0, to: count, by: step) {
            let part = try array.part(first..<min(count, first + step))
            try pixels.append(arranged(try meaning.intensities(of: part), of: part.header))
        }
        return ImageBytes(pixels.finish(), size: size)
    }

    /// Elements from one to the next.
    private struct Strides {
        let image: Int, row: Int, column: Int, channel: Int
        /// Whether the elements of an array go [image, row, column, channel].
        let isInOrder: Bool

        init(_ header: NPYHeader, _ images: ArrayImages) {
            let strides = header.strides
            image = strides[0]
            column = strides[images.axes.column ?? images.axes.row]
            row = images.axes.column == nil ? images.columns * column : strides[images.axes.row]
            channel = images.axes.channel.map { strides[$0] } ?? 1
            isInOrder =
                channel == 1 && column == images.channels && row == images.columns * images.channels
                && (header.shape[0] == 1 || image == images.rows * images.columns * images.channels)
        }
    }

    /// Intensities, which go in the file's order, as [image, row, column, channel].
    private func arranged(_ intensities: [UInt8], of header: NPYHeader) -> [UInt8] {
        let strides = Strides(header, self)
        var pixels = intensities
        if !strides.isInOrder {
            pixels = [UInt8](unsafeUninitializedCapacity: intensities.count) { output, initialized in
                intensities.withUnsafeBufferPointer { input in
                    var next = 0
                    for image in 0..<header.shape[0] {
                        for row in 0..<rows {
                            for column in 0..<columns {
                                let place =
                                    image * strides.image + row * strides.row + column * strides.column
                                for channel in 0..<channels {
                                    output[next] = input[place + channel * strides.channel]
                                    next += 1
                                }
                            }
                        }
                    }
                    initialized = next
                }
            }
        }
        return channels == 4 ? Self.overWhite(pixels) : pixels
    }

    /// Colours with an opacity, on white paper.
    private static func overWhite(_ pixels: [UInt8]) -> [UInt8] {
        var colours: [UInt8] = []
        colours.reserveCapacity(pixels.count / 4 * 3)
        for start in stride(from: 0, to: pixels.count, by: 4) {
            let opacity = Int(pixels[start + 3])
            for channel in 0..<3 {
                let sum = Int(pixels[start + channel]) * opacity + 255 * (255 - opacity)
                colours.append(UInt8((sum + 127) / 255))
            }
        }
        return colours
    }
}
