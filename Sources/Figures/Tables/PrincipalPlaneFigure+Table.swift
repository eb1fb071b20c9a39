import LatentSpace

/// Its numbers.
extension PrincipalPlaneFigure {
    public var table: DataTable? {
        var sum = 0.0
        return DataTable(
            columns: ["component", "share of the variance", "with those before it", "largest parts"],
            rows: plane.shares.enumerated().map { component, share in
                sum += share
                return [
                    "\(component + 1)", Numerals.fixed(100 * share, decimals: 2) + " %",
                    Numerals.fixed(100 * sum, decimals: 2) + " %", parts(of: component),
                ]
            })
    }
}
