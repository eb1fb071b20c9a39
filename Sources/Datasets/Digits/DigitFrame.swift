/// The frame of a finished digit: fitted into a box as MNIST's are, and centred by mass in the image.
///
/// Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits": digits are fitted
/// into 20 x 20 pixels with their proportions kept, then their centre of mass is put into the middle of
/// 28 x 28.
enum DigitFrame {
    /// Pixels down and across the image.
    static let side = 28
    /// Pixels down and across the box that holds the ink.
    static let box = 20

    /// Scales and shifts `chains` so that the ink of `pen` just fits into the box, touching its upper left.
    static func fitted(_ chains: [[Point]], pen: Pen) -> [[Point]] {
        var scale = Double(box)
        var bounds = Bounds(chains, scale: scale, pen: pen)
        // The pen does not scale with the digit, so the right scale is approached in a few steps.
        for _ in 0..<4 {
            let line = pen.width + pen.softness
            let wanted = Double(box) - line
            scale *= wanted / max(1e-6, max(bounds.width, bounds.height) - line)
            bounds = Bounds(chains, scale: scale, pen: pen)
        }
        return chains.map { chain in
            chain.map { Point(x: scale * $0.x - bounds.left, y: scale * $0.y - bounds.top) }
        }
    }

    /// The image [row, column], 0 to 255, of `ink` [row, column] of the box, 0 to 1.
    static func centred(_ ink: [Double]) -> [UInt8] {
        let intensities = ink.map { UInt8($0 * 255 + 0.5) }
        var columns = Axis()
        var rows = Axis()
        for row in 0..<box {
            for column in 0..<box {
                let mass = Int(intensities[row * box + column])
                columns.add(mass, at: column)
                rows.add(mass, at: row)
            }
        }
        var image = [UInt8](repeating: 0, count: side * side)
        for row in rows.covered {
            for column in columns.covered {
                image[(row + rows.shift) * side + column + columns.shift] = intensities[row * box + column]
            }
        }
        return image
    }

    /// Where the ink lies along the columns or the rows of the box.
    private struct Axis {
        private var mass = 0
        private var moment = 0
        private(set) var covered = 0..<0

        mutating func add(_ mass: Int, at position: Int) {
            guard mass > 0 else { return }
            self.mass += mass
            moment += mass * position
            covered =
                covered.isEmpty
                ? position..<position + 1
                : min(covered.lowerBound, position)..<max(covered.upperBound, position + 1)
        }

        /// The whole pixels that bring the centre of mass nearest to the middle, with all ink inside.
        var shift: Int {
            guard mass > 0 else { return 0 }
            // Rounded down after adding a half, in whole numbers.
            let wanted = DigitFrame.side / 2 - (2 * moment + mass) / (2 * mass)
            return max(-covered.lowerBound, min(DigitFrame.side - covered.upperBound, wanted))
        }
    }
}

/// The rectangle that the ink of a pen covers, in pixels.
private struct Bounds {
    var left = Double.infinity, right = -Double.infinity
    var top = Double.infinity, bottom = -Double.infinity
    var width: Double { right - left }
    var height: Double { bottom - top }

    init(_ chains: [[Point]], scale: Double, pen: Pen) {
        for chain in chains {
            let spans = Double(max(1, chain.count - 1))
            for (index, point) in chain.enumerated() {
                let reach = pen.radius(at: Double(index) / spans) + 0.5 * pen.softness
                left = min(left, scale * point.x - reach)
                right = max(right, scale * point.x + reach)
                top = min(top, scale * point.y - reach)
                bottom = max(bottom, scale * point.y + reach)
            }
        }
    }
}
