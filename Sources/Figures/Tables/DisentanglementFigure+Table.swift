import LatentSpace

/// Its numbers: a row for each dimension.
extension DisentanglementFigure {
    public var table: DataTable? {
        let causes = measured.factors
        return DataTable(
            columns: ["dimension"] + causes.map { "\($0), information" } + causes.map { "\($0), importance" },
            rows: order.map { dimension in
                ["z\(dimension + 1)"]
                    + (measured.information[dimension] + measured.importances[dimension]).map {
                        Numerals.fixed($0, decimals: 3)
                    }
            },
            note:
                "Information is mutual information as a share of the cause's entropy, importance a dimension's "
                + "share in telling the cause by boosted trees. "
                + scores.map { "\($0.name) \(Numerals.fixed($0.value, decimals: 4))" }.joined(separator: ", ")
                + ", measured on \(Numerals.grouped(measured.images)) test images.")
    }
}
