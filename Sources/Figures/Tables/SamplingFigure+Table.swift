import LatentSpace

/// Its numbers.
extension SamplingFigure {
    public var table: DataTable? {
        let rows = stages.flatMap { stage in
            let time = stage.moment.time
            let terms = [stage.reconstruction, stage.klDivergence].map { Numerals.fixed($0, decimals: 2) }
            let mean = [time, "mean"] + plane.cells(of: stage.posterior.mean) + terms
            let deviation =
                [time, "deviation"] + plane.cells(of: stage.posterior.standardDeviation) + ["–", "–"]
            return [mean, deviation]
                + stage.samples.enumerated().map { index, place in
                    [time, "draw \(index + 1)"] + plane.cells(of: place) + ["–", "–"]
                }
        }
        return DataTable(
            columns: ["moment", "what"] + plane.columns + ["reconstruction", "KL divergence"], rows: rows,
            note: "Reconstruction, at the mean, and KL divergence in nats.")
    }
}
