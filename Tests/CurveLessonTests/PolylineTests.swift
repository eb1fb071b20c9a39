import CurveLesson
import Foundation
import Testing

@Suite struct PolylineTests {
    private let corner = Polyline([SIMD2(0, 0), SIMD2(3, 0), SIMD2(3, 4)])

    @Test func placesGoByPathLength() {
        #expect(corner.length == 7 && corner.lengths == [0, 3, 7])
        #expect(corner.point(atLength: 1.5) == SIMD2(1.5, 0))
        #expect(corner.point(atLength: 5) == SIMD2(3, 2))
        #expect(corner.point(atLength: -1) == SIMD2(0, 0) && corner.point(atLength: 99) == SIMD2(3, 4))
        #expect(Polyline([]).point(atLength: 1) == nil && Polyline([]).length == 0)
        #expect(Polyline([SIMD2(2, 2), SIMD2(2, 2)]).point(atLength: 0) == SIMD2(2, 2))
    }

    @Test func distancesToSegmentsAreExact() {
        #expect(corner.nearest(to: SIMD2(1, 2))?.distance == 2)
        #expect(corner.nearest(to: SIMD2(1, 2))?.place == SIMD2(1, 0))
        #expect(corner.nearest(to: SIMD2(-3, -4))?.distance == 5)
        #expect(corner.nearest(to: SIMD2(5, 3))?.place == SIMD2(3, 3))
        #expect(Polyline([]).nearest(to: SIMD2(0, 0)) == nil)
    }

    /// The distance to a circle is the difference of the radii.
    @Test func distancesToAFineCircleAreThoseToTheCircle() throws {
        let circle = Polyline(
            (0...2000).map { step in
                let angle = 2 * Double.pi * Double(step) / 2000
                return SIMD2(cos(angle), sin(angle))
            })
        #expect(abs(circle.length - 2 * .pi) < 1e-5)
        for (radius, angle) in [(0.2, 0.1), (0.9, 2.0), (1.0, 3.3), (2.5, 5.5)] {
            let nearest = try #require(circle.nearest(to: SIMD2(radius * cos(angle), radius * sin(angle))))
            #expect(abs(nearest.distance - abs(radius - 1)) < 1e-5)
        }
    }
}
