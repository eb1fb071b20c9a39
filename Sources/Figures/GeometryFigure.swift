public import Drawing
public import LatentSpace

/// `geometry`: how much the decoder spreads each part of the plane, the ways between two codes over it, and how
/// much the decoded image changes at each step of each way.
public struct GeometryFigure: Figure {
    /// A way between the two codes.
    public struct Route: Sendable {
        /// What kind of path: "linear", "spherical" or "geodesic".
        public let title: String
        /// Where it runs on the plane, finely.
        public let points: [SIMD2<Double>]
        /// Its length and energy under the metric, measured finely.
        public let measure: PathMeasure
        /// The change of the decoded image in each of a number of steps, even in the code, or for a geodesic in
        /// the image.
        public let changes: [Double]

        /// A way and what it measures.
        package init(title: String, points: [SIMD2<Double>], measure: PathMeasure, changes: [Double]) {
            self.title = title
            self.points = points
            self.measure = measure
            self.changes = changes
        }
    }

    let field: MetricField
    let routes: [Route]
    let start: InterpolationFigure.End
    let end: InterpolationFigure.End
    let classes: ClassNames
    let lengthMeaning: String
    let moment: Moment
    let plane: LatentPlane

    /// A decoder's geometry.
    ///
    /// - Parameters:
    ///   - field: the metric over the part of the plane that is shown.
    ///   - routes: the ways to compare, the linear one first.
    ///   - lengthMeaning: what a unit of length is, a sentence without its end.
    package init(
        field: MetricField, routes: [Route], from start: InterpolationFigure.End,
        to end: InterpolationFigure.End, classes: ClassNames, lengthMeaning: String, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.field = field
        self.routes = routes
        self.start = start
        self.end = end
        self.classes = classes
        self.lengthMeaning = lengthMeaning
        self.moment = moment
        self.plane = plane
    }

    /// The name of an end: its class, or what it is.
    func name(of end: InterpolationFigure.End) -> String {
        end.label.map { classes[$0] } ?? (end.image == nil ? "code" : "image")
    }

    /// The colour of a route, as in the figure of the path.
    static func color(of title: String) -> Color {
        switch title {
        case "linear": .accent
        case "spherical": Color(hex: 0x1B8A4B)
        default: Color(hex: 0x122B58)
        }
    }

    public var alternativeText: String {
        let values = field.magnification.values.filter { $0 > 0 }.sorted()
        let spread =
            values.isEmpty
            ? "The decoder changes nothing over the plane."
            : "The decoder's magnification, the area of decoded images for an area of codes, runs from "
                + "\(Numerals.significant(values[values.count / 20])) to "
                + "\(Numerals.significant(values[values.count - 1 - values.count / 20])) "
                + "over nine tenths of the plane."
        let ways = routes.map { route in
            "The \(route.title) path is \(Numerals.fixed(route.measure.length, decimals: 2)) long with energy "
                + "\(Numerals.fixed(route.measure.energy, decimals: 1)); its largest step is "
                + "\(Numerals.fixed(Self.unevenness(route.changes), decimals: 1)) times its mean."
        }
        return "\(moment.dataset), \(moment.time). \(spread) From \(start.fullName(classes)) to "
            + "\(end.fullName(classes)): \(ways.joined(separator: " "))"
    }

    /// The largest step as a multiple of the mean one; 1 where there is none.
    static func unevenness(_ changes: [Double]) -> Double {
        let mean = changes.reduce(0, +) / Double(max(1, changes.count))
        return mean > 0 ? (changes.max() ?? 0) / mean : 1
    }

    public func picture() -> Picture {
        let layout = GeometryLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            draw(layout, on: canvas)
        }
    }

    private func draw(_ layout: GeometryLayout, on canvas: borrowing Canvas) {
        Page.drawHeader(
            title: "\(moment.dataset): the geometry of the decoder", moment: moment,
            right: Double(layout.width) - Page.margin, on: canvas)
        let plot = layout.plot
        canvas.text(
            "Magnification of the decoder", at: Point(plot.frame.x, plot.frame.y - 9), font: .heading)
        plot.drawMap(field.magnification, scale: layout.bar.scale, on: canvas)
        canvas.clipped(to: plot.frame) { canvas in
            for ellipse in layout.ellipses {
                canvas.stroke(ellipse, Stroke(color: Color.paper.opacity(0.6), width: 2.6), isClosed: true)
                canvas.stroke(ellipse, Stroke(color: .ink, width: 0.9), isClosed: true)
            }
            for route in routes {
                let line = route.points.map(plot.area.place)
                canvas.stroke(line, Stroke(color: .paper, width: 6, isRound: true))
                canvas.stroke(line, Stroke(color: Self.color(of: route.title), width: 2.5, isRound: true))
            }
        }
        plot.axes().draw(on: canvas)
        layout.bar.draw(on: canvas)
        for badge in layout.ends {
            canvas.fillCircle(at: badge.place, radius: 6, color: .paper)
            canvas.fillCircle(at: badge.place, radius: 4.5, color: .ink)
            ClassBadge.draw(badge.name, in: badge.box, color: badge.color, on: canvas)
        }
        drawLegend(layout, on: canvas)
        layout.changes.draw(on: canvas)
    }

    private func drawLegend(_ layout: GeometryLayout, on canvas: borrowing Canvas) {
        for line in layout.legend {
            if let color = line.swatch {
                canvas.line(
                    from: Point(line.place.x, line.place.y - 4),
                    to: Point(line.place.x + 22, line.place.y - 4),
                    Stroke(color: color, width: 3, isRound: true))
            }
            canvas.text(
                line.text, at: Point(line.place.x + line.indent, line.place.y), font: line.font,
                color: line.isSecondary ? .secondary : .ink)
        }
    }
}
