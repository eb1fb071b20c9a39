import Testing

@testable import PictureInput

/// Ink of any size and place becomes an image like the data set's.
@Suite struct InkNormalizerTests {
    /// A bar in an otherwise empty picture.
    private func bar(
        width: Int, height: Int, rows: Range<Int>, columns: Range<Int>
    ) -> [Double] {
        (0..<width * height).map { rows.contains($0 / width) && columns.contains($0 % width) ? 1 : 0 }
    }

    private func span(_ ink: [UInt8], side: Int) -> (rows: [Int], columns: [Int]) {
        let inked = ink.indices.filter { ink[$0] > 127 }
        return (Set(inked.map { $0 / side }).sorted(), Set(inked.map { $0 % side }).sorted())
    }

    @Test(arguments: [28, 32, 8, 64])
    func theLongerSideFillsFiveSevenths(side: Int) throws {
        let normalizer = InkNormalizer(side: side, strokeWidths: 0...Double.infinity)
        let ink = bar(width: 300, height: 200, rows: 20..<60, columns: 30..<110)
        let image = try #require(normalizer.image(of: ink, width: 300))
        let (rows, columns) = span(image.ink, side: side)
        #expect(image.strokes == .none)
        #expect(abs(Double(columns.count) - Double(side) * 20 / 28) <= 1)
        #expect(abs(rows.count * 2 - columns.count) <= 1)
        // In the middle, or a pixel beyond it.
        #expect([0, 1, 2].contains(rows[0] + (rows.last ?? 0) + 1 - side))
    }

    @Test func aThinPenBecomesAnUnbrokenLine() throws {
        // A pixel broad and 700 long, slanting.
        let ink = (0..<700 * 700).map { $0 / 700 == ($0 % 700) / 2 + 100 ? 1.0 : 0 }
        let image = try #require(InkNormalizer(side: 28, strokeWidths: 2...3).image(of: ink, width: 700))
        #expect(image.strokes == .thickened)
        let (_, columns) = span(image.ink, side: 28)
        #expect(columns.count >= 19 && (columns.last ?? 0) - columns[0] == columns.count - 1)
        let width = StrokeWidth.mean(of: image.ink.map { $0 > 127 }, width: 28)
        #expect(width > 1.5 && width < 2.8)
    }

    @Test func broadStrokesAreThinnedByNoMoreThanHalf() throws {
        let ink = bar(width: 100, height: 100, rows: 5..<95, columns: 40..<65)
        let normalizer = InkNormalizer(side: 28, strokeWidths: 1...2)
        let image = try #require(normalizer.image(of: ink, width: 100))
        #expect(image.strokes == .thinned)
        let (rows, columns) = span(image.ink, side: 28)
        #expect(rows.count == 20 && (2...4).contains(columns.count))
    }

    @Test func noInkIsNoImage() {
        let normalizer = InkNormalizer(side: 28, strokeWidths: 2...3)
        #expect(normalizer.image(of: [], width: 0) == nil)
        #expect(normalizer.image(of: [0.4, 0.2, 0, 0], width: 2) == nil)
        #expect(normalizer.image(of: [1], width: 1) != nil)
    }

    @Test func shapesAreNotTakenForStrokes() {
        let strokes = (0..<20).map { image in (0..<784).map { $0 % 28 > 12 && $0 % 28 < 16 + image % 2 } }
        let shapes = (0..<20).map { _ in (0..<784).map { $0 % 28 > 5 && $0 / 28 > 5 } }
        #expect(StrokeWidth.usual(in: strokes, side: 28).upperBound < 6)
        #expect(StrokeWidth.usual(in: shapes, side: 28) == StrokeWidth.narrowest...Double.infinity)
        #expect(StrokeWidth.usual(in: [], side: 28).lowerBound == StrokeWidth.narrowest)
    }

    @Test func distancesAreThoseOfTheNearestPixel() {
        let (width, height) = (9, 7), marked = [(1, 2), (5, 8), (6, 0)]
        var mask = [Bool](repeating: false, count: width * height)
        for (row, column) in marked { mask[row * width + column] = true }
        let distances = DistanceTransform.distances(to: mask, width: width)
        for index in mask.indices {
            let nearest = marked.map { row, column -> Double in
                let (down, across) = (Double(index / width - row), Double(index % width - column))
                return (down * down + across * across).squareRoot()
            }.min()
            #expect(distances[index] == nearest)
        }
    }
}
