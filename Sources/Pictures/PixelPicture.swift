/// A picture of any size in colour: what a picture file is decoded to.
public struct PixelPicture: Sendable, Equatable {
    /// Pixels across and down.
    public let width: Int, height: Int
    /// Bytes [row, column, channel] with the channels red, green, blue, opacity; colours are not multiplied by it.
    public let rgba: [UInt8]
    /// Pixels across and down of the picture that this one was made of, where it was made smaller.
    public let originalWidth: Int, originalHeight: Int

    /// The most pixels that a picture file may have: a bound on the memory that a small file can ask for.
    public static let mostPixels = 50_000_000

    /// A picture by its bytes.
    ///
    /// - Precondition: `rgba.count == width * height * 4`.
    public init(width: Int, height: Int, rgba: [UInt8]) {
        self.init(width: width, height: height, rgba: rgba, original: (width, height))
    }

    init(width: Int, height: Int, rgba: [UInt8], original: (width: Int, height: Int)) {
        precondition(rgba.count == width * height * 4, "four bytes a pixel")
        (originalWidth, originalHeight) = original
        self.width = width
        self.height = height
        self.rgba = rgba
    }

    /// Refuses a size before memory is taken for it.
    static func check(width: Int, height: Int) throws(PictureError) {
        let (count, overflows) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflows, count <= mostPixels else {
            throw .size(width: width, height: height)
        }
    }

    /// The picture with its longer side at most `side`, by the mean of whole blocks of pixels; opaque pixels weigh more.
    public func reduced(toAtMost side: Int) -> PixelPicture {
        let block = (max(width, height) + side - 1) / max(1, side)
        guard block > 1 else { return self }
        let (columns, rows) = ((width + block - 1) / block, (height + block - 1) / block)
        var reduced = [UInt8](repeating: 0, count: columns * rows * 4)
        rgba.withUnsafeBufferPointer { rgba in
            for row in 0..<rows {
                for column in 0..<columns {
                    var sum = SIMD4<Int>.zero, count = 0
                    for y in row * block..<min(height, (row + 1) * block) {
                        for x in column * block..<min(width, (column + 1) * block) {
                            let pixel = (y * width + x) * 4, opacity = Int(rgba[pixel + 3])
                            sum &+= SIMD4(
                                Int(rgba[pixel]) * opacity, Int(rgba[pixel + 1]) * opacity,
                                Int(rgba[pixel + 2]) * opacity, opacity)
                            count += 1
                        }
                    }
                    let target = (row * columns + column) * 4
                    for channel in 0..<3 where sum.w > 0 {
                        reduced[target + channel] = UInt8((sum[channel] + sum.w / 2) / sum.w)
                    }
                    reduced[target + 3] = UInt8((sum.w + count / 2) / count)
                }
            }
        }
        return PixelPicture(
            width: columns, height: rows, rgba: reduced, original: (originalWidth, originalHeight))
    }

    /// The picture as `orientation` wants it seen: 1 to 8 as EXIF numbers them, any other is 1.
    ///
    /// Source: CIPA DC-008 (Exif 2.32), tag 274: the sides on which the first row and the first column lie.
    func turned(by orientation: Int) -> PixelPicture {
        guard (2...8).contains(orientation) else { return self }
        let swaps = orientation > 4
        let (columns, rows) = swaps ? (height, width) : (width, height)
        var turned = [UInt8](repeating: 0, count: rgba.count)
        for row in 0..<rows {
            for column in 0..<columns {
                // Where the pixel lies in the file's rows and columns.
                let (first, second) = swaps ? (row, column) : (column, row)
                let x = [2, 3, 7, 8].contains(orientation) ? width - 1 - first : first
                let y = [3, 4, 6, 7].contains(orientation) ? height - 1 - second : second
                let (source, target) = ((y * width + x) * 4, (row * columns + column) * 4)
                for channel in 0..<4 { turned[target + channel] = rgba[source + channel] }
            }
        }
        return PixelPicture(
            width: columns, height: rows, rgba: turned,
            original: swaps ? (originalHeight, originalWidth) : (originalWidth, originalHeight))
    }
}
