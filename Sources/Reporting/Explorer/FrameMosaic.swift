import Storage

/// Lays equally large grey frames out on one sheet, in reading order.
struct FrameMosaic {
    /// Each [row, column], a pixel 0 (no ink) to `StepPiece.levels` - 1.
    let frames: [[UInt8]]
    let width: Int, height: Int

    /// Frames in a row of the sheet. So few that the images above and to the left, which are like each other, lie
    /// within the 32 KB that deflate looks back over: with six, the sheet of a run takes an eighth more.
    private static let mostAcross = 4

    /// The sheet as a PNG file of few greys.
    ///
    /// - Precondition: every frame has `width * height` pixels.
    func encoded(effort: PackingEffort = .best) throws -> (
        picture: ReportPage.Picture, sheet: ReportPage.FrameSheet
    ) {
        let columns = max(1, min(frames.count, Self.mostAcross))
        let rows = (frames.count + columns - 1) / columns
        var pixels = [UInt8](repeating: 0, count: columns * width * rows * height)
        for (index, frame) in frames.enumerated() {
            let corner = index / columns * height * columns * width + index % columns * width
            for row in 0..<height {
                let start = corner + row * columns * width
                pixels.replaceSubrange(start..<start + width, with: frame[row * width..<(row + 1) * width])
            }
        }
        let darkest = StepPiece.levels - 1
        let palette = (0...darkest).flatMap { level in
            let grey = UInt8(255 - level * 255 / darkest)
            return [grey, grey, grey]
        }
        let png = try PNGFile.encoded(
            width: columns * width, height: rows * height, indices: pixels.map { min($0, UInt8(darkest)) },
            palette: palette, effort: effort)
        return (
            ReportPage.Picture(
                bytes: png, mediaType: .png, width: columns * width, height: rows * height),
            ReportPage.FrameSheet(
                width: width, height: height, count: frames.count, columns: columns,
                greys: StepPiece.levels)
        )
    }
}
