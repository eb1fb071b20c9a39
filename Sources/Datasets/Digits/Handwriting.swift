import Randomness

/// How one image is written: the hand's slant, proportions and unsteadiness, and the pen.
struct Handwriting: Sendable {
    /// Leaning to the right: the shift in x of a point one unit higher.
    let slant: Double
    /// Turning against the clock: the tangent of half the angle.
    let halfTurn: Double
    /// The width of the digit against its model's.
    let stretch: Double
    /// How far the waist is moved down, in units of a quarter of the height.
    let balance: Double
    /// How much wider the upper half is than the lower.
    let taper: Double
    /// The standard deviation of a control point's shift, in units of the digit's height.
    let wobble: Double
    /// The smooth bending of the writing plane.
    let warp: Warp
    /// The pen in hand.
    let pen: Pen
    /// The place in the style's range, see `DigitStyle.strokes(at:)`.
    let form: Double

    /// Draws a hand and a pen, for a digit written with `habit`.
    init(habit: DigitHabit, using generator: inout SeededGenerator) {
        slant = 0.12 + habit.lean + 0.25 * generator.bell()
        halfTurn = 0.04 * generator.bell()
        stretch = max(0.55, 1 + 0.16 * generator.bell())
        balance = 0.18 * generator.bell()
        taper = 0.20 * generator.bell()
        let unsteadiness = generator.uniform()
        wobble = 0.014 + 0.038 * unsteadiness
        warp = Warp(strength: 0.04, using: &generator)
        pen = Pen(size: habit.size, using: &generator)
        form = generator.uniform(in: -0.15...1.15)
    }

    /// Writes `style`: chains of places in digit units, the height about 1, neither fitted nor centred.
    func write(_ style: DigitStyle, using generator: inout SeededGenerator) -> [[Point]] {
        style.strokes(at: form).map { model in
            var stroke = model
            var (driftX, driftY) = (generator.bell(), generator.bell())
            for index in stroke.points.indices {
                // The hand strays steadily: a share of one point's shift carries over to the next, and
                // 0.6 and 0.8 keep the variance at 1. A pen is put down and lifted less surely than led.
                driftX = 0.6 * driftX + 0.8 * generator.bell()
                driftY = 0.6 * driftY + 0.8 * generator.bell()
                let isEnd = index == 0 || index == stroke.points.count - 1
                let spread = isEnd ? wobble * 1.5 : wobble
                stroke.points[index].x += spread * driftX
                stroke.points[index].y += spread * driftY
                stroke.points[index] = warp.moving(stroke.points[index])
            }
            return stroke.flattened().map(placed)
        }
    }

    /// Stretches, slants and turns a place about the middle of the box.
    private func placed(_ point: Point) -> Point {
        let up = 0.5 - point.y - balance * point.y * (1 - point.y)
        let right = stretch * (1 + taper * up) * (point.x - 0.5)
        let x = right + slant * up
        // The cosine and sine of an angle, from the tangent of its half, in plain arithmetic.
        let square = halfTurn * halfTurn
        let (cosine, sine) = ((1 - square) / (1 + square), 2 * halfTurn / (1 + square))
        return Point(x: cosine * x - sine * up, y: -(sine * x + cosine * up))
    }
}

/// A smooth bending of the unit box: random shifts on a lattice of 4 x 4, eased from node to node.
struct Warp: Sendable {
    private static let side = 4
    private let shifts: [Point]

    /// Draws shifts of standard deviation `strength` along each axis.
    init(strength: Double, using generator: inout SeededGenerator) {
        var shifts: [Point] = []
        for _ in 0..<Self.side * Self.side {
            let x = strength * generator.bell()
            shifts.append(Point(x: x, y: strength * generator.bell()))
        }
        self.shifts = shifts
    }

    /// Where the bending takes `point`.
    func moving(_ point: Point) -> Point {
        let (column, u) = Self.cell(point.x)
        let (row, v) = Self.cell(point.y)
        let top = row * Self.side + column
        let bottom = top + Self.side
        func mixed(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
            let upper = a + (b - a) * u
            let lower = c + (d - c) * u
            return upper + (lower - upper) * v
        }
        return Point(
            x: point.x + mixed(shifts[top].x, shifts[top + 1].x, shifts[bottom].x, shifts[bottom + 1].x),
            y: point.y + mixed(shifts[top].y, shifts[top + 1].y, shifts[bottom].y, shifts[bottom + 1].y))
    }

    /// The lattice cell that holds a coordinate, and how far into it, eased.
    private static func cell(_ coordinate: Double) -> (index: Int, eased: Double) {
        let scaled = min(max(coordinate, 0), 0.999_999) * Double(side - 1)
        let index = Int(scaled)
        let t = scaled - Double(index)
        return (index, t * t * (3 - 2 * t))
    }
}

extension SeededGenerator {
    /// A draw of mean 0 and variance 1 from a bell-shaped density on [-3.47, 3.47]: a scaled sum of four
    /// uniform draws. Unlike a normal draw it needs no logarithm, so it is the same on every machine.
    mutating func bell() -> Double {
        let sum = uniform() + uniform() + uniform() + uniform()
        return (sum - 2) * 3.0.squareRoot()
    }
}
