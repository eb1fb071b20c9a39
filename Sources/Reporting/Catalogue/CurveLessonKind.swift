import CurveLesson
import Figures
import Randomness
import Runs

extension FigureKind {
    static let curveLesson = single(
        "curve-lesson", title: "A curve through points of a spiral",
        caption: """
            A lesson in two dimensions, computed for this report from the run's seed. An autoencoder with one \
            code number can only lay a curve through the points. It meets them almost exactly, but nothing \
            tells it where to go between them, so a random code decodes to a point off the spiral.
            """, tellsClasses: false
    ) { run, _ in
        var generator = SeededGenerator(
            seed: run.record.seed, stream: .curveLesson)
        return CurveLessonFigure(CurveLesson(using: &generator))
    }
}
