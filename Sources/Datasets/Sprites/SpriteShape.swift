/// What a sprite is, about its middle: no point of it is further away than 1.
enum SpriteShape: String, CaseIterable {
    case square, ellipse, triangle, heart

    var label: Int {
        switch self {
        case .square: 0
        case .ellipse: 1
        case .triangle: 2
        case .heart: 3
        }
    }

    /// Whether a point lies inside, with x to the right and y up.
    func contains(_ x: Double, _ y: Double) -> Bool {
        switch self {
        case .square: return max(abs(x), abs(y)) <= 0.7
        case .ellipse: return x * x + y * y * 4 <= 1
        // From a tip above down to a base, somewhat higher than wide.
        case .triangle: return y >= -0.7 && abs(x) <= (1 - y) * 0.4
        case .heart:
            // The sextic (x^2 + y^2 - 1)^3 = x^2 y^3, made to fit.
            let (u, v) = (x * 1.3, y * 1.3 + 0.18)
            let round = u * u + v * v - 1
            return round * round * round <= u * u * v * v * v
        }
    }
}

/// The circle by arithmetic that is the same on every machine, which the system's functions need not be.
enum Turn {
    /// The cosine and the sine of an angle in turns, within 1e-9.
    static func cosineAndSine(_ turns: Double) -> (cosine: Double, sine: Double) {
        // The quarter that the angle lies in, and the angle from that quarter's middle in radians, at most pi / 4.
        let quarters = (turns - turns.rounded(.down)) * 4, quarter = Int(quarters + 0.5) % 4
        let angle = (quarters - (quarters + 0.5).rounded(.down)) * 1.570_796_326_794_896_6
        let square = angle * angle
        let cosine =
            1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))))
        let sine =
            angle
            * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72 * (1 - square / 110)))))
        return switch quarter {
        case 0: (cosine, sine)
        case 1: (-sine, cosine)
        case 2: (-cosine, -sine)
        default: (sine, -cosine)
        }
    }
}
