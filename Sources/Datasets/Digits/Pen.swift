import Randomness

/// A pen: how wide and how soft its line is, in pixels of the finished image.
struct Pen: Sendable {
    /// The width of the line, between the places of half ink.
    let width: Double
    /// The width of the edge across which the ink fades from full to none.
    let softness: Double
    /// How much wider the line gets, as a share, from the start of a stroke to its end.
    let swelling: Double
    /// How much wider the line is, as a share, in the middle of a stroke than at its ends.
    let pressure: Double
    /// How far the paper's grain moves the edge of the line, to either side.
    let roughness: Double

    /// Draws a pen; the lines of a digit written at `size` times the common size come out `size` times
    /// thinner when it is fitted into the image.
    init(size: Double = 1, using generator: inout SeededGenerator) {
        // Most hands hold a ball pen, some a felt pen.
        let tip = generator.uniform() < 0.04 ? 3.4 : 2.55
        let share = 1 + 0.135 * generator.bell()
        width = max(1.45, tip * share * share / size)
        softness = max(0.8, 1.2 + 0.15 * generator.bell())
        swelling = 0.10 * generator.bell()
        pressure = 0.06 + 0.08 * generator.bell()
        roughness = generator.uniform(in: 0...0.2)
    }

    /// Half the line's width at `position`, 0 at the start of a stroke and 1 at its end.
    func radius(at position: Double) -> Double {
        let share = 1 + swelling * (position - 0.5) + pressure * (4 * position * (1 - position) - 0.5)
        return 0.5 * width * max(0.6, share)
    }

    /// The ink of `chains` of places in pixels on a square of `side` x `side`, each pixel 0 to 1.
    ///
    /// A pixel's ink falls off with the distance from its centre to the nearest line, less the line's
    /// radius there and a little for the grain.
    func ink(_ chains: [[Point]], side: Int, using generator: inout SeededGenerator) -> [Double] {
        // The smallest distance to a line's edge, negative inside.
        var edge = [Double](repeating: Double(side), count: side * side)
        for chain in chains {
            let spans = Double(max(1, chain.count - 1))
            for index in 0..<max(1, chain.count - 1) {
                let segment = Segment(
                    start: chain[index], end: chain[min(index + 1, chain.count - 1)],
                    startRadius: radius(at: Double(index) / spans),
                    endRadius: radius(at: Double(index + 1) / spans))
                segment.lower(&edge, side: side, reach: 0.5 * softness)
            }
        }
        return edge.map { distance in
            guard abs(distance) < 0.5 * softness else { return distance < 0 ? 1 : 0 }
            let grain = roughness * (2 * generator.uniform() - 1)
            return min(1, max(0, 0.5 - (distance + grain) / softness))
        }
    }
}

/// A straight piece of a line whose radius changes evenly along it.
private struct Segment {
    let start: Point, end: Point
    let startRadius: Double, endRadius: Double

    /// Lowers the distances of the pixels that lie within `reach` of this segment's edge.
    func lower(_ edge: inout [Double], side: Int, reach: Double) {
        let margin = max(startRadius, endRadius) + reach
        let columns = Self.pixels(min(start.x, end.x) - margin, max(start.x, end.x) + margin, side)
        let rows = Self.pixels(min(start.y, end.y) - margin, max(start.y, end.y) + margin, side)
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let square = dx * dx + dy * dy
        let inverse = square > 0 ? 1 / square : 0
        for row in rows {
            let py = Double(row) + 0.5 - start.y
            for column in columns {
                let px = Double(column) + 0.5 - start.x
                let t = min(1, max(0, (px * dx + py * dy) * inverse))
                let (ex, ey) = (px - t * dx, py - t * dy)
                let distance =
                    (ex * ex + ey * ey).squareRoot() - startRadius - t * (endRadius - startRadius)
                let pixel = row * side + column
                if distance < edge[pixel] { edge[pixel] = distance }
            }
        }
    }

    /// The pixels of a row or column of `side` that a range of places touches.
    private static func pixels(_ low: Double, _ high: Double, _ side: Int) -> Range<Int> {
        let first = min(side, max(0, Int(low)))
        return first..<max(first, min(side, Int(high) + 1))
    }
}
