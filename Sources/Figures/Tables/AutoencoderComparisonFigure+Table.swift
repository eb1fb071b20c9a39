/// Its numbers.
extension AutoencoderComparisonFigure {
    public var table: DataTable? {
        func percent(_ value: Double?) -> String {
            value.map { Numerals.fixed(100 * $0, decimals: 1) + " %" } ?? "–"
        }
        return DataTable(
            columns: ["images", "count", "mean ink not in both", "least", "most"],
            rows: comparisons.map { comparison in
                [
                    comparison.name, Numerals.grouped(comparison.differences.count), comparison.percent,
                    percent(comparison.differences.min()), percent(comparison.differences.max()),
                ]
            })
    }
}
