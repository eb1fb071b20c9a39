/// A run of colours for numbers, in which equal steps look equally large.
public struct ColorRamp: Sendable, Equatable {
    /// Colours at even distances in OKLab, first to last: one in the middle, and no more than a byte can tell apart.
    private let colors: [Color]
    private static let last = 250

    /// From nearly white over green and blue to a dark violet, ever darker: for amounts.
    public static let sequential = ColorRamp { fraction in
        OKLab(
            lightness: 0.985 - 0.7 * fraction, chroma: 0.015 + 0.3 * fraction * (1.09 - fraction),
            hue: 108 + 187 * fraction)
    }

    /// From blue over white to orange-red, equally dark at both ends: for what is below or above a middle.
    public static let diverging = ColorRamp { fraction in
        let side = 2 * fraction - 1, depth = abs(side)
        return OKLab(
            lightness: 0.985 - 0.44 * depth, chroma: 0.155 * depth,
            hue: side < 0 ? 250 : 40)
    }

    /// A ramp along a curve of colours, from 0 to 1, walked at an even pace.
    init(along curve: (Double) -> OKLab) {
        let fine = (0...1024).map { curve(Double($0) / 1024).displayable }
        var walked = [0.0]
        for index in 1..<fine.count {
            walked.append(walked[index - 1] + fine[index].distance(to: fine[index - 1]))
        }
        let length = walked[fine.count - 1]
        var index = 0
        colors = (0...Self.last).map { step in
            let wanted = length * Double(step) / Double(Self.last)
            while index < fine.count - 2, walked[index + 1] < wanted { index += 1 }
            let pace = walked[index + 1] - walked[index]
            let fraction = pace > 0 ? min(1, (wanted - walked[index]) / pace) : 0
            return fine[index].mixed(with: fine[index + 1], fraction).color
        }
    }

    /// The colour at a fraction of the way, from 0 to 1; what lies outside takes the nearer end.
    public func color(at fraction: Double) -> Color {
        guard fraction.isFinite else { return fraction == .infinity ? colors[Self.last] : colors[0] }
        return colors[Int((min(max(fraction, 0), 1) * Double(Self.last)).rounded())]
    }
}
