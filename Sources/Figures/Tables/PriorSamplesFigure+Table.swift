import LatentSpace

/// Its numbers.
extension PriorSamplesFigure {
    public var table: DataTable? {
        DataTable(
            columns: ["draw"] + plane.columns + ["looks like"],
            rows: draws.enumerated().map { index, draw in
                ["\(index + 1)"] + plane.cells(of: draw.place) + [draw.label.map { classes[$0] } ?? "–"]
            })
    }
}
