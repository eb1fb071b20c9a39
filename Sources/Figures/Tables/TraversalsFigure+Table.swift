/// Its numbers.
extension TraversalsFigure {
    public var table: DataTable? {
        DataTable(
            columns: [
                "dimension", isVariational ? "KL divergence, nats" : "variance of the codes",
                "variance of the means", "active",
            ],
            rows: rows.map { row in
                [
                    "z\(row.dimension + 1)", Numerals.fixed(row.activity, decimals: 3),
                    Numerals.fixed(row.variance, decimals: 3), row.isActive ? "yes" : "no",
                ]
            },
            note: "The columns of images, from the left: "
                + values.map { Numerals.fixed($0, decimals: 2) }.joined(separator: ", ") + ".")
    }
}
