import Randomness
import Testing

@testable import CurveLesson

@Suite struct CurveLessonTests {
    private func lesson(seed: UInt64) -> CurveLesson {
        var generator = SeededGenerator(seed: seed)
        return CurveLesson(using: &generator)
    }

    @Test func theSameSeedIsTheSameLesson() {
        let first = lesson(seed: 5)
        #expect(first == lesson(seed: 5))
        #expect(first.data != lesson(seed: 6).data)
    }

    /// What the lesson says: the points come back almost exactly, yet random codes miss the spiral.
    @Test(arguments: [0, 1, 2])
    func drawsMissTheSpiralThatTheDataLieOn(seed: UInt64) throws {
        let lesson = lesson(seed: seed)
        #expect(lesson.data.count == CurveLesson.pointCount && lesson.draws.count == CurveLesson.drawCount)
        for point in lesson.data { #expect(try #require(lesson.spiral.nearest(to: point)).distance < 1e-9) }
        #expect(lesson.reconstructionError < 0.06)
        #expect(lesson.meanDrawDistance > lesson.reconstructionError)
        #expect(lesson.draws.contains { $0.distance > 0.1 })
    }

    @Test func codesArePathLengthsOnTheFittedCurve() throws {
        let lesson = lesson(seed: 1)
        for (code, point) in zip(lesson.codes, lesson.reconstructions) {
            #expect((0...lesson.curve.length).contains(code))
            let place = try #require(lesson.curve.point(atLength: code))
            #expect((place - point).length < 2e-3)
        }
        for draw in lesson.draws.prefix(50) {
            #expect(lesson.curve.point(atLength: draw.code) == draw.point)
            #expect((draw.point - draw.nearest).length == draw.distance)
            #expect(lesson.spiral.nearest(to: draw.point)?.distance == draw.distance)
        }
    }
}
