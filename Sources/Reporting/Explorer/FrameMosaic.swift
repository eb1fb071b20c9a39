import Storage

/// Lays equally large grey frames out on one sheet, in reading order.
struct FrameMosaic {
    /// Each [row, column], a pixel 0 (no ink) to `StepPiece.levels` - 1.
    let frames: [[UInt8]]
    let width: Int, height: Int

    /// Frames in a row of the sheet. So few that the images above and to the left, which are like each other, lie
    /// within the 32 KB that deflate looks back over: with six, the sheet of a run takes an eighth more.
    private static let mostAcross = 4

    /// Steps of grey to try where a sheet with all of ``StepPiece/levels`` leaves no room for drawings.
    static let fewerGreys = [10, 8]
    /// Steps of grey where even figures would not fit beside the sheet.
    static let fewestGreys = 6

    /// The sheet as a PNG file of few greys.
    ///
    /// - Parameter greys: so many steps from white to black, 2 to `StepPiece.levels`.
    /// - Precondition: every frame has `width * height` pixels.
    func encoded(greys: Int = StepPiece.levels, effort: PackingEffort = .best) throws -> (
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
        let highest = StepPiece.levels - 1, darkest = greys - 1
        let palette = (0...darkest).flatMap { level in
            let grey = UInt8(255 - level * 255 / darkest)
            return [grey, grey, grey]
        }
        // The nearest grey for each level; levels are halved upwards.
        let nearest = (0...255).map { UInt8((min($0, highest) * darkest * 2 + highest) / (2 * highest)) }
        let png = try PNGFile.encoded(
            width: columns * width, height: rows * height, indices: pixels.map { nearest[Int($0)] },
            palette: palette, effort: effort)
        return (
            ReportPage.Picture(
                bytes: png, mediaType: .png, width: columns * width, height: rows * height),
            ReportPage.FrameSheet(
                width: width, height: height, count: frames.count, columns: columns, greys: greys)
        )
    }
}
