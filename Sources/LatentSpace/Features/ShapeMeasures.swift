/// The measures of one black-and-white shape.
public struct ShapeMeasures: Sendable, Equatable {
    private var values: [ShapeMeasure: Double] = [:]

    /// The value of a measure; 0 for a shape without ink.
    public subscript(measure: ShapeMeasure) -> Double { values[measure] ?? 0 }

    /// The least depth of a bay, as a fraction of the longer side of the box around the ink.
    private static let leastBay = 0.12
    /// The least area of a hole that is a loop, as a fraction of the box.
    private static let leastLoop = 0.01
    /// How far an outline may stray from a line that is called straight, and how long that must be, as fractions
    /// of the longer side of the box.
    private static let straying = 0.05, leastStraight = 0.4

    /// Measures a shape.
    public init(_ shape: BinaryShape) {
        guard let bounds = shape.inkBounds else { return }
        let width = Double(bounds.columns.count), height = Double(bounds.rows.count)
        let ink = Double(shape.inkCount), box = width * height
        values[.ink] = ink / Double(shape.isInk.count)
        values[.fill] = ink / box
        values[.aspect] = width / height
        measureMoments(of: shape)
        measureConnections(of: shape, top: Double(bounds.rows.lowerBound), height: height, box: box)
        measureBays(of: shape, width: width, height: height)
        measureWidths(of: shape, width: width, height: height)
    }

    private mutating func measureMoments(of shape: BinaryShape) {
        let moments = ShapeMoments(shape)
        values[.elongation] = 1 - moments.thickness / moments.length
        values[.slant] = moments.slant
        values[.straightness] = min(1, moments.strokeWidth / moments.thickness)
    }

    private mutating func measureConnections(of shape: BinaryShape, top: Double, height: Double, box: Double)
    {
        let pieces = shape.pieces, holes = shape.holes
        values[.pieces] = Double(pieces.count)
        values[.holes] = Double(holes.count)
        values[.loops] = Double(holes.count { Double($0.count) >= Self.leastLoop * box })
        values[.eulerNumber] = Double(pieces.count - holes.count)
        if let piece = Self.largest(of: pieces) {
            let size = max(height, box / height)
            let outline = ShapeOutline(of: piece, in: shape, straying: Self.straying * size)
            values[.straightOutline] = outline.straightShare(atLeast: Self.leastStraight * size)
        }
        if let hole = Self.largest(of: holes) {
            let places = hole.map(shape.place)
            let moments = ShapeMoments(shape)
            values[.loopLength] = moments.extent(of: places) / moments.extent(of: shape.inkPlaces)
            values[.loopArea] = Double(hole.count) / box
            values[.loopHeight] = (places.reduce(0) { $0 + $1.y } / Double(places.count) - top) / height
        }
    }

    /// The component of most pixels; of equals the first.
    private static func largest(of components: [[Int]]) -> [Int]? {
        components.max { ($0.count, -($0.first ?? 0)) < ($1.count, -($1.first ?? 0)) }
    }

    private mutating func measureBays(of shape: BinaryShape, width: Double, height: Double) {
        // One pixel back and forth is the unevenness of any slope.
        let least = max(2, Self.leastBay * max(width, height))
        let bays = ShapeProfile.Side.allCases.map { side in
            (side, depths: ShapeProfile(shape, from: side).bays(atLeast: least))
        }
        values[.bays] = Double(bays.reduce(0) { $0 + $1.depths.count })
        for (side, depths) in bays {
            let count = Double(depths.count)
            switch side {
            case .left: values[.baysLeft] = count
            case .right: values[.baysRight] = count
            case .top:
                values[.baysTop] = count
                values[.gapAbove] = (depths.max() ?? 0) / height
            case .bottom:
                values[.baysBottom] = count
                values[.gapBelow] = (depths.max() ?? 0) / height
            }
        }
    }

    private mutating func measureWidths(of shape: BinaryShape, width: Double, height: Double) {
        let left = ShapeProfile(shape, from: .left).depths, right = ShapeProfile(shape, from: .right).depths
        let widths = zip(left, right).map { (width - Double($0 + $1)) / width }
        let tops = ShapeProfile(shape, from: .top).depths.map { Double($0) / height }
        let (first, last) = (Self.outerThirds(of: widths))
        values[.widthTop] = first
        values[.widthBottom] = last
        values[.taper] = first - last
        let (leftTop, rightTop) = Self.outerThirds(of: tops)
        values[.rise] = abs(leftTop - rightTop)
    }

    /// The means of the first and the last third of the values.
    private static func outerThirds(of values: [Double]) -> (first: Double, last: Double) {
        let third = max(1, values.count / 3)
        func mean(_ part: ArraySlice<Double>) -> Double { part.reduce(0, +) / Double(max(1, part.count)) }
        return (mean(values.prefix(third)), mean(values.suffix(third)))
    }
}
