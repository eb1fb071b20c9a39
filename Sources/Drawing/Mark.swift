/// The shape of a class's dot, which tells many classes apart together with colour and name.
public enum Mark: String, Sendable, CaseIterable {
    case circle, square, triangle, diamond, plus, inverted, cross

    /// The mark of class `index`: the first ten are circles, and each further ten share another shape.
    public init(ofClass index: Int) {
        self = Self.allCases[max(0, index) / 10 % Self.allCases.count]
    }

    /// The corners of a mark about the origin that covers as much as a circle of radius 1; none for the circle itself.
    public var corners: [Point] {
        let square = 0.886, triangle = 1.555
        switch self {
        case .circle: return []
        case .square: return [(-1, -1), (1, -1), (1, 1), (-1, 1)].map { Point($0.0, $0.1) * square }
        case .diamond:
            return [(0, -1), (1, 0), (0, 1), (-1, 0)].map { Point($0.0, $0.1) * square * 2.squareRoot() }
        case .triangle: return Self.upright.map { $0 * triangle }
        case .inverted: return Self.upright.map { $0 * -triangle }
        case .plus: return Self.bars
        case .cross:
            let half = 0.5.squareRoot()
            return Self.bars.map { Point(($0.x - $0.y) * half, ($0.x + $0.y) * half) }
        }
    }

    /// Three points of the unit circle, the first at the top.
    private static let upright = [Point(0, -1), Point(0.866, 0.5), Point(-0.866, 0.5)]

    /// Two bars across each other.
    private static let bars: [Point] = {
        let long = 1.17, thin = 0.41
        return [
            (-thin, -long), (thin, -long), (thin, -thin), (long, -thin), (long, thin), (thin, thin),
            (thin, long), (-thin, long), (-thin, thin), (-long, thin), (-long, -thin), (-thin, -thin),
        ].map { Point($0.0, $0.1) }
    }()
}
