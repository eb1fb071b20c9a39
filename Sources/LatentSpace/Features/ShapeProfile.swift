/// How far a shape's edge lies from one side of the box around it, line by line.
struct ShapeProfile {
    /// The side from which is looked.
    enum Side: CaseIterable {
        case left, right, top, bottom
    }

    /// The paper before the first ink of each line that has ink, in pixels: rows from top to bottom for the left
    /// and right sides, columns from left to right for the others.
    let depths: [Int]

    init(_ shape: BinaryShape, from side: Side) {
        guard let bounds = shape.inkBounds else {
            depths = []
            return
        }
        let (rows, columns) = bounds
        func isInk(_ row: Int, _ column: Int) -> Bool { shape.isInk[row * shape.columns + column] }
        depths =
            switch side {
            case .left:
                rows.compactMap { row in
                    columns.first { isInk(row, $0) }.map { $0 - columns.lowerBound }
                }
            case .right:
                rows.compactMap { row in
                    columns.last { isInk(row, $0) }.map { columns.upperBound - 1 - $0 }
                }
            case .top:
                columns.compactMap { column in
                    rows.first { isInk($0, column) }.map { $0 - rows.lowerBound }
                }
            case .bottom:
                columns.compactMap { column in
                    rows.last { isInk($0, column) }.map { rows.upperBound - 1 - $0 }
                }
            }
    }

    /// The depths in pixels of the bays that open to this side: the edge goes back by `least` or more, then comes
    /// forward again by as much.
    ///
    /// A bay's depth is how far its innermost line lies behind the less forward of its two arms.
    func bays(atLeast least: Double) -> [Double] {
        guard let first = depths.first else { return [] }
        // Arms and innermost lines in turn, each the most extreme until the edge turned by `least`.
        var extremes = [Double(first)]
        var isInBay = false
        for depth in depths.map(Double.init) {
            let last = extremes[extremes.count - 1]
            if isInBay ? depth >= last : depth <= last {
                extremes[extremes.count - 1] = depth
            } else if abs(depth - last) >= least {
                extremes.append(depth)
                isInBay.toggle()
            }
        }
        return stride(from: 1, to: extremes.count - 1, by: 2).map { index in
            extremes[index] - max(extremes[index - 1], extremes[index + 1])
        }
    }
}
