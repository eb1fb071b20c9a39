/// The connected regions of a mask, pixels touching at corners counted as connected.
struct ConnectedRegions {
    /// One region.
    struct Region {
        /// Its pixels, each row * width + column.
        let pixels: [Int]
        /// The rows and columns that it spans.
        let rows: ClosedRange<Int>, columns: ClosedRange<Int>

        var area: Int { pixels.count }
        /// The longer side of what it spans.
        var extent: Int { max(rows.count, columns.count) }
    }

    /// In the order of their first pixels.
    let regions: [Region]

    init(of mask: [Bool], width: Int, height: Int) {
        var isFree = mask
        var regions: [Region] = []
        for start in mask.indices where isFree[start] {
            isFree[start] = false
            var pixels = [start], next = 0
            var (top, bottom, left, right) = (height, 0, width, 0)
            while next < pixels.count {
                let (row, column) = pixels[next].quotientAndRemainder(dividingBy: width)
                next += 1
                (top, bottom) = (min(top, row), max(bottom, row))
                (left, right) = (min(left, column), max(right, column))
                for y in max(0, row - 1)...min(height - 1, row + 1) {
                    for x in max(0, column - 1)...min(width - 1, column + 1) where isFree[y * width + x] {
                        isFree[y * width + x] = false
                        pixels.append(y * width + x)
                    }
                }
            }
            regions.append(Region(pixels: pixels, rows: top...bottom, columns: left...right))
        }
        self.regions = regions
    }
}
