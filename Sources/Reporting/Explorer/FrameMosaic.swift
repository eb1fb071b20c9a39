import Storage

/// Lays equally large grey frames out on one sheet, in reading order, nearly as wide as high.
struct FrameMosaic {
    /// Each [row, column], a pixel 0 (no ink) to `StepPiece.levels` - 1.
    let frames: [[UInt8]]
    let width: Int, height: Int

    /// The sheet as a PNG file of few greys.
    ///
    /// - Precondition: every frame has `width * height` pixels.
    func encoded() throws -> (picture: ReportPage.Picture, sheet: ReportPage.FrameSheet) {
        let columns = max(1, Int(Double(frames.count).squareRoot().rounded(.up)))
        let rows = (frames.count + columns - 1) / columns
        var pixels = [UInt8](repeating: 0, count: columns * width * rows * height)
        for (index, frame) in frames.enumerated() {
            let corner = index / columns * height * columns * width + index % columns * width
            for row in 0..<height {
                let start = corner + row * columns * width
                pixels.replaceSubrange(start..<start + width, with: frame[row * width..<(row + 1) * width])
            }
        }
        let greys = (0..<StepPiece.levels).flatMap { level in
            let grey = UInt8(255 - level * 255 / (StepPiece.levels - 1))
            return [grey, grey, grey]
        }
        let highest = UInt8(StepPiece.levels - 1)
        let png = try PNGFile.encoded(
            width: columns * width, height: rows * height, indices: pixels.map { min($0, highest) },
            palette: greys, level: 6)
        return (
            ReportPage.Picture(
                bytes: png, mediaType: .png, width: columns * width, height: rows * height),
            ReportPage.FrameSheet(width: width, height: height, count: frames.count, columns: columns)
        )
    }
}
