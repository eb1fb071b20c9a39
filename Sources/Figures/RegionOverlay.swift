import Drawing
import LatentSpace

/// Regions of a grid drawn over its cells: their borders, and on each the name of its kind.
struct RegionOverlay: Sendable {
    /// The name of a region's kind, or its mark where the name does not fit.
    struct Label: Sendable {
        let kind: Int
        let text: String
        let box: Rectangle
    }

    let regions: ClassRegions
    /// The kinds that the regions' labels count.
    let kinds: [CellKind]
    /// The page's place of the cells, and a cell's size.
    let images: Rectangle
    let cell: Point
    /// One for each region.
    let labels: [Label]

    /// Finds a place for every region's name inside it, large regions first, without one name touching another.
    ///
    /// - Parameters:
    ///   - band: where the names go instead of inside, above cells that stand in one row.
    ///   - occupied: what is drawn over the cells besides, for the names to keep off.
    init(
        _ regions: ClassRegions, kinds: [CellKind], images: Rectangle, cell: Point, band: Rectangle? = nil,
        occupied: [Rectangle] = []
    ) {
        self.regions = regions
        self.kinds = kinds
        self.images = images
        self.cell = cell
        var placer = LabelPlacer(bounds: (band ?? images).inset(by: 3), occupied: occupied)
        let ordered = regions.regions.filter { kinds.indices.contains($0.label) }.sorted {
            $0.cells.count != $1.cells.count
                ? $0.cells.count > $1.cells.count : $0.cells[0] < $1.cells[0]
        }
        labels = ordered.compactMap { region in
            let kind = kinds[region.label]
            func anchor(_ place: SIMD2<Double>) -> Point {
                let point = Point(images.x, images.y) + cell * place
                return band == nil ? point : Point(point.x, images.y - 14)
            }
            for text in [kind.name, kind.mark] {
                let size = Self.size(of: text)
                // In a band only the widths must fit.
                let places = regions.places(
                    forLabelIn: region, width: size.x / cell.x, height: band == nil ? size.y / cell.y : 0)
                let boxes = places.lazy.map { Rectangle(center: anchor($0), width: size.x, height: size.y) }
                guard let box = boxes.first(where: placer.isFree) else { continue }
                placer.occupy(box)
                return Label(kind: region.label, text: text, box: box.inset(by: 2))
            }
            // Cells smaller than a letter: as near as may be.
            let size = Self.size(of: kind.mark)
            let box = placer.place(
                width: size.x, height: size.y, near: anchor(region.labelPosition), step: 2, reach: 240)
            return box.map { Label(kind: region.label, text: kind.mark, box: $0.inset(by: 2)) }
        }
    }

    /// A badge with the space that it keeps around itself.
    private static func size(of text: String) -> Point {
        Point(ClassBadge.width(of: text) + 4, ClassBadge.height + 4)
    }

    /// A border's corners on the page, drawn in by a pixel so that two neighbours' lines lie side by side.
    func corners(of loop: [SIMD2<Int>], inset: Double = 1) -> [Point] {
        loop.indices.map { index in
            let corner = loop[index]
            let before = loop[(index + loop.count - 1) % loop.count], after = loop[(index + 1) % loop.count]
            let shift = Self.inward(from: before, to: corner) + Self.inward(from: corner, to: after)
            return Point(images.x, images.y) + cell * Point(Double(corner.x), Double(corner.y))
                + shift * inset
        }
    }

    /// The unit step to the right of the direction of travel, where the region lies (y runs down).
    private static func inward(from start: SIMD2<Int>, to end: SIMD2<Int>) -> Point {
        let direction = Point(Double((end.x - start.x).signum()), Double((end.y - start.y).signum()))
        return Point(-direction.y, direction.x)
    }

    /// Draws every region's border just inside it in its kind's colour, over a white edge, then the names.
    func draw(on canvas: borrowing Canvas) {
        let loops = regions.regions.filter { kinds.indices.contains($0.label) }.flatMap { region in
            region.outlines.map { (corners: corners(of: $0), color: kinds[region.label].color) }
        }
        for loop in loops {
            canvas.stroke(loop.corners, Stroke(color: .paper, width: 4), isClosed: true)
        }
        for loop in loops {
            canvas.stroke(loop.corners, Stroke(color: loop.color, width: 2), isClosed: true)
        }
        for label in labels {
            ClassBadge.draw(label.text, in: label.box, color: kinds[label.kind].color, on: canvas)
        }
    }
}
