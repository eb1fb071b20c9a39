import LatentSpace

/// Its numbers.
extension PosteriorFigure {
    public var table: DataTable? {
        let followed = probes.map { probe in
            [classes[probe.label]] + plane.cells(of: probe.posterior.mean)
                + plane.cells(of: probe.posterior.standardDeviation)
        }
        let others = zip(means.labels, means.points).prefix(max(0, DataTable.mostRows - followed.count))
            .map { label, point in
                let name = Int(label) < classes.count ? classes[Int(label)] : "\(label)"
                return [name] + plane.cells(of: point) + plane.columns.map { _ in "–" }
            }
        return DataTable(
            columns: ["class"] + plane.columns + plane.columns.map { "deviation of \($0)" },
            rows: followed + others, total: followed.count + means.points.count, file: "latents.csv",
            note: followed.isEmpty
                ? nil : "First the followed images, whose ellipses are drawn, then the dots.")
    }
}
