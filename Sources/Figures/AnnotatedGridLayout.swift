import Drawing
import LatentSpace

/// Where the parts of a ``LatentGridFigure`` go on the page.
struct LatentGridLayout: Sendable {
    /// A class's name on its largest region.
    struct Badge: Sendable {
        let label: Int
        let box: Rectangle
    }

    let width: Int, height: Int
    /// The span of title and subtitle.
    let header: Rectangle
    /// The mosaic of cells, and the frame around it: higher than the cells where the plane is a line.
    let images: Rectangle, frame: Rectangle
    /// The side of an image's pixel; whole.
    let pixelSize: Double
    let badges: [Badge]
    private let figure: LatentGridFigure
    private let cell: Point

    init(_ figure: LatentGridFigure) {
        self.figure = figure
        let rows = max(1, figure.grid.rows), columns = max(1, figure.grid.columns)
        let cellRows = figure.cells.first?.rows ?? 28, cellColumns = figure.cells.first?.columns ?? 28
        // As large as fits about 560 pixels, in whole pixels.
        pixelSize = max(1, (568 / Double(max(columns * cellColumns, rows * cellRows))).rounded(.down))
        cell = Point(Double(cellColumns), Double(cellRows)) * pixelSize
        let band = figure.plane.isLine ? 48.0 : 0
        let left = 66.0, top = Page.contentTop + 40
        images = Rectangle(
            x: left, y: top + band, width: cell.x * Double(columns), height: cell.y * Double(rows))
        frame = Rectangle(x: left, y: top, width: images.width, height: images.height + band)
        let right = frame.maxX + (figure.grid.rowQuantiles == nil ? Page.margin : 58)
        header = Rectangle(
            x: Page.margin, y: 0, width: max(440, right - 2 * Page.margin, Self.titleWidth(figure)),
            height: 60)
        width = Int((header.maxX + Page.margin).rounded(.up))
        height = Int((frame.maxY + 74).rounded(.up))
        badges = Self.placeBadges(figure, cell: cell, images: images, frame: frame)
    }

    private static func titleWidth(_ figure: LatentGridFigure) -> Double {
        Font.title.width(of: "\(figure.moment.dataset): \(figure.title)")
    }

    /// Names every class on its largest region, large regions first, without one name touching another.
    private static func placeBadges(
        _ figure: LatentGridFigure, cell: Point, images: Rectangle, frame: Rectangle
    ) -> [Badge] {
        guard let regions = figure.regions else { return [] }
        let isLine = figure.plane.isLine
        let bounds =
            isLine ? Rectangle(x: frame.x, y: frame.y, width: frame.width, height: images.y - frame.y) : frame
        var placer = LabelPlacer(bounds: bounds.inset(by: 3))
        let ordered = regions.largest.sorted {
            $0.cells.count != $1.cells.count ? $0.cells.count > $1.cells.count : $0.label < $1.label
        }
        return ordered.compactMap { region in
            var anchor = Point(images.x, images.y) + cell * region.labelPosition
            if isLine { anchor.y = images.y - 14 }
            let box = placer.place(
                width: ClassBadge.width(of: figure.classes[region.label]) + 4, height: ClassBadge.height + 4,
                near: anchor, step: 2, reach: 240)
            return box.map { Badge(label: region.label, box: $0.inset(by: 2)) }
        }
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

    /// The axes of round latent values, below and on the left; cells are their unit.
    var valueAxes: Axes {
        let grid = figure.grid
        let names = figure.plane.axisNames
        return Axes(
            area: area, xTicks: Self.valueTicks(grid.columnValues) { grid.cell(at: SIMD2($0, 0)).x },
            yTicks: figure.plane.isLine
                ? [] : Self.valueTicks(grid.rowValues.reversed()) { -grid.cell(at: SIMD2(0, $0)).y },
            xTitle: names.horizontal, yTitle: names.vertical)
    }

    /// Cells across and, negated, down; cell centres at whole numbers.
    private var area: PlotArea {
        PlotArea(
            frame: frame, x: -0.5...Double(figure.grid.columns) - 0.5,
            y: 0.5 - Double(figure.grid.rows)...0.5)
    }

    private static func valueTicks(_ values: [Double], position: (Double) -> Double) -> [Tick] {
        guard let low = values.first, let high = values.last, low < high else { return [] }
        let range = low...high
        let decimals = AxisScale.decimals(in: range, count: 6)
        return AxisScale.ticks(in: range, count: 6).map {
            Tick(value: position($0), label: Numerals.fixed($0, decimals: decimals))
        }
    }

    /// Draws the prior's quantiles above and on the right.
    func drawQuantiles(on canvas: borrowing Canvas) {
        let stroke = Stroke(color: .rule)
        if let quantiles = figure.grid.columnQuantiles {
            for tick in Self.quantileTicks(quantiles) {
                let x = area.place(SIMD2(tick.value, 0)).x.rounded() + 0.5
                canvas.line(from: Point(x, frame.y - 4), to: Point(x, frame.y), stroke)
                canvas.text(
                    tick.label, at: Point(x, frame.y - 8), font: .tick, color: .secondary,
                    horizontal: .center)
            }
            canvas.text(
                "quantile of the prior", at: Point(frame.center.x, frame.y - 24), font: .heading,
                color: .secondary, horizontal: .center)
        }
        if let quantiles = figure.grid.rowQuantiles {
            for tick in Self.quantileTicks(quantiles.reversed()) {
                let y = area.place(SIMD2(0, tick.value + 1 - Double(figure.grid.rows))).y.rounded() + 0.5
                canvas.line(from: Point(frame.maxX, y), to: Point(frame.maxX + 4, y), stroke)
                canvas.text(
                    tick.label, at: Point(frame.maxX + 8, y), font: .tick, color: .secondary,
                    vertical: .middle)
            }
            canvas.text(
                "quantile of the prior", at: Point(frame.maxX + 42, frame.center.y), font: .heading,
                color: .secondary, horizontal: .center, vertical: .top, rotation: 90)
        }
    }

    /// The quartiles and the tails that lie within ascending `quantiles`, placed between them.
    private static func quantileTicks(_ quantiles: [Double]) -> [Tick] {
        guard let low = quantiles.first, let high = quantiles.last, low < high else { return [] }
        return [0.05, 0.25, 0.5, 0.75, 0.95].filter { $0 >= low - 1e-9 && $0 <= high + 1e-9 }.map {
            Tick(
                value: ($0 - low) / (high - low) * Double(quantiles.count - 1), label: Numerals.percent($0))
        }
    }
}
