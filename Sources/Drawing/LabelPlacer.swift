/// Finds places for labels that touch neither each other nor what is already there.
public struct LabelPlacer: Sendable {
    /// Where labels must stay inside.
    public let bounds: Rectangle
    /// What is taken.
    public private(set) var occupied: [Rectangle]

    /// A page area with what is already on it.
    public init(bounds: Rectangle, occupied: [Rectangle] = []) {
        self.bounds = bounds
        self.occupied = occupied
    }

    /// Takes a rectangle, so that no later label is put there.
    public mutating func occupy(_ rectangle: Rectangle) {
        occupied.append(rectangle)
    }

    /// Whether a label can go there.
    public func isFree(_ rectangle: Rectangle) -> Bool {
        bounds.contains(rectangle) && !occupied.contains { $0.overlaps(rectangle) }
    }

    /// Takes and returns the free place for a label centred nearest to `anchor`; `nil` where none is.
    ///
    /// Tries the anchor, then rings around it of growing radius in steps of `step`, up to `reach` pixels away.
    public mutating func place(
        width: Double, height: Double, near anchor: Point, step: Double = 4, reach: Double = 120
    ) -> Rectangle? {
        for radius in stride(from: 0, through: reach, by: step) {
            let count = radius == 0 ? 1 : 16
            for index in 0..<count {
                let direction = Self.directions[index]
                let candidate = Rectangle(center: anchor + direction * radius, width: width, height: height)
                if isFree(candidate) {
                    occupy(candidate)
                    return candidate
                }
            }
        }
        return nil
    }

    /// Sixteen directions, the main ones first.
    private static let directions: [Point] = {
        let half = 0.5.squareRoot(), long = 0.9238795325112867, short = 0.3826834323650898
        return [
            Point(0, -1), Point(1, 0), Point(0, 1), Point(-1, 0),
            Point(half, -half), Point(half, half), Point(-half, half), Point(-half, -half),
            Point(short, -long), Point(long, -short), Point(long, short), Point(short, long),
            Point(-short, long), Point(-long, short), Point(-long, -short), Point(-short, -long),
        ]
    }()
}
