/// A rectangle of the page that shows a rectangle of values: x to the right, y up.
public struct PlotArea: Sendable, Equatable {
    /// Where on the page.
    public let frame: Rectangle
    /// The values at the left and right edges, and at the lower and upper ones.
    public let x: ClosedRange<Double>, y: ClosedRange<Double>

    /// A place on the page for values from `x` across and `y` up.
    public init(frame: Rectangle, x: ClosedRange<Double>, y: ClosedRange<Double>) {
        self.frame = frame
        self.x = x
        self.y = y
    }

    /// Where on the page a pair of values lies; a range without width puts everything in the middle.
    public func place(_ value: SIMD2<Double>) -> Point {
        let across = x.upperBound - x.lowerBound, up = y.upperBound - y.lowerBound
        let fx = across > 0 ? (value.x - x.lowerBound) / across : 0.5
        let fy = up > 0 ? (value.y - y.lowerBound) / up : 0.5
        return Point(frame.x + fx * frame.width, frame.maxY - fy * frame.height)
    }

    /// Pixels for one unit of x, and of y.
    public var pixelsPerUnit: SIMD2<Double> {
        SIMD2(
            frame.width / max(x.upperBound - x.lowerBound, .leastNormalMagnitude),
            frame.height / max(y.upperBound - y.lowerBound, .leastNormalMagnitude))
    }
}
