public import Drawing
public import LatentSpace

/// A square of the latent plane as pictures: the images that the centres of even cells decode to.
public struct DecodedPlane: Sendable {
    /// What part of the plane the cells fill.
    public let window: PlaneWindow
    /// Columns across, and rows down.
    public let cellsPerAxis: Int
    /// What the cells' centres decode to [row, column], top row first.
    public let cells: [DataImage]

    /// A decoded square; `cells` belong to the points of `window.grid(columns:rows:)` with `cellsPerAxis` of each.
    package init(window: PlaneWindow, cellsPerAxis: Int = 16, cells: [DataImage]) {
        self.window = window
        self.cellsPerAxis = max(1, cellsPerAxis)
        self.cells = cells
    }
}
