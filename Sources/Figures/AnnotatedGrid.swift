import Drawing
import LatentSpace

/// A decoded grid with the regions of some kinds outlined and named, a legend of all kinds, and the axes.
struct AnnotatedGrid: Sendable {
    let grid: LatentGrid
    /// The decoded images [row, column] of the grid's points, top row first.
    let cells: [DataImage]
    /// Which kind each cell is of; `nil` draws no outlines.
    let regions: ClassRegions?
    /// All kinds there may be, in the order of the regions' labels.
    let kinds: [CellKind]
    let title: String
    /// What the outlines are, below the legend.
    let note: String
    let moment: Moment
    let plane: LatentPlane

    func picture() -> Picture {
        let layout = AnnotatedGridLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            draw(layout, on: canvas)
        }
    }

    private func draw(_ layout: AnnotatedGridLayout, on canvas: borrowing Canvas) {
        Page.drawHeader(
            title: title, moment: moment, left: layout.header.x, right: layout.header.maxX, on: canvas)
        canvas.draw(
            .mosaic(cells, across: grid.columns), at: Point(layout.images.x, layout.images.y),
            pixelSize: layout.pixelSize)
        layout.valueAxes.draw(on: canvas)
        layout.drawQuantiles(on: canvas)
        layout.overlay?.draw(on: canvas)
        layout.legend.draw(kinds, on: canvas)
        if regions != nil {
            canvas.text(
                note, at: Point(layout.legend.note.x, layout.legend.note.center.y), font: .tick,
                color: .secondary, vertical: .middle)
        }
        canvas.text(
            plane.othersNote, at: Point(layout.legend.note.x, layout.legend.note.maxY + 8), font: .tick,
            color: .secondary, vertical: .middle)
    }
}
