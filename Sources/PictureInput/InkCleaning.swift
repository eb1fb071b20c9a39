/// Tells what was written from specks, and from what reaches in from outside.
enum InkCleaning {
    /// The regions of a mask that are writing.
    ///
    /// Left out are specks, which are small beside the largest region; and, where there is other writing, what
    /// touches the border of the picture or sheet: shadows, fingers, ruled lines.
    static func kept(
        _ isInk: [Bool], among mask: [Bool], width: Int, height: Int
    ) -> [ConnectedRegions.Region] {
        let regions = ConnectedRegions(of: isInk, width: width, height: height).regions
        let (outer, inner) = regions.reduce(
            into: ([ConnectedRegions.Region](), [ConnectedRegions.Region]())
        ) { parts, region in
            if region.pixels.contains(where: { isAtBorder($0, of: mask, width: width, height: height) }) {
                parts.0.append(region)
            } else {
                parts.1.append(region)
            }
        }
        let (largestInner, largestOuter) = (inner.map(\.area).max() ?? 0, outer.map(\.area).max() ?? 0)
        // The only writing, drawn up to the border, is kept.
        let writing =
            largestInner * 8 >= largestOuter || largestInner * 200 > width * height ? inner : regions
        let largest = writing.map(\.area).max() ?? 0
        let longest = writing.map(\.extent).max() ?? 0
        return writing.filter { $0.area * 40 > largest || $0.extent * 5 > longest }
    }

    private static func isAtBorder(_ pixel: Int, of mask: [Bool], width: Int, height: Int) -> Bool {
        let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
        guard row > 0, row < height - 1, column > 0, column < width - 1 else { return true }
        return !mask[pixel - 1] || !mask[pixel + 1] || !mask[pixel - width] || !mask[pixel + width]
    }
}
