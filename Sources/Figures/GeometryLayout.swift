import Drawing
import Foundation
import LatentSpace

/// Where the parts of a ``GeometryFigure`` go on the page.
struct GeometryLayout: Sendable {
    /// An end of the ways and its name.
    struct End: Sendable {
        let place: Point
        let name: String
        let color: Color
        let box: Rectangle
    }

    /// A line of the words beside the map.
    struct Line: Sendable {
        let text: String
        let place: Point
        var font = Font.label
        /// The colour of the way that it speaks of.
        var swatch: Color?
        var indent = 0.0
        var isSecondary = false

        var box: Rectangle {
            Rectangle(
                x: place.x, y: place.y - font.size, width: indent + font.width(of: text),
                height: font.size + 2)
        }
    }

    let width: Int, height: Int
    let plot: PlanePlot
    let bar: ColorBar
    let ends: [End]
    let legend: [Line]
    let changes: ChangesPanel
    /// Closed curves of codes whose images lie equally far from that of their centre.
    let ellipses: [[Point]]
    /// How far that is.
    let radius: Double

    init(_ figure: GeometryFigure) {
        // A whole number of pixels a cell.
        let cell = max(1, (480 / Double(max(figure.field.columns, figure.field.rows))).rounded(.down))
        let frame = Rectangle(
            x: 62, y: Page.contentTop + 26, width: cell * Double(figure.field.columns),
            height: cell * Double(figure.field.rows))
        plot = PlanePlot(frame: frame, window: figure.field.window, plane: figure.plane)
        bar = .beside(frame, scale: .magnification(figure.field.magnification), title: "magnification")
        (ellipses, radius) = Self.ellipses(figure.field, on: plot)
        ends = Self.ends(figure, on: plot)
        legend = Self.legend(figure, radius: radius, left: bar.bounds.maxX + 28, top: frame.y + 8)
        let right = max((legend.map(\.box.maxX).max() ?? 0), bar.bounds.maxX)
        changes = ChangesPanel(
            figure.routes.map {
                ChangesPanel.Curve(
                    name: $0.title, color: GeometryFigure.color(of: $0.title), changes: $0.changes)
            },
            frame: Rectangle(x: frame.x, y: frame.maxY + 82, width: right - frame.x - 76, height: 130))
        width = Int((right + Page.margin).rounded(.up))
        height = Int(changes.area.frame.maxY + 52)
    }

    /// Ellipses on a coarse lattice, of one radius under the metric: the one at which three quarters of them keep
    /// within their own part of the lattice. Larger ones are left out.
    private static func ellipses(_ field: MetricField, on plot: PlanePlot) -> ([[Point]], Double) {
        let perAxis = 9
        let centers = field.window.grid(columns: perAxis, rows: perAxis).points
        let reach = 0.5 * (field.window.x.upperBound - field.window.x.lowerBound) / Double(perAxis)
        let tensors = centers.map(field.tensor)
        let fitting = tensors.map { 0.95 * reach * $0.principalSteps.least }.filter { $0 > 0 }.sorted()
        guard !fitting.isEmpty else { return ([], 0) }
        let radius = roundedDown(fitting[fitting.count / 4])
        let curves = zip(centers, tensors).compactMap { center, tensor -> [Point]? in
            guard tensor.principalSteps.least * 1.1 * reach >= radius else { return nil }
            let curve = tensor.indicatrix(radius: radius)
            return curve.isEmpty ? nil : curve.map { plot.area.place(center + $0) }
        }
        return (curves, radius)
    }

    /// The largest of 1, 2 or 5 times a power of ten that is not above `value`, which is above 0.
    static func roundedDown(_ value: Double) -> Double {
        let power = pow(10, log10(value).rounded(.down))
        return [10, 5, 2].first { $0 * power <= value * (1 + 1e-9) }.map { $0 * power } ?? power
    }

    private static func ends(_ figure: GeometryFigure, on plot: PlanePlot) -> [End] {
        guard let line = figure.routes.first?.points, let first = line.first, let last = line.last else {
            return []
        }
        var placer = LabelPlacer(bounds: plot.frame.inset(by: 4))
        let lines = figure.routes.flatMap(\.points).map(plot.area.place)
        for point in lines { placer.occupy(Rectangle(center: point, width: 8, height: 8)) }
        return [(figure.start, first), (figure.end, last)].compactMap { end, point in
            let name = figure.name(of: end)
            let place = plot.area.place(point)
            placer.occupy(Rectangle(center: place, width: 14, height: 14))
            guard
                let box = placer.place(
                    width: ClassBadge.width(of: name) + 4, height: ClassBadge.height + 4, near: place,
                    reach: 160)
            else { return nil }
            return End(
                place: place, name: name, color: end.label.map { Palette.classes[$0] } ?? .ink,
                box: box.inset(by: 2))
        }
    }

    /// A sentence or two in lines that the legend's column holds.
    private static func lines(of text: String) -> [String] { Font.label.lines(of: text, width: 225) }

    /// What the ways measure, and how to read the map.
    private static func legend(
        _ figure: GeometryFigure, radius: Double, left: Double, top: Double
    ) -> [Line] {
        var lines: [Line] = []
        var y = top
        func add(
            _ text: String, font: Font = .label, swatch: Color? = nil, indent: Double = 0, gap: Double = 16
        ) {
            lines.append(
                Line(
                    text: text, place: Point(left, y), font: font, swatch: swatch, indent: indent,
                    isSecondary: font != .heading))
            y += gap
        }
        for route in figure.routes {
            add(
                Moment.capitalised(route.title) + " path", font: .heading,
                swatch: GeometryFigure.color(of: route.title), indent: 30)
            add("length \(Numerals.fixed(route.measure.length, decimals: 2))", indent: 30)
            add("energy \(Numerals.fixed(route.measure.energy, decimals: 1))", indent: 30)
            let unevenness = Numerals.fixed(GeometryFigure.unevenness(route.changes), decimals: 1)
            add("largest step \(unevenness) × its mean", indent: 30)
            add(
                route.title == "geodesic" ? "steps even in the image" : "steps even in the code", indent: 30,
                gap: 26)
        }
        y += 4
        let lengths = "Lengths: Fisher-Rao metric of the decoded pixels. \(figure.lengthMeaning)."
        for text in Self.lines(of: lengths) { add(text) }
        y += 10
        for text in ["Magnification: area of images for", "an area of codes, √det G."] { add(text) }
        if radius > 0 {
            y += 10
            for text in [
                "Ellipses: steps of length \(Numerals.significant(radius)) from",
                "their centre, where they fit.",
            ] { add(text) }
        }
        return lines
    }
}

extension ColorScale {
    /// The scale of a decoder's magnification: logarithmic, without the outermost values.
    static func magnification(_ field: PlaneField) -> ColorScale {
        let values = field.values.filter { $0 > 0 && $0.isFinite }.sorted()
        guard let first = values.first else { return .logarithmic(1...10) }
        let low = values.count > 50 ? values[values.count / 50] : first
        let high = values[values.count - 1 - values.count / 200]
        return .logarithmic(low...max(high, low * 1.01))
    }
}
