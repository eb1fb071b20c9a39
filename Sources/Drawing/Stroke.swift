/// How a line is drawn.
public struct Stroke: Sendable, Equatable {
    /// The colour.
    public var color: Color
    /// The thickness in pixels.
    public var width: Double
    /// The lengths of dashes and gaps in turn; empty for a solid line.
    public var dashes: [Double]
    /// Whether ends and corners are round.
    public var isRound: Bool

    /// A line by its colour and thickness.
    public init(color: Color, width: Double = 1, dashes: [Double] = [], isRound: Bool = false) {
        self.color = color
        self.width = width
        self.dashes = dashes
        self.isRound = isRound
    }
}
