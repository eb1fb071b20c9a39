import Drawing
import LatentSpace

/// Where the parts of a ``PatchFigure`` go on the page: the patch, beside it the plane with the patch marked on it
/// and the legend, below both the path across the border.
struct PatchLayout: Sendable {
    let width: Int, height: Int
    /// The cells and their axes, the pixels of a cell's image, and the regions over the cells.
    let images: Rectangle
    let patch: PlanePlot
    let pixelSize: Double
    let overlay: RegionOverlay
    /// The path's places on the patch.
    let stepPlaces: [Point]
    /// The plane, what is drawn on it, and the patch on it.
    let locator: PlanePlot
    let locatorPoints: LabelledPoints
    let locatorBox: Rectangle
    /// A row for each class in the patch, as far as there is room, and one for each note.
    let legend: [Rectangle], notes: [Rectangle]
    let markWidth: Double
    /// The path's images and the line above them.
    let strip: [Rectangle]
    let stripHeading: Point
    let stripPixelSize: Double

    private static let side = 212.0

    init(_ figure: PatchFigure) {
        let isLine = figure.plane.isLine
        let rows = max(1, figure.grid.rows), columns = max(1, figure.grid.columns)
        let imageRows = figure.cells.first?.rows ?? 28, imageColumns = figure.cells.first?.columns ?? 28
        pixelSize = max(1, (436 / Double(max(rows * imageRows, columns * imageColumns))).rounded(.down))
        let cell = Point(Double(imageColumns), Double(imageRows)) * pixelSize
        let top = Page.contentTop + 16, band = isLine ? 48.0 : 0
        let frame = Rectangle(
            x: 66, y: top, width: cell.x * Double(columns), height: cell.y * Double(rows) + band)
        images = Rectangle(x: frame.x, y: top + band, width: frame.width, height: frame.height - band)
        let window = figure.border.window
        patch = PlanePlot(frame: frame, window: window, plane: figure.plane, tickCount: 5)
        let area = patch.area, images = images
        let places = figure.crossing.map { step in
            let place = area.place(step.place)
            return isLine ? Point(place.x, images.center.y) : place
        }
        stepPlaces = places
        let regions = figure.regions
        overlay = RegionOverlay(
            regions, kinds: CellKind.classes(figure.classes) { regions.share(of: $0) }, images: images,
            cell: cell, band: isLine ? Rectangle(x: frame.x, y: top, width: frame.width, height: band) : nil,
            occupied: Self.boxes(along: places))

        // Beside the patch.
        let left = frame.maxX + 62
        let extent = AxisScale.planeExtent(of: figure.backdrop.points)
        let plane = Rectangle(x: left, y: top, width: Self.side, height: isLine ? 76 : Self.side)
        locator = PlanePlot(
            frame: plane, window: PlaneWindow(x: extent, y: isLine ? 0...1 : extent), plane: figure.plane,
            tickCount: 4)
        locatorPoints = isLine ? Self.spread(figure.backdrop) : figure.backdrop
        let low = locator.area.place(SIMD2(window.x.lowerBound, isLine ? 0 : window.y.lowerBound))
        let high = locator.area.place(SIMD2(window.x.upperBound, isLine ? 1 : window.y.upperBound))
        let corner = pointwiseMax(Point(low.x, high.y), Point(plane.x, plane.y))
        let opposite = pointwiseMin(Point(high.x, low.y), Point(plane.maxX, plane.maxY))
        locatorBox = Rectangle(
            x: corner.x, y: corner.y, width: max(0, opposite.x - corner.x),
            height: max(0, opposite.y - corner.y))
        let kinds = overlay.kinds
        markWidth = figure.present.map { ClassBadge.width(of: kinds[$0].mark) }.max() ?? 0
        let legendTop = plane.maxY + 50
        let present = figure.listed.count
        legend = (0..<present).map {
            Rectangle(x: left, y: legendTop + Double($0) * 22, width: Self.side, height: 22)
        }
        let notesTop = legendTop + Double(present) * 22 + 6
        notes = figure.notes.indices.map {
            Rectangle(x: left, y: notesTop + Double($0) * 15, width: Self.side, height: 15)
        }

        // Below both.
        let below = max(frame.maxY + 42, notes.last?.maxY ?? 0)
        let count = Double(max(1, figure.crossing.count))
        let available = left + Self.side - Page.margin
        let widest = min(64, available / count - 4)
        stripPixelSize = max(1, (widest / Double(max(1, imageColumns))).rounded(.down))
        let image = Point(Double(imageColumns), Double(imageRows)) * stripPixelSize
        let step = count > 1 ? ((available - image.x) / (count - 1)).rounded(.down) : 0
        stripHeading = Point(Page.margin, below + 24)
        strip = figure.crossing.indices.map {
            Rectangle(x: Page.margin + Double($0) * step, y: below + 34, width: image.x, height: image.y)
        }
        width = Int((left + Self.side + Page.margin).rounded(.up))
        height = Int(((strip.last?.maxY).map { $0 + 26 } ?? below).rounded(.up)) + 12
    }

    /// Small boxes that cover a line through places and a dot at each.
    private static func boxes(along places: [Point]) -> [Rectangle] {
        zip(places, places.dropFirst()).flatMap { start, end in
            (0..<8).map { step in
                Rectangle(center: start + (end - start) * (Double(step) / 7), width: 10, height: 10)
            }
        }
    }

    /// The points of a line spread over a height of 1, by the golden ratio.
    private static func spread(_ points: LabelledPoints) -> LabelledPoints {
        LabelledPoints(
            points: points.points.indices.map { index in
                let turn = (Double(index) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
                return SIMD2(points.points[index].x, 0.06 + 0.88 * turn)
            }, labels: points.labels)
    }
}
