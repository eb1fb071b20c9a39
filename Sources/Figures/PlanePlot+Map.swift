import Drawing
import LatentSpace

/// A plane that shows a number at every place as a colour.
extension PlanePlot {
    /// Draws each cell of the field in its number's colour, without blur.
    ///
    /// Give the plot a frame of a whole number of pixels a cell, and all cells are equally large.
    func drawMap(_ field: PlaneField, scale: ColorScale, on canvas: borrowing Canvas) {
        guard field.columns > 0, field.rows > 0 else { return }
        let corner = area.place(SIMD2(field.window.x.lowerBound, field.window.y.upperBound))
        let width = area.place(SIMD2(field.window.x.upperBound, 0)).x - corner.x
        canvas.draw(
            PixelImage(
                width: field.columns, height: field.rows, colors: field.values.map(scale.color(of:))),
            at: corner, pixelSize: width / Double(field.columns))
    }
}
