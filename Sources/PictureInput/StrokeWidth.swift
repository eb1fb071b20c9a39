/// How broad the strokes of a drawing are.
public enum StrokeWidth {
    /// The mean stroke width of a mask [row, column], in pixels; 0 where it is empty.
    ///
    /// Twice the area over the outline's length, which for a long stroke is its width. The length is the number of
    /// places where a row or a column crosses the outline, times pi / 4: Cauchy and Crofton's formula with lines
    /// along two directions. `Templates/page/ink.js` computes the same.
    public static func mean(of mask: [Bool], width: Int) -> Double {
        let height = mask.count / max(1, width)
        var (area, crossings) = (0, 0)
        for row in 0..<height {
            for column in 0..<width where mask[row * width + column] {
                area += 1
                if row == 0 || !mask[(row - 1) * width + column] { crossings += 1 }
                if row == height - 1 || !mask[(row + 1) * width + column] { crossings += 1 }
                if column == 0 || !mask[row * width + column - 1] { crossings += 1 }
                if column == width - 1 || !mask[row * width + column + 1] { crossings += 1 }
            }
        }
        return crossings == 0 ? 0 : 2 * Double(area) / (Double.pi / 4 * Double(crossings))
    }

    /// The narrowest stroke that stays a line without gaps, in pixels.
    static let narrowest = 1.5

    /// The stroke widths that are usual among a data set's images, in pixels: all but the narrowest and the broadest
    /// tenth.
    ///
    /// Images whose usual width is more than a sixth of their side are of shapes, not of strokes: there any width
    /// is usual that leaves no gaps.
    ///
    /// - Parameters:
    ///   - images: masks [row, column] of a few hundred images.
    ///   - side: their rows and columns.
    public static func usual(in images: [[Bool]], side: Int) -> ClosedRange<Double> {
        let widths = images.map { mean(of: $0, width: side) }.filter { $0 > 0 }.sorted()
        guard let broadest = widths.last, widths[widths.count / 2] * 6 < Double(side) else {
            return narrowest...Double.infinity
        }
        let low = max(narrowest, widths[widths.count / 10])
        return low...max(low, widths.count > 9 ? widths[widths.count * 9 / 10] : broadest)
    }
}
