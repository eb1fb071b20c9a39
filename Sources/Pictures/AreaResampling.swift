/// Numbers over pixels at another size: each new pixel is the mean over the area that it stands for.
public struct AreaResampling: Sendable {
    /// How new pixels lie over old ones along one axis.
    public struct Axis: Sendable {
        /// How many old pixels there are.
        public let count: Int
        /// For each new pixel the old ones that it covers, and by what share of itself.
        public let shares: [[(index: Int, share: Double)]]

        init(count: Int, shares: [[(index: Int, share: Double)]]) {
            self.count = count
            self.shares = shares
        }

        /// `pixels` even parts of a length that begins at `start`, over `count` old pixels of length 1.
        public init(start: Double, length: Double, pixels: Int, of count: Int) {
            let step = length / Double(pixels)
            self.count = count
            shares = (0..<pixels).map { pixel in
                let (low, high) = (start + Double(pixel) * step, start + Double(pixel + 1) * step)
                let first = max(0, Int(low.rounded(.down))), last = min(count - 1, Int(high.rounded(.up)) - 1)
                guard first <= last else { return [] }
                return (first...last).map { index in
                    (index, (min(high, Double(index + 1)) - max(low, Double(index))) / step)
                }
            }
        }
    }

    public let x: Axis, y: Axis

    /// Joins how columns and how rows are made.
    public init(x: Axis, y: Axis) {
        self.x = x
        self.y = y
    }

    /// The new values [row, column] of old ones [row, column]; what lies beyond the old ones is 0.
    public func values(_ old: [Double]) -> [Double] {
        y.shares.flatMap { down in
            x.shares.map { across in
                var sum = 0.0
                for (row, height) in down {
                    for (column, width) in across { sum += old[row * x.count + column] * (height * width) }
                }
                return sum
            }
        }
    }
}
