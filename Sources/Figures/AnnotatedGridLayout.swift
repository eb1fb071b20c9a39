import Drawing
import LatentSpace

/// Where the parts of an ``AnnotatedGrid`` go on the page.
struct AnnotatedGridLayout: Sendable {
    let width: Int, height: Int
    /// The span of title and subtitle.
    let header: Rectangle
    /// The mosaic of cells, and the frame around it: higher than the cells where the plane is a line.
    let images: Rectangle, frame: Rectangle
    /// The side of an image's pixel; whole.
    let pixelSize: Double
    /// The regions over the cells; `nil` where nobody looked.
    let overlay: RegionOverlay?
    let legend: GridLegend
    private let figure: AnnotatedGrid
    private let cell: Point

    init(_ figure: AnnotatedGrid) {
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
            x: Page.margin, y: 0,
            width: max(440, right - 2 * Page.margin, Font.title.width(of: figure.title)), height: 60)
        legend = GridLegend(figure.kinds, at: Point(header.x, frame.maxY + 46), width: header.width)
        width = Int((max(header.maxX, legend.entries.first?.maxX ?? 0) + Page.margin).rounded(.up))
        height = Int((legend.note.maxY + (figure.plane.dimensions > 2 ? 26 : 10)).rounded(.up))
        let kinds = figure.kinds, images = images, cell = cell
        let above = Rectangle(x: frame.x, y: frame.y, width: frame.width, height: band)
        overlay = figure.regions.map {
            RegionOverlay($0, kinds: kinds, images: images, cell: cell, band: band > 0 ? above : nil)
        }
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
