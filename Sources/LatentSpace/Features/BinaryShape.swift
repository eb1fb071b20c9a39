/// A black-and-white image: which of its pixels are ink.
public struct BinaryShape: Sendable, Equatable {
    /// Pixels down and across.
    public let rows: Int, columns: Int
    /// Whether each pixel [row, column] is ink.
    public let isInk: [Bool]

    /// An image by its pixels.
    ///
    /// - Precondition: `isInk.count == rows * columns`.
    public init(rows: Int, columns: Int, isInk: [Bool]) {
        precondition(isInk.count == rows * columns, "one value a pixel")
        self.rows = rows
        self.columns = columns
        self.isInk = isInk
    }

    /// An image of grey values [row, column] from 0 to 255: more than half of full ink is ink.
    ///
    /// - Precondition: `ink.count == rows * columns`.
    public init(rows: Int, columns: Int, ink: [UInt8]) {
        self.init(rows: rows, columns: columns, isInk: ink.map { $0 > 127 })
    }

    /// The number of ink pixels.
    public var inkCount: Int { isInk.count { $0 } }

    /// The places of the ink: centres of pixels, x from the left and y from the top.
    var inkPlaces: [SIMD2<Double>] { isInk.indices.filter { isInk[$0] }.map(place) }

    /// The centre of a pixel, x from the left and y from the top.
    func place(_ pixel: Int) -> SIMD2<Double> {
        SIMD2(Double(pixel % columns) + 0.5, Double(pixel / columns) + 0.5)
    }

    /// The rows and columns from the first to the last that have ink; `nil` without any.
    var inkBounds: (rows: Range<Int>, columns: Range<Int>)? {
        var top = rows, bottom = 0, left = columns, right = 0
        for pixel in isInk.indices where isInk[pixel] {
            let (row, column) = pixel.quotientAndRemainder(dividingBy: columns)
            (top, bottom) = (min(top, row), max(bottom, row + 1))
            (left, right) = (min(left, column), max(right, column + 1))
        }
        return top < bottom ? (top..<bottom, left..<right) : nil
    }
}

extension BinaryShape {
    /// The connected pieces of ink, each as its pixels; pixels that touch by a corner hang together.
    public var pieces: [[Int]] { components(ofInk: true, touchingByCorners: true) }

    /// The pieces of paper that ink encloses, each as its pixels; paper hangs together by sides only, so that a
    /// line of pixels that touch by corners encloses too.
    public var holes: [[Int]] {
        components(ofInk: false, touchingByCorners: false).filter { pixels in
            !pixels.contains { pixel in
                let (row, column) = pixel.quotientAndRemainder(dividingBy: columns)
                return row == 0 || column == 0 || row == rows - 1 || column == columns - 1
            }
        }
    }

    /// The connected pieces of ink or of paper, by their first pixels.
    private func components(ofInk value: Bool, touchingByCorners: Bool) -> [[Int]] {
        var isOpen = isInk.map { $0 == value }
        var components: [[Int]] = []
        for start in isOpen.indices where isOpen[start] {
            isOpen[start] = false
            var pixels = [start]
            var next = 0
            while next < pixels.count {
                let (row, column) = pixels[next].quotientAndRemainder(dividingBy: columns)
                next += 1
                for y in max(0, row - 1)...min(rows - 1, row + 1) {
                    for x in max(0, column - 1)...min(columns - 1, column + 1)
                    where isOpen[y * columns + x] && (touchingByCorners || x == column || y == row) {
                        isOpen[y * columns + x] = false
                        pixels.append(y * columns + x)
                    }
                }
            }
            components.append(pixels)
        }
        return components
    }
}
