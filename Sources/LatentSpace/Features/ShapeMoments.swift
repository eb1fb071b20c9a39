import Foundation

/// The second moments of a shape's ink, and the lengths that follow from them.
struct ShapeMoments {
    /// The direction of the long axis, of length 1.
    let axis: SIMD2<Double>
    /// The length and the thickness of the bar, or of the filled rectangle, that has the same second moments.
    let length: Double, thickness: Double
    /// The degrees by which the shape leans to the right of upright: the shear that would set it upright.
    let slant: Double
    /// The thickness of the stroke: twice the area over the length of the outline.
    let strokeWidth: Double

    /// - Precondition: the shape has ink.
    init(_ shape: BinaryShape) {
        let places = shape.inkPlaces
        let count = Double(max(1, places.count))
        let mean = places.reduce(SIMD2(0, 0), +) / count
        // A pixel is a square, whose own variance is a twelfth.
        var xx = 1.0 / 12, xy = 0.0, yy = 1.0 / 12
        for place in places {
            let offset = place - mean
            xx += offset.x * offset.x / count
            xy += offset.x * offset.y / count
            yy += offset.y * offset.y / count
        }
        let middle = (xx + yy) / 2
        let spread = ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
        let angle = atan2(2 * xy, xx - yy) / 2
        axis = SIMD2(cos(angle), sin(angle))
        length = (12 * (middle + spread)).squareRoot()
        thickness = (12 * max(1.0 / 12, middle - spread)).squareRoot()
        slant = atan(-xy / yy) * 180 / .pi
        strokeWidth = 2 * count / Self.outlineLength(of: shape)
    }

    /// The length of the outlines: the pixels' edges between ink and paper, by the mean that a line of any
    /// direction takes of them, a quarter of pi.
    private static func outlineLength(of shape: BinaryShape) -> Double {
        func isInk(_ row: Int, _ column: Int) -> Bool {
            (0..<shape.rows).contains(row) && (0..<shape.columns).contains(column)
                && shape.isInk[row * shape.columns + column]
        }
        var edges = 0
        for row in 0...shape.rows {
            for column in 0...shape.columns {
                if isInk(row, column) != isInk(row, column - 1) { edges += 1 }
                if isInk(row, column) != isInk(row - 1, column) { edges += 1 }
            }
        }
        return Double(max(1, edges)) * .pi / 4
    }

    /// How far places, centres of pixels, reach along the long axis, in pixels.
    func extent(of places: [SIMD2<Double>]) -> Double {
        let along = places.map { ($0 * axis).sum() }
        return (along.max() ?? 0) - (along.min() ?? 0) + 1
    }
}
