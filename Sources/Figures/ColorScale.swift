import Drawing
import Foundation
import LatentSpace

/// Numbers as colours, with the round numbers to write beside the bar that explains them.
struct ColorScale: Sendable {
    private let ramp: ColorRamp
    /// The numbers, or their logarithms, at the ramp's ends.
    private let range: ClosedRange<Double>
    private let isLogarithmic: Bool
    /// The marks, as fractions of the way from the ramp's start to its end.
    let ticks: [Tick]

    /// Amounts from light to dark; numbers outside `range` take the nearer end's colour.
    static func sequential(_ range: ClosedRange<Double>, tickCount: Int = 6) -> ColorScale {
        let decimals = AxisScale.decimals(in: range, count: tickCount)
        return ColorScale(
            .sequential, range, isLogarithmic: false,
            marks: AxisScale.ticks(in: range, count: tickCount).map {
                ($0, Numerals.fixed($0, decimals: decimals))
            })
    }

    /// Amounts above 0 from light to dark, equal factors being equal steps.
    static func logarithmic(_ range: ClosedRange<Double>) -> ColorScale {
        let low = max(range.lowerBound, 1e-300)
        let logs = log10(low)...log10(max(low, min(range.upperBound, 1e300)))
        return ColorScale(
            .sequential, logs, isLogarithmic: true,
            marks: roundNumbers(in: logs).map { (log10($0), text(of: $0)) })
    }

    /// Ratios from `1 / reach` (blue) over 1 (white) to `reach` (red), equal factors being equal steps.
    ///
    /// - Parameter reach: a power of ten; ratios beyond it take the ends' colours.
    static func ratio(reach: Double) -> ColorScale {
        let end = max(1, log10(max(reach, 1)).rounded())
        let marks = stride(from: -end, through: end, by: 1).map { power in
            let factor = text(of: pow(10, abs(power)))
            return (power, power == 0 ? "1" : power < 0 ? "1/\(factor)" : factor)
        }
        return ColorScale(.diverging, -end...end, isLogarithmic: true, marks: marks)
    }

    private init(
        _ ramp: ColorRamp, _ range: ClosedRange<Double>, isLogarithmic: Bool, marks: [(Double, String)]
    ) {
        self.ramp = ramp
        self.range = range
        self.isLogarithmic = isLogarithmic
        let width = range.upperBound - range.lowerBound
        ticks = marks.map { mark, label in
            Tick(value: width > 0 ? (mark - range.lowerBound) / width : 0.5, label: label)
        }
    }

    /// The colour of a number; white for one that is none.
    func color(of value: Double) -> Color {
        let place = isLogarithmic ? log10(max(value, 1e-300)) : value
        guard !place.isNaN else { return .paper }
        let width = range.upperBound - range.lowerBound
        return ramp.color(at: width > 0 ? (place - range.lowerBound) / width : 0.5)
    }

    /// The colour at a fraction of the bar.
    func color(at fraction: Double) -> Color { ramp.color(at: fraction) }

    /// Powers of ten within the range of logarithms; with 2 and 5 between them where they are few.
    private static func roundNumbers(in logs: ClosedRange<Double>) -> [Double] {
        guard logs.lowerBound.isFinite, logs.upperBound.isFinite else { return [] }
        let powers = Int(logs.lowerBound.rounded(.down))...Int(logs.upperBound.rounded(.up))
        let multiples = logs.upperBound - logs.lowerBound < 2.5 ? [1.0, 2, 5] : [1]
        let step = max(1, powers.count / 8)
        return powers.filter { $0.isMultiple(of: step) }
            .flatMap { power in multiples.map { $0 * pow(10, Double(power)) } }
            .filter { log10($0) >= logs.lowerBound - 1e-9 && log10($0) <= logs.upperBound + 1e-9 }
    }

    /// A number with as many digits after the point as its size asks for.
    private static func text(of value: Double) -> String {
        Numerals.fixed(value, decimals: max(0, Int((-log10(max(value, 1e-9)) - 1e-9).rounded(.up))))
    }
}
