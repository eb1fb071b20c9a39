import LatentSpace

/// Its numbers.
extension InterpolationFigure {
    public var table: DataTable? {
        DataTable(
            columns: ["way", "step"] + plane.columns,
            rows: paths.flatMap { path in
                path.points.enumerated().map { index, point in
                    [path.title, "\(index + 1)"] + plane.cells(of: point)
                }
            },
            note: paths.filter { $0.measure != nil }.map { "The \($0.title) way: \($0.measureWords)." }
                .joined(separator: " "))
    }
}
