import LatentSpace
import Testing

@Suite struct PlaneFieldTests {
    private let field = PlaneField(
        window: PlaneWindow(x: -1...1, y: 0...3), columns: 2, rows: 3, values: [1, 2, 3, 4, 5, 6])

    @Test func pointsAreTheCellsCentresFromTheTopLeft() {
        #expect(field.points.first == SIMD2(-0.5, 2.5))
        #expect(field.points.last == SIMD2(0.5, 0.5))
        #expect(field.cellArea == 1)
        #expect(field.map { 2 * $0 }.values == [2, 4, 6, 8, 10, 12])
    }

    @Test func everyPointHasItsCell() {
        for (index, point) in field.points.enumerated() { #expect(field.index(at: point) == index) }
        #expect(field.index(at: SIMD2(1, 0)) == 5)
        #expect(field.index(at: SIMD2(-1, 3)) == 0)
        #expect(field.index(at: SIMD2(1.01, 0)) == nil)
        #expect(field.index(at: SIMD2(.nan, 0)) == nil)
    }
}
