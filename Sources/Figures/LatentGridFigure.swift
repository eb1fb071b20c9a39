public import Drawing
public import LatentSpace

/// `latent-grid`: the decoded plane at the prior's quantiles, with the regions of the classes outlined and named.
public struct LatentGridFigure: Figure {
    let grid: LatentGrid
    let cells: [DataImage]
    let regions: ClassRegions?
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane
    let title: String

    /// A decoded grid.
    ///
    /// Every pixel of a cell is a whole number of pixels of the picture; 20 x 20 cells of 28 pixels take 560.
    ///
    /// - Parameters:
    ///   - cells: the decoded images [row, column] of `grid.points`, top row first.
    ///   - regions: the classes that the cells look like; `nil` draws no outlines, as before training.
    ///   - plane: which latent dimensions the grid shows.
    ///   - title: what the figure is, after the data set's name; `nil` for the usual words.
    public init(
        grid: LatentGrid, cells: [DataImage], regions: ClassRegions?, classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2), title: String? = nil
    ) {
        self.title = title ?? "what the latent \(plane.isLine ? "line" : "plane") decodes to"
        self.grid = grid
        self.cells = cells
        self.regions = regions
        self.classes = classes
        self.moment = moment
        self.plane = plane
    }

    public var alternativeText: String {
        let size = grid.rows == 1 ? "\(grid.columns) codes" : "\(grid.rows) by \(grid.columns) codes"
        let opening =
            "\(moment.dataset), \(moment.time): images decoded at \(size) "
            + "on the \(plane.words), "
            + "\(range(grid.columnValues, plane.axisNames.horizontal))"
            + (plane.isLine ? "" : " and \(range(grid.rowValues.reversed(), plane.axisNames.vertical))") + "."
        let quality = moment.testELBO.map {
            " Test \(moment.score) \(Numerals.fixed($0, decimals: 2)) nats per image."
        }
        return opening + (quality ?? "") + shares
    }

    private func range(_ values: [Double], _ axis: String) -> String {
        "\(axis) from \(Numerals.fixed(values.first ?? 0, decimals: 2)) to "
            + Numerals.fixed(values.last ?? 0, decimals: 2)
    }

    /// How much of the grid each class holds, the largest first, and which classes hold none.
    private var shares: String {
        guard let regions else { return "" }
        let present = regions.classes.sorted { regions.share(of: $0) > regions.share(of: $1) }
        let parts = present.map { "\(classes[$0]) \(Numerals.percent(regions.share(of: $0)))" }
        let absent = (0..<classes.count).filter { !present.contains($0) }.map { classes[$0] }
        return " Share of the cells by the class they look like: \(parts.joined(separator: ", "))."
            + (absent.isEmpty ? "" : " Without a cell: \(absent.joined(separator: ", ")).")
    }

    public func picture() -> Picture { annotatedGrid.picture() }

    /// What the picture is made of.
    var annotatedGrid: AnnotatedGrid {
        AnnotatedGrid(
            grid: grid, cells: cells, regions: regions,
            kinds: CellKind.classes(classes) { regions?.share(of: $0) },
            title: "\(moment.dataset): \(title)",
            note:
                "Outlines: the class of most of the nearest encoded test images, and its share of the cells",
            moment: moment, plane: plane)
    }
}
