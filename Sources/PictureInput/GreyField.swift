/// Numbers over a picture's pixels [row, column].
struct GreyField: Sendable, Equatable {
    let width: Int, height: Int
    var values: [Double]

    init(width: Int, height: Int, values: [Double]) {
        precondition(values.count == width * height, "one number a pixel")
        self.width = width
        self.height = height
        self.values = values
    }

    /// The pixels along the sides, each row * width + column.
    var border: [Int] {
        values.indices.filter { index in
            let (row, column) = index.quotientAndRemainder(dividingBy: width)
            return row == 0 || row == height - 1 || column == 0 || column == width - 1
        }
    }

    /// Mean and variance of the values within `radius` pixels of each, along both axes, pixels outside `mask` left out.
    ///
    /// By summed-area tables, so that the radius costs nothing.
    ///
    /// Source: F. Crow, Summed-area tables for texture mapping, SIGGRAPH 1984.
    ///
    /// - Returns: for each pixel the mean, the variance, and how many values they are of; 0 where there is none.
    func local(radius: Int, among mask: [Bool]) -> (means: [Double], variances: [Double], counts: [Int]) {
        let across = width + 1
        var counted = [Int](repeating: 0, count: across * (height + 1))
        var sums = [Double](repeating: 0, count: counted.count), squares = sums
        for row in 0..<height {
            var (count, sum, square) = (0, 0.0, 0.0)
            for column in 0..<width {
                let index = row * width + column
                if mask[index] {
                    count += 1
                    sum += values[index]
                    square += values[index] * values[index]
                }
                let below = (row + 1) * across + column + 1
                counted[below] = counted[below - across] + count
                sums[below] = sums[below - across] + sum
                squares[below] = squares[below - across] + square
            }
        }
        var means = [Double](repeating: 0, count: values.count), variances = means
        var counts = [Int](repeating: 0, count: values.count)
        for row in 0..<height {
            let (top, bottom) = (max(0, row - radius) * across, min(height, row + radius + 1) * across)
            for column in 0..<width {
                let (left, right) = (max(0, column - radius), min(width, column + radius + 1))
                func total<Number: AdditiveArithmetic>(_ table: [Number]) -> Number {
                    table[bottom + right] - table[top + right] - table[bottom + left] + table[top + left]
                }
                let count = total(counted), index = row * width + column
                guard count > 0 else { continue }
                counts[index] = count
                means[index] = total(sums) / Double(count)
                variances[index] = max(0, total(squares) / Double(count) - means[index] * means[index])
            }
        }
        return (means, variances, counts)
    }

    /// How many pixels on either side of it an edge may take.
    var edgeReach: Int { max(2, max(width, height) / 64) }

    /// The usual difference that chance alone makes between a value and its surroundings: its standard deviation.
    ///
    /// By the median difference of pixels so far apart in a row, which the few at edges do not sway. Grain larger than
    /// a pixel is seen from some distance on.
    func noise(among mask: [Bool], distance: Int = 1) -> Double {
        var differences: [Double] = []
        for row in 0..<height {
            for column in stride(from: 0, to: width - distance, by: 1) {
                let index = row * width + column
                guard mask[index], mask[index + distance] else { continue }
                differences.append(abs(values[index] - values[index + distance]))
            }
        }
        guard !differences.isEmpty else { return 0 }
        // Of a normal distribution half lies within 0.6745 standard deviations; a difference has two such parts.
        return differences.quantile(0.5) / (0.6745 * 2.0.squareRoot())
    }
}

extension [Double] {
    /// The value below which a share of the values lies.
    ///
    /// 0 where there are none.
    func quantile(_ share: Double) -> Double {
        isEmpty ? 0 : sorted()[Swift.min(count - 1, Int(Double(count) * share))]
    }
}
