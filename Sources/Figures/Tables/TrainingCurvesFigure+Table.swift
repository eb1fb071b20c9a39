/// Its numbers.
extension TrainingCurvesFigure {
    /// Most dimensions with a column of their own.
    private static let mostDimensions = 10

    public var table: DataTable? {
        func nats(_ value: Double?) -> String { value.map { Numerals.fixed($0, decimals: 3) } ?? "–" }
        let dimensions = min(records.map(\.klPerDimension.count).max() ?? 0, Self.mostDimensions)
        let names = (0..<dimensions).map { "KL of z\($0 + 1)" }
        return DataTable(
            columns: isVariational
                ? ["step", "train ELBO", "test ELBO", "reconstruction", "KL divergence"] + names
                : ["step", "train reconstruction", "test reconstruction"],
            rows: records.map { record in
                let scores = [Numerals.grouped(record.step), nats(record.trainELBO), nats(record.testELBO)]
                guard isVariational else { return scores }
                return scores + [nats(record.reconstruction), nats(record.klDivergence)]
                    + (0..<dimensions).map {
                        nats(record.klPerDimension.indices.contains($0) ? record.klPerDimension[$0] : nil)
                    }
            }, file: "metrics.jsonl", note: "In nats per image.")
    }
}
