import Datasets
import Drawing
import Figures
import LatentSpace
import Runs

extension FigureKind {
    static let featureLoci = FigureKind(
        name: "feature-loci",
        words: { _, _ in
            ExhibitWords(
                title: "A landscape of features, not of labels",
                caption: """
                    Each cell is measured at half of full ink: its pieces and holes, the bays that open to its sides, \
                    how straight it is and how it leans. A table of rules gives what is measured a name; no label of \
                    an image is used. That like cells lie together shows what the plane is ordered by.
                    """)
        }, tellsClasses: false, isDrawing: false, reported: { run in run.hasShapes ? [[]] : [] },
        draw: { _, run, view in
            guard run.hasShapes else {
                throw GalleryError(
                    description:
                        "feature-loci: features are those of a shape in ink, which images in colour have not")
            }
            return try run.featureLociFigure(view)
        })
}

extension RunViewer {
    /// The rules that name features of this run's images.
    var featureTable: FeatureTable {
        switch profile.shapes {
        case .digits: .digits
        case .clothing: .clothing
        case .any: .anyShapes
        }
    }

    /// Whether images are shapes in ink, whose features can be measured.
    var hasShapes: Bool { images.channels == 1 }

    /// What kind of feature each cell of the decoded plane shows.
    func featureLoci(_ view: SnapshotView) throws -> FeatureLoci {
        let (grid, cells) = try decodedGrid(view)
        let shapes = cells.map { BinaryShape(rows: $0.rows, columns: $0.columns, ink: $0.bytes) }
        return FeatureLoci(shapes: shapes, rows: grid.rows, columns: grid.columns, table: featureTable)
    }

    fileprivate func featureLociFigure(_ view: SnapshotView) throws -> FeatureLociFigure {
        let (grid, cells) = try decodedGrid(view)
        return FeatureLociFigure(
            grid: grid, cells: cells, loci: try featureLoci(view),
            smallestRegion: smallestRegion(of: grid), moment: view.moment, plane: try plane())
    }
}
