/// Its numbers.
extension KeptDimensionsFigure {
    public var table: DataTable? {
        let measure = isVariational ? "its KL divergence, nats" : "variance of its codes"
        return DataTable(
            columns: ["dimensions kept", "the last of them", measure, "reconstruction, nats"]
                + (isVariational ? ["ELBO, nats"] : []),
            rows: points.map { point in
                let last = order.indices.contains(point.kept - 1) ? order[point.kept - 1] : nil
                return [
                    "\(point.kept)", last.map { "z\($0.dimension + 1)" } ?? "–",
                    last.map { Numerals.fixed($0.activity, decimals: 3) } ?? "–",
                    Numerals.fixed(point.reconstruction, decimals: 2),
                ] + (isVariational ? [point.elbo.map { Numerals.fixed($0, decimals: 2) } ?? "–"] : [])
            },
            note: "Means over \(Numerals.grouped(imageCount)) test images.")
    }
}
