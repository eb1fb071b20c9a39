/// Divides colours into boxes of little variance, always making the cut that removes most squared error.
///
/// X. Wu, "Efficient statistical computations for optimal color quantization", Graphics Gems II (1991): cuts are
/// across one axis; with the sums of both sides known, each of the 255 places is judged at once.
struct VarianceSplitter {
    /// The colours; each box is a range of them.
    private(set) var points: [ColourPoint]
    private(set) var boxes: [Box] = []

    /// A range of `points` and its best cut.
    struct Box {
        let range: Range<Int>
        let sum: SIMD4<Double>
        /// The squared error that the best cut removes; 0 where there is none to remove.
        let gain: Double
        /// The best cut: colours up to `threshold` along `axis` on one side.
        let axis: Int, threshold: Int
    }

    /// Cuts `points` into at most `count` boxes.
    init(_ points: [ColourPoint], into count: Int) {
        self.points = points
        boxes = [box(points.indices)]
        while boxes.count < count {
            var best = 0
            for index in boxes.indices where boxes[index].gain > boxes[best].gain { best = index }
            guard boxes[best].gain > 0 else { break }
            split(best)
        }
    }

    private mutating func split(_ index: Int) {
        let box = boxes[index]
        let middle = points[box.range].partition { $0.bins[box.axis] > box.threshold }
        boxes[index] = self.box(box.range.lowerBound..<middle)
        boxes.append(self.box(middle..<box.range.upperBound))
    }

    /// Finds the best cut through the colours in `range`.
    private func box(_ range: Range<Int>) -> Box {
        // The sums of the colours that are in each of 256 steps along each of 3 axes.
        var slices = [SIMD4<Double>](repeating: .zero, count: 3 * 256)
        var sum = SIMD4<Double>.zero
        for index in range {
            let point = points[index]
            slices[point.bins.x] += point.moment
            slices[256 + point.bins.y] += point.moment
            slices[512 + point.bins.z] += point.moment
            sum += point.moment
        }
        let whole = ColourPoint.explained(sum)
        var best = (gain: 0.0, axis: 0, threshold: 0)
        for axis in 0..<3 {
            var below = SIMD4<Double>.zero
            for threshold in 0..<255 {
                let slice = slices[axis * 256 + threshold]
                guard slice.x > 0 else { continue }
                below += slice
                let above = sum - below
                // What is left of a sum that should be empty is rounding.
                guard above.x > sum.x * 1e-12 else { break }
                let gain = ColourPoint.explained(below) + ColourPoint.explained(above) - whole
                if gain > best.gain { best = (gain, axis, threshold) }
            }
        }
        return Box(
            range: range, sum: sum, gain: range.count > 1 ? best.gain : 0, axis: best.axis,
            threshold: best.threshold)
    }
}
