import Randomness

/// One coloured shape.
struct Sprite {
    let shape: SpriteShape
    /// The place on the circle of hues, in [0, 1).
    let colour: Double
    /// The distance from its middle to its furthest edge, as a share of the image's side.
    let size: Double
    /// How far it is turned counter-clockwise, in turns, in [0, 1).
    let angle: Double
    /// Its middle from the left and from the top, as shares of the image's side.
    let x: Double, y: Double

    static let factorNames = ["shape", "colour", "size", "angle", "x", "y"]

    /// In the order of ``factorNames``.
    var factors: [Double] { [Double(shape.label), colour, size, angle, x, y] }

    /// Draws the causes; of as many images in a row as there are shapes, each has another shape.
    init(index: Int, using generator: inout SeededGenerator) {
        let shapes = SpriteShape.allCases
        shape = shapes[index % shapes.count]
        colour = generator.uniform()
        size = generator.uniform(in: 0.28...0.38)
        angle = generator.uniform()
        x = generator.uniform(in: 0.46...0.54)
        y = generator.uniform(in: 0.46...0.54)
    }

    /// The samples of a pixel along each axis.
    private static let samples = 4

    /// Intensities [row, column, channel] on white: each pixel is covered by the share of its samples that lie inside.
    func pixels(side: Int) -> [UInt8] {
        let (cosine, sine) = Turn.cosineAndSine(angle)
        let ink = Self.colour(atHue: colour)
        let length = Double(side), step = 1 / (length * Double(Self.samples))
        var pixels = [UInt8](repeating: 255, count: side * side * 3)
        // Nothing lies further from the middle than the size.
        func span(_ middle: Double) -> Range<Int> {
            max(0, Int((middle - size) * length))..<min(side, Int((middle + size) * length) + 1)
        }
        for row in span(y) {
            for column in span(x) {
                var inside = 0
                for sample in 0..<Self.samples * Self.samples {
                    let (down, across) = sample.quotientAndRemainder(dividingBy: Self.samples)
                    let right = (Double(column) / length + (Double(across) + 0.5) * step - x) / size
                    let up = (y - Double(row) / length - (Double(down) + 0.5) * step) / size
                    if shape.contains(right * cosine + up * sine, up * cosine - right * sine) { inside += 1 }
                }
                guard inside > 0 else { continue }
                let share = Double(inside) / Double(Self.samples * Self.samples)
                for channel in 0..<3 {
                    let value = 255 + (ink[channel] - 255) * share
                    pixels[(row * side + column) * 3 + channel] = UInt8((value + 0.5).rounded(.down))
                }
            }
        }
        return pixels
    }

    /// Intensities of a hue, between neighbours of a circle of six colours.
    private static func colour(atHue hue: Double) -> [Double] {
        let circle: [[Double]] = [
            [226, 40, 48], [246, 196, 0], [32, 160, 64], [0, 176, 212], [36, 64, 208], [204, 44, 172],
        ]
        let place = hue * Double(circle.count), first = Int(place) % circle.count
        let (one, other) = (circle[first], circle[(first + 1) % circle.count])
        let part = place - place.rounded(.down)
        return (0..<3).map { one[$0] + (other[$0] - one[$0]) * part }
    }
}
