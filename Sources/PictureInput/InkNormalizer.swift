import Pictures

/// Makes of ink found anywhere an image as a data set has it: cropped, of one size, with usual strokes, centred.
///
/// The steps are MNIST's: the ink in a box of 20 x 20 pixels, its proportions kept and its edges soft, the box put
/// into 28 x 28 pixels with the centre of mass in the middle: within a pixel below and to the right of it, as all of
/// MNIST's images have it. Other sides accordingly. `Templates/page/ink.js` does
/// the same, in the same order, for what is drawn on the report's pad.
///
/// Source: Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits, "file formats".
public struct InkNormalizer: Sendable, Equatable {
    /// Rows and columns of the image.
    public let side: Int
    /// The stroke widths that are left as they are, in pixels of the image; narrower strokes are thickened to the
    /// least, broader ones thinned towards the greatest, by no more than half.
    public let strokeWidths: ClosedRange<Double>

    /// - Precondition: `side > 0`.
    public init(side: Int, strokeWidths: ClosedRange<Double>) {
        precondition(side > 0, "an image has pixels")
        self.side = side
        self.strokeWidths = strokeWidths
    }

    /// What was done to the strokes.
    public enum StrokeChange: Sendable, Equatable {
        case none, thickened, thinned
    }

    /// The image [row, column], 0 to 255, of ink covering 0 to 1 of each pixel [row, column]; `nil` without ink.
    public func image(of coverage: [Double], width: Int) -> (ink: [UInt8], strokes: StrokeChange)? {
        guard let cropped = Cropped(coverage, width: width) else { return nil }
        let target = Double(side) * 20 / 28
        let strokes = StrokeWidth.mean(of: cropped.mask, width: cropped.width)
        let longest = Double(max(cropped.width, cropped.height))
        var growth = 0.0
        // Scaling ends where the grown ink fills the box: (longest + 2 growth) scale = target.
        let scaled = strokes * target / longest
        let wanted = min(max(scaled, strokeWidths.lowerBound), strokeWidths.upperBound)
        if wanted != scaled, strokes < longest, wanted < target {
            let scale = (target - wanted) / (longest - strokes)
            growth = max((wanted / scale - strokes) / 2, -strokes / 4)
        }
        let drawn = growth == 0 ? cropped : cropped.grown(by: growth)
        let box = drawn.resampled(longest: Int(target.rounded()))
        return (centred(box), growth == 0 ? .none : growth > 0 ? .thickened : .thinned)
    }

    /// Puts a box into the image with its centre of mass in the middle, as far as it stays inside.
    private func centred(_ box: (columns: Int, rows: Int, values: [Double])) -> [UInt8] {
        var (sum, x, y) = (0.0, 0.0, 0.0)
        for row in 0..<box.rows {
            for column in 0..<box.columns {
                let value = box.values[row * box.columns + column]
                sum += value
                x += value * (Double(column) + 0.5)
                y += value * (Double(row) + 0.5)
            }
        }
        func start(_ middle: Double, _ length: Int) -> Int {
            min(max(0, Int((Double(side) / 2 - middle).rounded(.up))), side - length)
        }
        let (left, top) = sum > 0 ? (start(x / sum, box.columns), start(y / sum, box.rows)) : (0, 0)
        var ink = [UInt8](repeating: 0, count: side * side)
        for row in 0..<box.rows {
            for column in 0..<box.columns {
                let value = min(1, max(0, box.values[row * box.columns + column]))
                ink[(top + row) * side + left + column] = UInt8((value * 255 + 0.5).rounded(.down))
            }
        }
        return ink
    }
}

/// Ink cut out of its picture, with the part of the cut that it spans.
private struct Cropped {
    let width: Int, height: Int
    let coverage: [Double]
    /// What is more than half ink.
    let mask: [Bool]
    /// The rectangle that the ink spans, in pixels from the cut's corner.
    let left: Double, top: Double, columns: Double, rows: Double

    init?(_ coverage: [Double], width: Int) {
        let height = coverage.count / max(1, width)
        var (top, bottom, left, right) = (height, -1, width, -1)
        for row in 0..<height {
            for column in 0..<width where coverage[row * width + column] >= 0.5 {
                (top, bottom) = (min(top, row), max(bottom, row))
                (left, right) = (min(left, column), max(right, column))
            }
        }
        guard bottom >= top else { return nil }
        let (columns, rows) = (right - left + 1, bottom - top + 1)
        self.width = columns
        self.height = rows
        self.coverage = (0..<columns * rows).map {
            coverage[($0 / columns + top) * width + $0 % columns + left]
        }
        self.mask = self.coverage.map { $0 >= 0.5 }
        (self.left, self.top, self.columns, self.rows) = (0, 0, Double(columns), Double(rows))
    }

    private init(
        width: Int, height: Int, coverage: [Double], left: Double, top: Double, columns: Double, rows: Double
    ) {
        (self.width, self.height, self.coverage) = (width, height, coverage)
        mask = coverage.map { $0 >= 0.5 }
        (self.left, self.top, self.columns, self.rows) = (left, top, columns, rows)
    }

    /// The ink with its outline moved outwards by `growth` pixels, inwards where it is negative.
    func grown(by growth: Double) -> Cropped {
        let margin = Int(max(0, growth).rounded(.up)) + 1
        let (across, down) = (width + 2 * margin, height + 2 * margin)
        var mask = [Bool](repeating: false, count: across * down)
        for row in 0..<height {
            for column in 0..<width {
                mask[(row + margin) * across + column + margin] = self.mask[row * width + column]
            }
        }
        let outside = DistanceTransform.distances(to: mask, width: across)
        let inside = DistanceTransform.distances(to: mask.map { !$0 }, width: across)
        let coverage = mask.indices.map { index in
            // The outline runs between the middles of two pixels.
            let distance = mask[index] ? 0.5 - inside[index] : outside[index] - 0.5
            return min(1, max(0, 0.5 + growth - distance))
        }
        let span = Double(margin) - growth
        return Cropped(
            width: across, height: down, coverage: coverage, left: span, top: span,
            columns: Double(width) + 2 * growth, rows: Double(height) + 2 * growth)
    }

    /// The ink's rectangle at another size, each pixel the mean over the area that it stands for.
    func resampled(longest: Int) -> (columns: Int, rows: Int, values: [Double]) {
        let scale = Double(longest) / max(columns, rows)
        func pixels(_ length: Double) -> Int {
            min(longest, max(1, Int((length * scale + 0.5).rounded(.down))))
        }
        let (across, down) = (pixels(columns), pixels(rows))
        let values = AreaResampling(
            x: .init(start: left, length: columns, pixels: across, of: width),
            y: .init(start: top, length: rows, pixels: down, of: height)
        ).values(coverage)
        return (across, down, values)
    }
}
