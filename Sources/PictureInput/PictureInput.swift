public import Pictures

/// A person's picture as an image of ink on paper, such as a data set has, and in words what was done to it.
public struct PictureInput: Sendable, Equatable {
    /// Ink [row, column], 0 (none) to 255 (full), of `side` rows and columns.
    public let ink: [UInt8]
    /// Rows and columns.
    public let side: Int
    /// What was found and done: "dark on light, cropped to 412 x 530 of 1200 x 1600, centred by mass".
    public let finding: String

    /// The drawing in a picture: found whatever its colours and light, cropped, scaled and centred.
    ///
    /// - Parameters:
    ///   - file: the content of a picture file.
    ///   - normalizer: how large the image is, and how broad its strokes.
    /// - Throws: `PictureError` for what cannot be read, and for a picture in which nothing stands out.
    public init(drawingIn file: [UInt8], normalizer: InkNormalizer) throws(PictureError) {
        try self.init(drawingIn: PixelPicture(file: file), normalizer: normalizer)
    }

    /// The drawing in a picture that was read already.
    ///
    /// `Templates/page/ink-finder.js` does the same for the report's pad.
    ///
    /// - Throws: `PictureError.blank` for a picture in which nothing stands out.
    public init(drawingIn picture: PixelPicture, normalizer: InkNormalizer) throws(PictureError) {
        let small = picture.reduced(toAtMost: PixelPicture.workingSide)
        let found = try InkFinder.ink(in: small)
        guard let image = normalizer.image(of: found.coverage.values, width: small.width),
            image.ink.contains(where: { $0 > 127 })
        else { throw .blank }
        ink = image.ink
        side = normalizer.side
        let (width, height) = (picture.originalWidth, picture.originalHeight)
        // In the file's own pixels.
        let columns = found.columns.count * width / small.width,
            rows = found.rows.count * height / small.height
        let strokes =
            switch image.strokes {
            case .none: ""
            case .thickened: ", strokes thickened"
            case .thinned: ", strokes thinned"
            }
        finding =
            "\(found.manner.rawValue), cropped to \(columns) x \(rows) of \(width) x \(height)\(strokes), "
            + "centred by mass"
    }

    /// A picture as it is: fitted into the square as a whole.
    ///
    /// What it does not fill is paper, and so is what it leaves transparent. A light border means that it is dark
    /// on light, a dark border that it is light on dark; either way what differs most from the border becomes full
    /// ink.
    ///
    /// - Throws: `PictureError` for what cannot be read, and for a picture in which nothing stands out.
    public init(wholeOf file: [UInt8], side: Int) throws(PictureError) {
        let picture = try PixelPicture(file: file)
        let small = picture.reduced(toAtMost: PixelPicture.workingSide)
        let fitted = FittedLightness(small, side: side).field
        let paper = fitted.border.map { fitted.values[$0] }.quantile(0.5)
        let isDark = paper > 0.5
        let depths = fitted.values.map { max(0, isDark ? paper - $0 : $0 - paper) }
        let deepest = depths.max() ?? 0
        guard deepest > 0.02 else { throw .blank }
        var ink = [UInt8](repeating: 0, count: side * side)
        let (top, left) = ((side - fitted.height) / 2, (side - fitted.width) / 2)
        for (index, depth) in depths.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: fitted.width)
            ink[(top + row) * side + left + column] = UInt8((depth / deepest * 255).rounded())
        }
        guard ink.contains(where: { $0 > 127 }) else { throw .blank }
        self.ink = ink
        self.side = side
        finding =
            "\(isDark ? "dark on light" : "light on dark"), the whole \(picture.originalWidth) x \(picture.originalHeight) as it is"
    }
}

/// How light a picture is when it is fitted into a square, on white.
private struct FittedLightness {
    /// [row, column], 0 (black) to 1 (white).
    let field: GreyField

    init(_ picture: PixelPicture, side: Int) {
        let scale = Double(side) / Double(max(picture.width, picture.height))
        let columns = min(side, max(1, Int((Double(picture.width) * scale).rounded())))
        let rows = min(side, max(1, Int((Double(picture.height) * scale).rounded())))
        let lightness = (0..<picture.width * picture.height).map { pixel in
            let channels = (0..<4).map { Double(picture.rgba[pixel * 4 + $0]) / 255 }
            // The luma of ITU-R BT.601.
            let luma = 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2]
            return luma * channels[3] + 1 - channels[3]
        }
        let values = AreaResampling(
            x: .init(start: 0, length: Double(picture.width), pixels: columns, of: picture.width),
            y: .init(start: 0, length: Double(picture.height), pixels: rows, of: picture.height)
        ).values(lightness)
        field = GreyField(width: columns, height: rows, values: values)
    }
}
