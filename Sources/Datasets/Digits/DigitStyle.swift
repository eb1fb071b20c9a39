/// One way to write a digit: its strokes in a box one unit high, and how common it is.
struct DigitStyle: Sendable {
    /// What tells it from the digit's other styles.
    let name: String
    /// How often it is met, relative to the digit's other styles.
    let weight: Double
    /// The strokes, `x` from 0 (left) to 1 (right) and `y` from 0 (top) to 1 (base line).
    let strokes: [Stroke]

    init(_ name: String, weight: Double, _ strokes: Stroke...) {
        self.name = name
        self.weight = weight
        self.strokes = strokes
    }

    /// The styles of each digit, 0 to 9.
    static let all: [[DigitStyle]] = [
        zero, one, two, three, four, five, six, seven, eight, nine,
    ]

    /// One of `styles`, each as likely as its weight says; `draw` is a uniform draw from [0, 1).
    static func choose(from styles: [DigitStyle], draw: Double) -> DigitStyle {
        var rest = draw * styles.reduce(0) { $0 + $1.weight }
        for style in styles.dropLast() {
            rest -= style.weight
            if rest < 0 { return style }
        }
        return styles[styles.count - 1]
    }
}
