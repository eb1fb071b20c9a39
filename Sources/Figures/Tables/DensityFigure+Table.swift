import LatentSpace

/// Its numbers.
extension DensityFigure {
    public var table: DataTable? {
        DataTable(
            of: [
                ("density of the posteriors", aggregate.density),
                ("density of the prior", aggregate.priorDensity),
            ], on: plane, decimals: 5)
    }
}
