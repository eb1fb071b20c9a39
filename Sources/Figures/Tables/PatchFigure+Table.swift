import LatentSpace

/// Its numbers.
extension PatchFigure {
    public var table: DataTable? {
        DataTable(
            columns: ["step across"] + plane.columns + ["looks like"],
            rows: crossing.enumerated().map { index, step in
                ["\(index + 1)"] + plane.cells(of: step.place) + [step.label.map { classes[$0] } ?? "–"]
            })
    }
}
