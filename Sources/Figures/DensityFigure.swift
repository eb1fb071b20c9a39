public import Drawing
public import LatentSpace

/// `density`: where the encoded images lie, where the prior says they should, and the ratio of the two.
public struct DensityFigure: Figure {
    let aggregate: AggregatePosterior
    let means: LabelledPoints
    let classes: ClassNames
    let moment: Moment
    let plane: LatentPlane
    let klDivergence: Double

    /// A density below this share of the prior's counts as empty.
    public static let emptyRatio = 0.1

    /// The mean of all test images' posteriors against the prior.
    ///
    /// - Parameters:
    ///   - aggregate: both over the same square of the plane.
    ///   - means: the posterior means, for the classes' names.
    ///   - klDivergence: the mean divergence of a posterior from the prior on the plane, in nats.
    ///   - plane: which latent dimensions the axes are.
    package init(
        aggregate: AggregatePosterior, means: LabelledPoints, klDivergence: Double, classes: ClassNames,
        moment: Moment, plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.aggregate = aggregate
        self.means = means
        self.klDivergence = klDivergence
        self.classes = classes
        self.moment = moment
        self.plane = plane
    }

    private var emptyShare: String {
        Numerals.fixed(aggregate.emptyPriorShare(below: Self.emptyRatio) * 100, decimals: 1) + " %"
    }

    public var alternativeText: String {
        "\(moment.dataset), \(moment.time): the mean of the posteriors of "
            + "\(Numerals.grouped(means.points.count)) test images over the latent plane beside the prior. "
            + "\(emptyShare) of the prior lies where that mean has less than a tenth of the prior's density: "
            + "draws from there look like no image that was encoded. " + information
    }

    /// How the divergence divides: M. Hoffman and M. Johnson, "ELBO surgery" (2016), equation 4.
    private var information: String {
        let misfit = aggregate.klDivergence
        return
            "The mean of the posteriors diverges from the prior by \(Self.nats(misfit)); one posterior does "
            + "by \(Self.nats(klDivergence)) on average, of which the other "
            + "\(Self.nats(max(0, klDivergence - misfit))) tell the images apart."
    }

    /// What is written under the maps.
    var notes: [String] {
        [
            "\(emptyShare) of the prior is empty: less than a tenth as dense with codes as the prior.",
            information,
        ]
    }

    private static func nats(_ value: Double) -> String {
        Numerals.fixed(value, decimals: 2) + " nats"
    }

    public func picture() -> Picture {
        let layout = DensityLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): where the prior has mass that no image fills", moment: moment,
                right: layout.panels.last?.plot.frame.maxX ?? 0, on: canvas)
            for panel in layout.panels {
                canvas.text(
                    panel.title, at: Point(panel.plot.frame.x, panel.plot.frame.y - 10), font: .heading)
                panel.plot.drawMap(panel.field, scale: panel.scale, on: canvas)
                panel.plot.drawPrior(hasHalo: true, on: canvas)
                panel.plot.drawPriorNames(on: canvas)
                panel.plot.axes().draw(on: canvas)
            }
            for bar in layout.bars { bar.draw(on: canvas) }
            layout.panels.first?.plot.draw(layout.labels, classes: classes, on: canvas)
            for (line, note) in zip(layout.noteLines, notes) {
                canvas.text(note, at: line, font: .label, color: .secondary)
            }
        }
    }
}
