/// Its numbers.
extension ReconstructionsFigure {
    public var table: DataTable? {
        func nats(_ example: Example) -> String { Numerals.fixed(example.elbo, decimals: 2) }
        return DataTable(
            columns: ["class", "best \(score)", "median \(score)", "worst \(score)"],
            rows: rows.map { [classes[$0.label], nats($0.best), nats($0.median), nats($0.worst)] },
            note: "In nats per image.")
    }
}
