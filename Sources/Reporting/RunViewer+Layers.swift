import Drawing
import Figures
import LatentSpace
import Runs
import VAE

extension RunViewer {
    /// Keeps what was measured over the plane at the last snapshot as layers for the report's explorer.
    func saveLayers() throws {
        let plane = try plane()
        guard !plane.isLine, hasShapes else { return }
        let view = try lastView()
        let points = plane.points(of: view.posterior.means)
        let window = PlaneWindow(square: AxisScale.planeExtent(of: points, trim: 0.01))
        let cellsPerAxis = 36
        let grid = window.grid(columns: cellsPerAxis, rows: cellsPerAxis)
        let shapes = try view.decode(plane.codes(at: grid.points)).map {
            BinaryShape(rows: $0.rows, columns: $0.columns, ink: $0.bytes)
        }
        let loci = FeatureLoci(shapes: shapes, rows: grid.rows, columns: grid.columns, table: featureTable)
        try PlaneLayer(
            name: "feature-loci", title: "which features hold", kind: .categorical, rows: grid.rows,
            columns: grid.columns,
            window: [window.x.lowerBound, window.x.upperBound, window.y.lowerBound, window.y.upperBound],
            values: loci.cells.map { $0.map(Double.init) },
            legend: loci.kinds.enumerated().map { index, kind in
                // Lighter than the classes' own colours, which lie over them.
                PlaneLayer.Entry(
                    label: kind, colour: Palette.classes[index].mixed(with: .paper, 0.5).hexadecimal)
            }, step: view.row.step
        ).save(in: folder)
    }
}
