public import Drawing
public import LatentSpace

/// `latent-grid`: the decoded plane at the prior's quantiles, with the regions of the classes outlined and named.
public struct LatentGridFigure: Figure {
    let grid: LatentGrid
    let cells: [InkImage]
    let regions: ClassRegions?
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane

    public let name = "latent-grid"

    /// A decoded grid.
    ///
    /// Every pixel of a cell is a whole number of pixels of the picture; 20 x 20 cells of 28 pixels take 560.
    ///
    /// - Parameters:
    ///   - cells: the decoded images [row, column] of `grid.points`, top row first.
    ///   - regions: the classes that the cells look like; `nil` draws no outlines, as before training.
    ///   - plane: which latent dimensions the grid shows.
    public init(
        grid: LatentGrid, cells: [InkImage], regions: ClassRegions?, classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.grid = grid
        self.cells = cells
        self.regions = regions
        self.classes = classes
        self.moment = moment
        self.plane = plane
    }

    public var alternativeText: String { "" }

    public func picture() -> Picture { Picture(width: 660, height: 700) { _ in } }
}
