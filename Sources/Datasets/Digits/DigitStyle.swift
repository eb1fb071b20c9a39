/// One way to write a digit: its strokes in a box one unit high, and how common it is.
///
/// A style is a range: it goes from one drawing to another of the same strokes and control points (a small
/// loop to a large one, a short bar to a long one), and each hand writes something in between.
struct DigitStyle: Sendable {
    /// What tells it from the digit's other styles.
    let name: String
    /// How often it is met, relative to the digit's other styles.
    let weight: Double
    /// The strokes of one end of the range: `x` from 0 (left) to 1 (right), `y` from 0 (top) to 1 (base line).
    let strokes: [Stroke]
    /// The strokes of the other end.
    let extremes: [Stroke]

    /// - Precondition: `extremes` has the control points of `strokes` moved, none added or left out.
    init(_ name: String, weight: Double, _ strokes: Stroke..., to extremes: [Stroke]? = nil) {
        self.name = name
        self.weight = weight
        self.strokes = strokes
        self.extremes = extremes ?? strokes
        precondition(
            zip(self.strokes, self.extremes).allSatisfy { $0.points.count == $1.points.count }
                && self.strokes.count == self.extremes.count, "\(name): the ends of the range must match")
    }

    /// The strokes at `place` in the range, 0 at one end and 1 at the other.
    func strokes(at place: Double) -> [Stroke] {
        zip(strokes, extremes).map { $0.mixed(with: $1, share: place) }
    }

    /// The styles of each digit, 0 to 9.
    static let all: [[DigitStyle]] = [
        zero, one, two, three, four, five, six, seven, eight, nine,
    ]

    /// The index of one of `styles`, each as likely as its weight says; `draw` is a uniform draw from [0, 1).
    static func choose(from styles: [DigitStyle], draw: Double) -> Int {
        var rest = draw * styles.reduce(0) { $0 + $1.weight }
        for (index, style) in styles.dropLast().enumerated() {
            rest -= style.weight
            if rest < 0 { return index }
        }
        return styles.count - 1
    }
}

/// What hands do alike with one digit, whatever its style.
struct DigitHabit: Sendable {
    /// How large it is written against the other digits.
    let size: Double
    /// How much more it leans to the right than its models do.
    let lean: Double

    /// The habits with each digit, 0 to 9.
    static let all: [DigitHabit] = [
        DigitHabit(size: 0.88, lean: 0.14), DigitHabit(size: 0.93, lean: 0.08),
        DigitHabit(size: 1.00, lean: 0.02), DigitHabit(size: 1.00, lean: -0.06),
        DigitHabit(size: 1.05, lean: 0.06), DigitHabit(size: 1.10, lean: -0.03),
        DigitHabit(size: 1.05, lean: -0.03), DigitHabit(size: 1.00, lean: -0.09),
        DigitHabit(size: 1.12, lean: 0.03), DigitHabit(size: 1.08, lean: 0.0),
    ]
}
