/// A place on the page, in pixels at scale 1: x from the left, y from the top.
public typealias Point = SIMD2<Double>

/// A rectangle on the page, in pixels at scale 1.
public struct Rectangle: Sendable, Equatable {
    /// The left and upper edges, the size.
    public var x: Double, y: Double, width: Double, height: Double

    /// A rectangle by its left and upper edges and its size.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// A rectangle about a centre.
    public init(center: Point, width: Double, height: Double) {
        self.init(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
    }

    /// The right edge.
    public var maxX: Double { x + width }
    /// The lower edge.
    public var maxY: Double { y + height }
    /// The middle.
    public var center: Point { Point(x + width / 2, y + height / 2) }

    /// The rectangle made smaller by `distance` on every side; larger for a negative one.
    public func inset(by distance: Double) -> Rectangle {
        Rectangle(
            x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
    }

    /// The rectangle moved.
    public func offset(x dx: Double, y dy: Double) -> Rectangle {
        Rectangle(x: x + dx, y: y + dy, width: width, height: height)
    }

    /// Whether the two share area.
    public func overlaps(_ other: Rectangle) -> Bool {
        x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
    }

    /// Whether `other` lies wholly inside.
    public func contains(_ other: Rectangle) -> Bool {
        x <= other.x && y <= other.y && maxX >= other.maxX && maxY >= other.maxY
    }

    /// Whether the point lies inside or on the edge.
    public func contains(_ point: Point) -> Bool {
        x <= point.x && point.x <= maxX && y <= point.y && point.y <= maxY
    }
}
