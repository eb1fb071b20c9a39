import Foundation

/// Round numbers and sensible ends for an axis.
public enum AxisScale {
    /// Multiples of 1, 2 or 5 times a power of ten within `range`, about `count` of them.
    ///
    /// Empty for a range that is not finite; its only value for a range without width.
    public static func ticks(in range: ClosedRange<Double>, count: Int = 5) -> [Double] {
        guard range.lowerBound.isFinite, range.upperBound.isFinite else { return [] }
        let step = step(for: range, count: count)
        guard step > 0 else { return [range.lowerBound] }
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        guard last >= first, last - first < 1000 else { return [] }
        return (0...Int(last - first)).map { (first + Double($0)) * step + 0 }
    }

    /// The digits after the point that tell `ticks(in:count:)` apart.
    public static func decimals(in range: ClosedRange<Double>, count: Int = 5) -> Int {
        let step = step(for: range, count: count)
        guard step > 0 else { return 0 }
        return min(12, max(0, Int((-log10(step) - 1e-9).rounded(.up))))
    }

    /// The range of `values` without their outer `trim` fraction on either side, widened by `padding` of itself.
    ///
    /// Not-finite values are left out. Values that are all equal, or none, give one unit about the value or 0.
    public static func extent(
        of values: some Sequence<Double>, trim: Double = 0, padding: Double = 0
    ) -> ClosedRange<Double> {
        let sorted = values.filter(\.isFinite).sorted()
        guard !sorted.isEmpty else { return -0.5...0.5 }
        let skipped = Int(Double(sorted.count - 1) * min(max(0, trim), 0.49))
        let (low, high) = (sorted[skipped], sorted[sorted.count - 1 - skipped])
        guard high > low else { return low - 0.5...low + 0.5 }
        let margin = (high - low).isFinite ? (high - low) * padding : 0
        return low - margin...high + margin
    }

    /// A square of the plane, centred on 0, that shows the prior's 2-sigma circle and nearly all points.
    ///
    /// Both axes get the same half-width, rounded up to a half: good for every frame of an animation when given
    /// the points of all of them.
    public static func planeExtent(of points: some Sequence<SIMD2<Double>>, trim: Double = 0.0005)
        -> ClosedRange<Double>
    {
        let least = 2.2, margin = 1.03
        let reaches = points.map { max(abs($0.x), abs($0.y)) }.filter(\.isFinite)
        let last = reaches.count - 1
        let leftOut = max(0, last - Int(Double(last) * (1 - min(max(0, trim), 1))))
        // Those within the least extent need no order.
        let beyond = reaches.filter { $0 * margin > least }.sorted()
        let kept = beyond.count > leftOut ? beyond[beyond.count - 1 - leftOut] : 0
        let half = (max(least, kept * margin) * 2).rounded(.up) / 2
        return -half...half
    }

    /// 1, 2 or 5 times a power of ten so that about `count` steps fill the range; 0 where none does.
    private static func step(for range: ClosedRange<Double>, count: Int) -> Double {
        let width = range.upperBound - range.lowerBound
        guard width > 0, width.isFinite, count > 0 else { return 0 }
        let rough = width / Double(count)
        let power = pow(10, log10(rough).rounded(.down))
        let multiple = [1, 2, 5, 10].min { abs(log($0 * power / rough)) < abs(log($1 * power / rough)) } ?? 1
        return multiple * power
    }
}
