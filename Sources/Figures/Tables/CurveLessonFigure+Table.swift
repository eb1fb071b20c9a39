import CurveLesson

/// Its numbers.
extension CurveLessonFigure {
    public var table: DataTable? {
        func text(_ value: Double) -> String { Numerals.fixed(value, decimals: 3) }
        return DataTable(
            columns: ["random code", "x", "y", "distance from the spiral"],
            rows: lesson.draws.map { [text($0.code), text($0.point.x), text($0.point.y), text($0.distance)] })
    }
}
