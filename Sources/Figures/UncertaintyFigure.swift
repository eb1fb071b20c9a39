public import Drawing
public import LatentSpace

/// `uncertainty`: how undecided the decoder's pixels are at every place of the plane.
public struct UncertaintyFigure: Figure {
    let entropy: PlaneField
    let means: LabelledPoints
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane

    /// The decoder's mean entropy over a square of the plane.
    ///
    /// - Parameters:
    ///   - entropy: bits per pixel, the mean over the pixels of what a cell's centre decodes to.
    ///   - means: the test images' posterior means.
    ///   - plane: which latent dimensions the axes are.
    package init(
        entropy: PlaneField, means: LabelledPoints, classes: ClassNames, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.entropy = entropy
        self.means = means
        self.classes = classes
        self.moment = moment
        self.plane = plane
    }

    public var alternativeText: String {
        let ends = classEntropies.sorted { ($0.bits, $0.label) < ($1.bits, $1.label) }
        let ranking =
            if let surest = ends.first, let vaguest = ends.last, surest.label != vaguest.label {
                " Surest where class \(classes[surest.label]) lies, \(Self.text(surest.bits)); least sure where "
                    + "\(classes[vaguest.label]) lies, \(Self.text(vaguest.bits))."
            } else { "" }
        return
            "\(moment.dataset), \(moment.time): entropy of the decoder's pixels over the latent plane, in bits "
            + "per pixel, where 1 would be a coin toss. \(Self.text(priorMean)) on average over the prior, from "
            + "\(Self.text(entropy.values.min() ?? 0)) to \(Self.text(entropy.values.max() ?? 0)) over the "
            + "map." + ranking
    }

    /// The mean over the prior, as far as the map shows it.
    var priorMean: Double {
        let weights = entropy.points.map {
            NormalDistribution.density($0.x) * NormalDistribution.density($0.y)
        }
        let total = weights.reduce(0, +)
        return total > 0 ? zip(weights, entropy.values).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
    }

    /// The mean of each class over the cells that its images are encoded in.
    var classEntropies: [(label: Int, bits: Double)] {
        var sums = Array(repeating: 0.0, count: classes.count)
        var counts = Array(repeating: 0, count: classes.count)
        for (point, label) in zip(means.points, means.labels) where Int(label) < classes.count {
            guard let cell = entropy.index(at: point) else { continue }
            sums[Int(label)] += entropy.values[cell]
            counts[Int(label)] += 1
        }
        return sums.indices.filter { counts[$0] > 0 }.map { ($0, sums[$0] / Double(counts[$0])) }
    }

    private static func text(_ bits: Double) -> String { Numerals.fixed(bits, decimals: 3) }

    public func picture() -> Picture {
        let layout = UncertaintyLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): how sure the decoder is", moment: moment,
                right: layout.plot.frame.maxX, on: canvas)
            layout.plot.drawMap(entropy, scale: layout.bar.scale, on: canvas)
            layout.plot.drawPrior(hasHalo: true, on: canvas)
            layout.plot.drawPriorNames(on: canvas)
            layout.plot.axes().draw(on: canvas)
            layout.bar.draw(on: canvas)
            layout.plot.draw(layout.labels, classes: classes, on: canvas)
        }
    }
}

/// Where the parts of an ``UncertaintyFigure`` go on the page.
struct UncertaintyLayout: Sendable {
    static let side = 560.0

    let width: Int, height: Int
    let plot: PlanePlot
    let bar: ColorBar
    let labels: [PlanePlot.ClassLabel]

    init(_ figure: UncertaintyFigure) {
        let frame = Rectangle(x: 66, y: Page.contentTop + 16, width: Self.side, height: Self.side)
        plot = PlanePlot(frame: frame, window: figure.entropy.window, plane: figure.plane)
        let highest = figure.entropy.values.filter(\.isFinite).max() ?? 0
        bar = .beside(
            frame, scale: .sequential(0...max(highest, 1e-3), tickCount: 7), title: "bits per pixel")
        labels = plot.classLabels(
            of: figure.means, classes: figure.classes, occupied: plot.priorNameSurroundings)
        width = Int((bar.bounds.maxX + Page.margin).rounded(.up))
        height = Int(frame.maxY) + 52
    }
}
