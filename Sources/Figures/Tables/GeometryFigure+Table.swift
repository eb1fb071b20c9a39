import LatentSpace

/// Its numbers.
extension GeometryFigure {
    public var table: DataTable? {
        let rows = routes.flatMap { route in
            route.points.indices.map { index in
                [route.title, "\(index)"] + plane.cells(of: route.points[index])
                    + [
                        index > 0 && route.changes.indices.contains(index - 1)
                            ? Numerals.fixed(route.changes[index - 1], decimals: 3) : "–"
                    ]
            }
        }
        return DataTable(
            columns: ["way", "step"] + plane.columns + ["change of the image"], rows: rows,
            note: routes.map { route in
                "The \(route.title) way is \(Numerals.fixed(route.measure.length, decimals: 2)) long."
            }.joined(separator: " "))
    }
}
