import LatentSpace

/// Its numbers.
extension AttributeFigure {
    public var table: DataTable? {
        DataTable(
            columns: ["times the difference"] + plane.columns + ["looks like"],
            rows: steps.map { step in
                [Numerals.fixed(step.amount, decimals: 2)] + plane.cells(of: step.place)
                    + [step.label.map { classes[$0] } ?? "–"]
            })
    }
}
