public import Drawing
package import LatentSpace

/// `pca-plane`: the codes by class along their first two principal components, and what that plane decodes to.
public struct PrincipalPlaneFigure: Figure {
    let plane: PrincipalPlane
    let means: LabelledPoints
    let window: PlaneWindow
    let decoded: DecodedPlane?
    let isVariational: Bool
    let classes: ClassNames
    let moment: Moment

    /// Codes on the plane of their principal components.
    ///
    /// - Parameters:
    ///   - means: where the codes lie on it.
    ///   - window: what part of the plane is shown.
    ///   - decoded: what that part decodes to; `nil` where nobody decoded it.
    ///   - isVariational: whether the codes have a prior.
    package init(
        plane: PrincipalPlane, means: LabelledPoints, window: PlaneWindow, decoded: DecodedPlane?,
        isVariational: Bool, classes: ClassNames, moment: Moment
    ) {
        self.plane = plane
        self.means = means
        self.window = window
        self.decoded = decoded
        self.isVariational = isVariational
        self.classes = classes
        self.moment = moment
    }

    /// Cells across the decoded plane for images of a size: 16 of up to 32 pixels, fewer of larger ones.
    package static func cellsPerAxis(columns: Int, rows: Int) -> Int {
        min(16, max(3, 520 / max(1, columns, rows)))
    }

    static func percent(_ share: Double) -> String { Numerals.fixed(100 * share, decimals: 1) + " %" }

    private static let ordinals = ["first", "second"]

    /// What an axis shows: a component and its share of the variance.
    func axisName(_ component: Int) -> String {
        "\(Self.ordinals[component]) principal component, "
            + "\(Self.percent(plane.shares[component])) of the variance"
    }

    /// What a component is made of, as "0.82 z5, −0.44 z2".
    func parts(of component: Int) -> String {
        plane.strongest(of: component, count: 4).map { dimension, part in
            "\(Numerals.fixed(part, decimals: 2)) z\(dimension + 1)"
        }.joined(separator: ", ")
    }

    /// How many components hold most of the variance.
    private var breadth: String {
        guard plane.shares.contains(where: { $0 > 0 }) else { return "The codes do not vary." }
        let count = plane.componentCount(holding: 0.9)
        return (count == 1 ? "One component" : "\(count) components") + " of \(plane.dimensions) "
            + (count == 1 ? "holds" : "hold") + " 90 % of the variance of the codes."
    }

    /// What is written under the planes.
    var notes: [String] {
        [
            (0..<2).map { "\(Moment.capitalised(Self.ordinals[$0])): \(parts(of: $0))" }
                .joined(separator: " · "),
            breadth + (decoded == nil ? "" : " The decoded plane passes through the codes' mean."),
        ]
    }

    public var alternativeText: String {
        let statistics = ClassStatistics(
            points: means.points, labels: means.labels, classCount: classes.count)
        let places = (0..<classes.count).compactMap { label in
            statistics.medians[label].map { median in
                let (x, y) = (Numerals.fixed(median.x, decimals: 1), Numerals.fixed(median.y, decimals: 1))
                return "\(classes[label]) at (\(x), \(y))"
            }
        }
        let count = Numerals.grouped(means.points.count)
        return "\(moment.dataset), \(moment.time): the codes of \(count) test images on the plane of "
            + "their first two principal components among \(plane.dimensions) latent dimensions"
            + (decoded == nil ? "" : ", and what that plane decodes to")
            + ". The first holds \(Self.percent(plane.shares[0])) of the variance, the second "
            + "\(Self.percent(plane.shares[1])). \(breadth) Largest parts of the first: \(parts(of: 0)); of "
            + "the second: \(parts(of: 1))."
            + (places.isEmpty ? "" : " Class medians: \(places.joined(separator: ", ")).")
    }

    public func picture() -> Picture {
        let layout = PrincipalPlaneLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: layout.title, moment: moment, right: layout.right, on: canvas)
            let plot = layout.plot
            canvas.text("The codes", at: Point(plot.frame.x, plot.frame.y - 10), font: .heading)
            plot.drawPoints(means, radius: plot.dotRadius(for: means), opacity: 0.6, on: canvas)
            if isVariational {
                plot.drawPrior(on: canvas)
                plot.drawPriorNames(on: canvas)
            }
            plot.axes().draw(on: canvas)
            plot.draw(layout.labels, classes: classes, on: canvas)
            if let decoded, let plot = layout.decodedPlot {
                canvas.text(
                    "What the plane decodes to", at: Point(plot.frame.x, plot.frame.y - 10), font: .heading)
                canvas.draw(
                    .mosaic(decoded.cells, across: decoded.cellsPerAxis),
                    at: Point(plot.frame.x, plot.frame.y), pixelSize: layout.pixelSize)
                plot.axes().draw(on: canvas)
            }
            for (place, note) in zip(layout.notePlaces, notes) {
                canvas.text(note, at: place, font: .label, color: .secondary)
            }
        }
    }
}

/// Where the parts of a ``PrincipalPlaneFigure`` go on the page.
struct PrincipalPlaneLayout: Sendable {
    let width: Int, height: Int
    let title: String
    /// The right edge of the title.
    let right: Double
    let plot: PlanePlot
    /// The same window beside it, for the decoded images.
    let decodedPlot: PlanePlot?
    /// The side of a decoded pixel; whole.
    let pixelSize: Double
    let labels: [PlanePlot.ClassLabel]
    let notePlaces: [Point]

    init(_ figure: PrincipalPlaneFigure) {
        title = "\(figure.moment.dataset): the codes' first two principal components"
        let cell = Double(figure.decoded?.cells.first.map { max($0.columns, $0.rows) } ?? 28)
        let cells = Double(figure.decoded?.cellsPerAxis ?? 16)
        pixelSize = max(1, (456 / (cell * cells)).rounded(.down))
        let side = figure.decoded == nil ? 560 : cell * cells * pixelSize
        let frame = Rectangle(x: 66, y: Page.contentTop + 26, width: side, height: side)
        let names = (horizontal: figure.axisName(0), vertical: figure.axisName(1))
        plot = PlanePlot(frame: frame, window: figure.window, axisNames: names)
        let beside = frame.offset(x: side + 66, y: 0)
        decodedPlot = figure.decoded.map { _ in
            PlanePlot(frame: beside, window: figure.window, axisNames: names)
        }
        labels = plot.classLabels(
            of: figure.means, classes: figure.classes,
            occupied: figure.isVariational ? plot.priorNameSurroundings : [])
        let edge = decodedPlot == nil ? frame.maxX : beside.maxX
        let widest = figure.notes.map { Font.label.width(of: $0) }.max() ?? 0
        right = max(edge, Page.margin + widest)
        width = Int((right + Page.margin).rounded(.up))
        let noteTop = frame.maxY + 64
        notePlaces = figure.notes.indices.map { Point(Page.margin, noteTop + 17 * Double($0)) }
        height = Int((notePlaces.last?.y ?? noteTop) + 16)
    }
}
