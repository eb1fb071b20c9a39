/// Pictures of any size as squares of one size: the mean over areas where pixels become fewer, linear between pixels
/// where they become more.
public struct SquareScaling: Sendable, Equatable {
    /// Pixels across and down of what comes out.
    public let side: Int
    public let fit: SquareFit

    /// - Precondition: a side of at least 1.
    public init(side: Int, fit: SquareFit) {
        precondition(side > 0, "a square has pixels")
        self.side = side
        self.fit = fit
    }

    /// The square [row, column, channel] of a picture of intensities [row, column, channel].
    ///
    /// - Parameter ground: the channels of what the picture does not fill.
    /// - Precondition: as many intensities as the size has, and a ground of as many channels.
    public func square(
        of pixels: [UInt8], width: Int, height: Int, channels: Int, ground: [UInt8]
    ) -> [UInt8] {
        precondition(pixels.count == width * height * channels && ground.count == channels, "whole pixels")
        guard width > 0, height > 0 else {
            return Array(repeatElement(ground, count: side * side).joined())
        }
        guard width != side || height != side else { return pixels }
        let place = Place(width: width, height: height, side: side, fit: fit)
        var square = [UInt8](repeating: 0, count: side * side * channels)
        if fit == .pad { for index in square.indices { square[index] = ground[index % channels] } }
        let across = place.across.shares.map { $0.map { (index: $0.index, share: Float($0.share)) } }
        let (from, to) = (place.columns.lowerBound * channels, place.columns.upperBound * channels)
        var line = [Float](repeating: 0, count: width * channels)
        pixels.withUnsafeBufferPointer { pixels in
            for (row, down) in place.down.shares.enumerated() {
                for index in from..<to { line[index] = 0 }
                for (source, share) in down {
                    let start = source * width * channels, share = Float(share)
                    for index in from..<to { line[index] += share * Float(pixels[start + index]) }
                }
                for (column, parts) in across.enumerated() {
                    let target = ((row + place.top) * side + column + place.left) * channels
                    for channel in 0..<channels {
                        var sum: Float = 0
                        for (index, share) in parts { sum += share * line[index * channels + channel] }
                        square[target + channel] = UInt8(min(255, max(0, sum.rounded())))
                    }
                }
            }
        }
        return square
    }
}

/// Which part of a picture is taken, and where in the square it lies.
private struct Place {
    /// The columns of the picture that are taken.
    let columns: Range<Int>
    /// Where the taken part begins in the square.
    let left: Int, top: Int
    /// How the square's columns and rows are made.
    let across: AreaResampling.Axis, down: AreaResampling.Axis

    init(width: Int, height: Int, side: Int, fit: SquareFit) {
        var (columns, rows) = (0..<width, 0..<height)
        var (wide, high) = (side, side)
        switch fit {
        case .crop:
            let edge = min(width, height)
            columns = (width - edge) / 2..<(width - edge) / 2 + edge
            rows = (height - edge) / 2..<(height - edge) / 2 + edge
        case .pad:
            let longest = max(width, height)
            wide = max(1, (2 * side * width + longest) / (2 * longest))
            high = max(1, (2 * side * height + longest) / (2 * longest))
        case .stretch: break
        }
        self.columns = columns
        left = (side - wide) / 2
        top = (side - high) / 2
        across = .init(of: width, in: columns, pixels: wide)
        down = .init(of: height, in: rows, pixels: high)
    }
}

extension AreaResampling.Axis {
    /// `pixels` even parts of a range of `count` old pixels: means over areas where there are fewer than in the range,
    /// linear between the middles of old pixels where there are more.
    init(of count: Int, in range: Range<Int>, pixels: Int) {
        guard pixels > range.count, let last = range.last else {
            self.init(start: Double(range.lowerBound), length: Double(range.count), pixels: pixels, of: count)
            return
        }
        let step = Double(range.count) / Double(pixels)
        self.init(
            count: count,
            shares: (0..<pixels).map { pixel in
                let middle = Double(range.lowerBound) + (Double(pixel) + 0.5) * step - 0.5
                let low = Int(middle.rounded(.down)), share = middle - middle.rounded(.down)
                return [
                    (max(range.lowerBound, low), 1 - share), (min(last, low + 1), share),
                ]
            })
    }
}
