/// Linear support vector machines of one number: for each kind a line that is above 0 where it is likely, of which the
/// highest wins; of two kinds one line, by its sign.
///
/// Each minimises (w^2 + b^2) / 2 + C sum_i c_i max(0, 1 - y_i (w x_i + b))^2, with C = 0.01 and the weights c_i that
/// make kinds count alike, as LIBLINEAR does (R.-E. Fan et al., 2008).
struct LineMachine {
    private static let cost = 0.01
    private let lines: [(slope: Double, offset: Double)]
    private let kinds: [Int]

    /// Learns to tell kinds by one number.
    init(_ numbers: ArraySlice<Double>, kinds: ArraySlice<Int>) {
        let present = Set(kinds).sorted()
        self.kinds = present
        var counts: [Int: Int] = [:]
        for kind in kinds { counts[kind, default: 0] += 1 }
        func weight(_ kind: Int) -> Double {
            Double(kinds.count) / Double(max(1, present.count * (counts[kind] ?? 0)))
        }
        let isPair = present.count == 2
        lines = (isPair ? present.suffix(1) : present[...]).map { kind in
            let other = isPair ? weight(present[0]) : 1
            return Self.line(
                numbers, isKind: kinds.map { $0 == kind },
                costs: (Self.cost * weight(kind), Self.cost * other))
        }
    }

    /// The kind of a number.
    func kind(of number: Double) -> Int {
        let heights = lines.map { $0.slope * number + $0.offset }
        guard kinds.count != 2 else { return kinds[heights[0] > 0 ? 1 : 0] }
        let best = heights.indices.max { (heights[$0], -$0) < (heights[$1], -$1) }
        return best.map { kinds[$0] } ?? 0
    }

    /// The least of one loss by Newton's steps, halved where they lead up; the loss is made of parabolas.
    private static func line(
        _ numbers: ArraySlice<Double>, isKind: [Bool], costs: (kind: Double, other: Double)
    ) -> (slope: Double, offset: Double) {
        func value(_ slope: Double, _ offset: Double) -> Double {
            var loss = (slope * slope + offset * offset) / 2
            for (x, isKind) in zip(numbers, isKind) {
                let missing = max(0, 1 - (isKind ? 1 : -1) * (slope * x + offset))
                loss += (isKind ? costs.kind : costs.other) * missing * missing
            }
            return loss
        }
        var (slope, offset) = (0.0, 0.0)
        var best = value(slope, offset)
        for _ in 0..<50 {
            var (gradientSlope, gradientOffset, xx, x1, ones) = (slope, offset, 1.0, 0.0, 1.0)
            for (x, isKind) in zip(numbers, isKind) {
                let sign = isKind ? 1.0 : -1.0, cost = isKind ? costs.kind : costs.other
                let missing = 1 - sign * (slope * x + offset)
                guard missing > 0 else { continue }
                gradientSlope -= 2 * cost * missing * sign * x
                gradientOffset -= 2 * cost * missing * sign
                xx += 2 * cost * x * x
                x1 += 2 * cost * x
                ones += 2 * cost
            }
            let determinant = xx * ones - x1 * x1
            let stepSlope = (ones * gradientSlope - x1 * gradientOffset) / determinant
            let stepOffset = (xx * gradientOffset - x1 * gradientSlope) / determinant
            var share = 1.0, next = value(slope - stepSlope, offset - stepOffset)
            while next > best && share > 1e-6 {
                share /= 2
                next = value(slope - share * stepSlope, offset - share * stepOffset)
            }
            guard next < best - 1e-12 * abs(best) else { break }
            (slope, offset, best) = (slope - share * stepSlope, offset - share * stepOffset, next)
        }
        return (slope, offset)
    }
}
