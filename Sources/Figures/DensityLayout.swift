import Drawing
import LatentSpace

/// Where the parts of a ``DensityFigure`` go on the page: three maps in a row, the bars below them.
struct DensityLayout: Sendable {
    /// A map with its name.
    struct Panel: Sendable {
        let title: String
        let plot: PlanePlot
        let field: PlaneField
        let scale: ColorScale
    }

    static let side = 280.0
    private static let gap = 58.0

    let width: Int, height: Int
    /// Codes, prior, ratio.
    let panels: [Panel]
    /// One for the two densities, one for the ratio.
    let bars: [ColorBar]
    let labels: [PlanePlot.ClassLabel]
    /// Where the notes begin.
    let noteLines: [Point]

    init(_ figure: DensityFigure) {
        let aggregate = figure.aggregate
        let (codes, prior) = (aggregate.density, aggregate.priorDensity)
        let highest = max(codes.values.max() ?? 0, prior.values.max() ?? 0)
        let amounts = ColorScale.sequential(0...max(highest, 1e-6), tickCount: 5)
        let ratios = ColorScale.ratio(reach: 100)
        let top = Page.contentTop + 26
        func panel(_ index: Int, _ title: String, _ field: PlaneField, _ scale: ColorScale) -> Panel {
            let left = 62 + Double(index) * (Self.side + Self.gap)
            return Panel(
                title: title,
                plot: PlanePlot(
                    frame: Rectangle(x: left, y: top, width: Self.side, height: Self.side),
                    window: field.window, plane: figure.plane, tickCount: 5),
                field: field, scale: scale)
        }
        panels = [
            panel(0, "Codes: the mean of the posteriors", codes, amounts),
            panel(1, "The prior", prior, amounts),
            panel(2, "Codes ÷ prior", Self.visibleRatio(aggregate), ratios),
        ]
        let frames = panels.map(\.plot.frame)
        let barTop = frames[0].maxY + 54
        func bar(center: Double, _ scale: ColorScale, _ title: String) -> ColorBar {
            ColorBar(
                frame: Rectangle(
                    x: (center - Self.side / 2).rounded(), y: barTop, width: Self.side, height: 12),
                scale: scale, title: title)
        }
        bars = [
            bar(center: (frames[0].x + frames[1].maxX) / 2, amounts, "density"),
            bar(center: frames[2].center.x, ratios, "times as dense as the prior"),
        ]
        labels = panels[0].plot.classLabels(
            of: figure.means, classes: figure.classes, occupied: panels[0].plot.priorNameSurroundings)
        let noteTop = barTop + 12 + 36 + 24
        noteLines = figure.notes.indices.map { Point(Page.margin, noteTop + 17 * Double($0)) }
        let widest = figure.notes.map { Font.label.width(of: $0) }.max() ?? 0
        width = Int((max(frames[2].maxX, Page.margin + widest) + Page.margin).rounded(.up))
        height = Int((noteLines.last?.y ?? noteTop) + 16)
    }

    /// The ratio where there is anything to compare: white where both densities are next to nothing.
    private static func visibleRatio(_ aggregate: AggregatePosterior) -> PlaneField {
        let (codes, prior) = (aggregate.density, aggregate.priorDensity)
        let least = 1e-4
        let ratio = aggregate.ratio
        return PlaneField(
            window: ratio.window, columns: ratio.columns, rows: ratio.rows,
            values: ratio.values.indices.map { cell in
                codes.values[cell] < least && prior.values[cell] < least ? .nan : ratio.values[cell]
            })
    }
}
